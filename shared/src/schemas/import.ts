import { Type, type Static } from 'typebox'
import { DaySchema, InstantSchema, Nullable, UuidSchema } from './common.ts'

export const FormatSchema = Type.Union([
  Type.Literal('canonical'),
  Type.Literal('police-uk'),
  Type.Literal('police-uk-api'),
])
export type FormatName = Static<typeof FormatSchema>

/** What became of one file: every row is accepted, out of scope or rejected. */
export const ImportSchema = Type.Object({
  importId: UuidSchema,
  fileName: Type.String(),
  format: FormatSchema,
  status: Type.Union([
    Type.Literal('queued'),
    Type.Literal('running'),
    Type.Literal('completed'),
    Type.Literal('refused'),
  ]),
  rows: Type.Integer(),
  /** rows whose incident was new */
  added: Type.Integer(),
  /** rows whose incident was already there, unchanged */
  unchanged: Type.Integer(),
  /** rows whose incident was already there with other content */
  updated: Type.Integer(),
  outOfScope: Type.Integer(),
  rejected: Type.Integer(),
  /** why nothing was taken */
  refusedBecause: Nullable(Type.String()),
  createdAt: InstantSchema,
  finishedAt: Nullable(InstantSchema),
  createdBy: Type.String(),
})
export type Import = Static<typeof ImportSchema>

export const ImportListSchema = Type.Object({ imports: Type.Array(ImportSchema) })
export type ImportList = Static<typeof ImportListSchema>

export const ImportAcceptedSchema = Type.Object({ jobId: UuidSchema, importId: UuidSchema })
export type ImportAccepted = Static<typeof ImportAcceptedSchema>

export const RejectSchema = Type.Object({
  line: Type.Integer(),
  column: Type.String(),
  value: Type.String(),
  code: Type.String(),
  advice: Type.String(),
})

/** The first rejects of an import; all of them are in the CSV. */
export const RejectListSchema = Type.Object({ total: Type.Integer(), rejects: Type.Array(RejectSchema) })
export type RejectList = Static<typeof RejectListSchema>

/** What is loaded: the line that tells how current the data is. */
export const IncidentSummarySchema = Type.Object({
  incidents: Type.Integer(),
  firstDay: Nullable(DaySchema),
  /** local day of the last incident */
  lastDay: Nullable(DaySchema),
  /** share of incidents whose source says how they were found, 0 to 1 */
  howFoundKnown: Type.Number(),
  /** share timed to the minute, 0 to 1 */
  minutePrecision: Type.Number(),
  byOffence: Type.Array(Type.Object({ offence: Type.String(), incidents: Type.Integer() })),
  byMonth: Type.Array(Type.Object({ month: Type.String(), incidents: Type.Integer() })),
})
export type IncidentSummary = Static<typeof IncidentSummarySchema>
