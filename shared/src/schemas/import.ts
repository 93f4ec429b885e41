import { Type, type Static } from 'typebox'
import { InstantSchema, Nullable, UuidSchema } from './common.ts'
import { IncidentFlagSchema } from './incident.ts'

export const FormatSchema = Type.Union([
  Type.Literal('canonical'),
  Type.Literal('police-uk'),
  Type.Literal('police-uk-api'),
  Type.Literal('chicago'),
  Type.Literal('mapped'),
])
export type FormatName = Static<typeof FormatSchema>

/**
 * How a file's columns and values are read: the same JSON as the command line's --map. The core checks what the columns and
 * values may be.
 */
export const IncidentMappingSchema = Type.Object({
  publisher: Type.String({ minLength: 1, maxLength: 100 }),
  /** our field -> the file's own header name; no other column is read */
  columns: Type.Record(Type.String(), Type.String()),
  dates: Type.Union([Type.Literal('ymd'), Type.Literal('dmy'), Type.Literal('mdy'), Type.Literal('excel')]),
  times: Type.Optional(Type.Union([Type.Literal('clock'), Type.Literal('hours')])),
  /** wgs84, bng, a code of the EPSG register or a definition as PROJ writes it */
  coordinates: Type.Unsafe<'wgs84' | 'bng' | `EPSG:${number}` | `+proj=${string}`>(Type.String({ maxLength: 400 })),
  decimal: Type.Union([Type.Literal('.'), Type.Literal(',')]),
  /** our field -> the file's value -> ours; '' leaves it empty */
  values: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  /** our field -> our word for every row */
  constants: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** a column of the file -> the flag that a yes in it sets */
  marks: Type.Optional(Type.Record(Type.String(), IncidentFlagSchema)),
})
export type IncidentMappingRecord = Static<typeof IncidentMappingSchema>

/** What became of one file: every row is accepted, out of scope or rejected. */
export const ImportSchema = Type.Object({
  importId: UuidSchema,
  fileName: Type.String(),
  format: FormatSchema,
  /** IANA name of the clock by which its local times were read */
  timezone: Type.String(),
  status: Type.Union([
    Type.Literal('queued'),
    Type.Literal('running'),
    Type.Literal('completed'),
    Type.Literal('refused'),
    Type.Literal('taken-back'),
  ]),
  rows: Type.Integer(),
  /** rows whose incident was new */
  added: Type.Integer(),
  /** rows whose incident was already there, unchanged */
  unchanged: Type.Integer(),
  /** rows whose incident was already there with other content */
  updated: Type.Integer(),
  /** of the unchanged: the same id with the same content, met again in this load */
  duplicates: Type.Integer(),
  /** of updated incidents, how many differ in which field, the most often changed first */
  changedFields: Type.Array(Type.Object({ field: Type.String(), incidents: Type.Integer() })),
  outOfScope: Type.Integer(),
  outOfScopeByReason: Type.Record(Type.String(), Type.Integer()),
  rejected: Type.Integer(),
  /** sentences: what the loader should look at, such as a month that seems to be loaded twice */
  warnings: Type.Array(Type.String()),
  /** how the file was read; null where the format reads its own columns */
  mapping: Nullable(IncidentMappingSchema),
  /** columns like a person's data that were left out knowingly */
  dropped: Type.Array(Type.String()),
  /** how places were made from the file's coordinates; null: they were taken as they are, or nothing was read */
  coordinateMethod: Nullable(Type.String()),
  /** metres by which a converted place may be off */
  coordinateAccuracyM: Nullable(Type.Number()),
  encodings: Type.Array(Type.String()),
  /** over the whole load; null until it ended */
  rowsPerSecond: Nullable(Type.Number()),
  /** the work behind it, to watch or cancel; null for the command line's */
  jobId: Nullable(UuidSchema),
  /** one of `warnings` says that incidents may be loaded twice, under two identities */
  countedTwice: Type.Boolean(),
  /** the work that is taking it back, to watch or cancel; null: nobody is */
  takeBackJobId: Nullable(UuidSchema),
  /** for `taken-back`: who did it, when, and what became of the incidents */
  takenBack: Nullable(
    Type.Object({
      at: InstantSchema,
      by: Type.String(),
      /** incidents that went */
      removed: Type.Integer(),
      /** that stayed, because a later load holds them as well */
      kept: Type.Integer(),
      /** that got their former values back */
      restored: Type.Integer(),
    }),
  ),
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

/** What taking a load back would do, asked beforehand. */
export const TakeBackForecastSchema = Type.Object({
  /** why it cannot be, in words that say what to do instead; null: it can */
  refusedBecause: Nullable(Type.String()),
  /** as in `Import.takenBack`; 0 where it cannot be */
  removed: Type.Integer(),
  kept: Type.Integer(),
  restored: Type.Integer(),
  /** later loads because of which incidents stay, those with the most first */
  keptBy: Type.Array(Type.Object({ importId: UuidSchema, fileName: Type.String(), incidents: Type.Integer() })),
  /** made since the load ended: they and their plans keep what they were made from */
  rankings: Type.Integer(),
  /** to which those rankings belong */
  operations: Type.Integer(),
})
export type TakeBackForecast = Static<typeof TakeBackForecastSchema>

export const RejectSchema = Type.Object({
  /** in the order of rows: the next page starts after it */
  rejectId: Type.Integer(),
  file: Type.String(),
  line: Type.Integer(),
  column: Type.String(),
  value: Type.String(),
  code: Type.String(),
  advice: Type.String(),
})

/** Which rejects to show; numbers are text, since a query has nothing else. */
export const RejectPageSchema = Type.Object(
  {
    after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: '`next` of the page before' })),
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9]\\d{0,2}|1000)$', description: 'rows of a page, 1 to 1000; 100 when left out' }),
    ),
    code: Type.Optional(Type.String({ maxLength: 40, description: 'rejects of this code only' })),
  },
  { additionalProperties: false },
)
export type RejectPage = Static<typeof RejectPageSchema>

/** One page of an import's rejects; all of them are in the CSV. */
export const RejectListSchema = Type.Object({
  /** of the import, whatever the page shows */
  total: Type.Integer(),
  byCode: Type.Array(Type.Object({ code: Type.String(), rejects: Type.Integer() })),
  rejects: Type.Array(RejectSchema),
  /** what to send as `after` for the next page; null on the last */
  next: Nullable(Type.Integer()),
})
export type RejectList = Static<typeof RejectListSchema>
