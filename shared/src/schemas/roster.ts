import { Type, type Static } from 'typebox'
import { DaySchema, InstantSchema, LatLngSchema, Nullable, UuidSchema } from './common.ts'

/** One crew's tour as the plan file writes it. */
export const ShiftSchema = Type.Object({
  id: Type.String(),
  teamId: Type.String(),
  bcu: Type.String(),
  start: InstantSchema,
  end: InstantSchema,
  break: Nullable(Type.Object({ start: InstantSchema, end: InstantSchema })),
  breakMinutes: Type.Integer({ minimum: 0 }),
  base: LatLngSchema,
  breakFrom: Nullable(InstantSchema),
  breakTo: Nullable(InstantSchema),
  crewId: Nullable(Type.String()),
  callSign: Nullable(Type.String()),
  teamKind: Type.String(),
  crewSize: Nullable(Type.Integer()),
  briefingMinutes: Type.Integer({ minimum: 0 }),
  bookOffMinutes: Type.Integer({ minimum: 0 }),
  maxVisits: Nullable(Type.Integer({ minimum: 0 })),
  /** only where the roster gives them */
  skills: Type.Optional(Type.Array(Type.String())),
  sergeant: Type.Optional(Type.Boolean()),
})
export type ShiftRecord = Static<typeof ShiftSchema>

/** One loaded roster file. */
export const RosterSchema = Type.Object({
  rosterId: UuidSchema,
  fileName: Type.String(),
  tours: Type.Integer(),
  crews: Type.Integer(),
  firstDay: DaySchema,
  lastDay: DaySchema,
  byBcu: Type.Array(Type.Object({ bcu: Type.String(), tours: Type.Integer(), hours: Type.Number() })),
  createdAt: InstantSchema,
})
export type Roster = Static<typeof RosterSchema>

export const RosterListSchema = Type.Object({ rosters: Type.Array(RosterSchema) })
export type RosterList = Static<typeof RosterListSchema>
