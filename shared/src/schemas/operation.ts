import { Type, type Static } from 'typebox'
import { DaySchema, InstantSchema, Nullable, UuidSchema } from './common.ts'

/** The named campaign that ties a ranking and a plan together. */
export const OperationSchema = Type.Object({
  operationId: UuidSchema,
  name: Type.String(),
  startDay: DaySchema,
  days: Type.Integer(),
  /** the newest ranking made for it */
  rankingId: Nullable(UuidSchema),
  /** the newest plan made for it */
  planId: Nullable(UuidSchema),
  createdAt: InstantSchema,
})
export type Operation = Static<typeof OperationSchema>

export const OperationListSchema = Type.Object({ operations: Type.Array(OperationSchema) })
export type OperationList = Static<typeof OperationListSchema>

export const NewOperationSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    startDay: DaySchema,
    days: Type.Integer({ minimum: 1, maximum: 84, default: 21 }),
  },
  { additionalProperties: false },
)
export type NewOperation = Static<typeof NewOperationSchema>
