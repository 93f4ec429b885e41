import { Type, type Static } from 'typebox'
import { InstantSchema, Nullable } from './common.ts'
import { ForceSchema } from './force.ts'

/** The four roles of the product; what each may do is declared beside each route. */
export const RoleSchema = Type.Union([
  Type.Literal('tasking'),
  Type.Literal('supervisor'),
  Type.Literal('commander'),
  Type.Literal('officer'),
])
export type Role = Static<typeof RoleSchema>

export const SignInSchema = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 200 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)
export type SignIn = Static<typeof SignInSchema>

export const SessionSchema = Type.Object({
  username: Type.String(),
  role: RoleSchema,
  /** officers: the crew whose tours they see */
  teamId: Nullable(Type.String()),
  expiresAt: InstantSchema,
  /** What every screen says of the data it shows. */
  force: ForceSchema,
})
export type Session = Static<typeof SessionSchema>
