import { Type, type Static } from 'typebox'
import { DaySchema, InstantSchema, Nullable, UuidSchema } from './common.ts'

/** How current incidents are. */
const currency = {
  incidents: Type.Integer(),
  firstDay: Nullable(DaySchema),
  /** local day of the last incident */
  lastDay: Nullable(DaySchema),
  lastRecordedAt: Nullable(InstantSchema),
  /** the last day of which 95 % are there; null: nobody can tell, and the reason says why */
  completeTo: Nullable(DaySchema),
  completeToReason: Nullable(Type.String()),
}

/** What is loaded: the line that tells how current the data is. */
export const IncidentSummarySchema = Type.Object({
  ...currency,
  /** share of incidents whose source says how they were found, 0 to 1 */
  howFoundKnown: Type.Number(),
  /** unknown is not public */
  byHowFound: Type.Object({ public: Type.Integer(), police: Type.Integer(), unknown: Type.Integer() }),
  byDomestic: Type.Object({ yes: Type.Integer(), no: Type.Integer(), unknown: Type.Integer() }),
  /** share timed to the minute, 0 to 1 */
  minutePrecision: Type.Number(),
  byOffence: Type.Array(Type.Object({ offence: Type.String(), incidents: Type.Integer() })),
  byMonth: Type.Array(Type.Object({ month: Type.String(), incidents: Type.Integer() })),
  /** the same for each publisher, by name; `completeTo` of all is the earliest of those that brought incidents in the last 12 weeks */
  publishers: Type.Array(Type.Object({ publisher: Type.String(), ...currency })),
  /** rows that were understood and left out, over all imports; a file that was loaded twice counts once */
  outOfScope: Type.Array(Type.Object({ reason: Type.String(), rows: Type.Integer() })),
  /** the newest that came to its end; null: none has */
  newestImport: Nullable(
    Type.Object({ importId: UuidSchema, at: InstantSchema, by: Type.String(), fileName: Type.String() }),
  ),
})
export type IncidentSummary = Static<typeof IncidentSummarySchema>
