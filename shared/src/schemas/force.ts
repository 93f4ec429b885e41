import { Type, type Static } from 'typebox'

/** Whose data it is, as every screen says. */
export const ForceSchema = Type.Object({
  name: Type.String(),
  timezone: Type.String({ description: 'IANA name of its local clock, such as Europe/London' }),
  synthetic: Type.Boolean({ description: 'true: the demo force; every screen says so' }),
  isNamed: Type.Boolean({
    description:
      'false: nobody has said yet whose data this is; name and time zone are what a new database begins with',
  }),
})
export type Force = Static<typeof ForceSchema>

export const ForceChangeSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80 }),
    timezone: Type.String({ minLength: 1, maxLength: 80, description: 'IANA name, such as America/Toronto' }),
  },
  { additionalProperties: false },
)
export type ForceChange = Static<typeof ForceChangeSchema>
