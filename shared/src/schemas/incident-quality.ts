import { Type, type Static } from 'typebox'
import { DaySchema, LatitudeSchema, LongitudeSchema, Nullable } from './common.ts'

const place = { lat: LatitudeSchema, lng: LongitudeSchema }
const CountSchema = Type.Integer({ minimum: 0 })
const MistakeSchema = Type.Union([
  Type.Literal('swapped-degrees'),
  Type.Literal('swapped-grid'),
  Type.Literal('lost-sign'),
])

/** How late incidents of one publisher are recorded. */
export const RecordingDelaySchema = Type.Object({
  publisher: Type.String(),
  incidents: CountSchema,
  /** with a time of recording, without, and by month only, of which no delay can be told */
  known: CountSchema,
  unknown: CountSchema,
  monthOnly: CountSchema,
  /** recorded on a day before they happened */
  before: CountSchema,
  /** null: it cannot be told, and `reason` says why */
  estimate: Nullable(
    Type.Object({
      withinDays: Type.Integer({ description: 'what follows is of incidents recorded within so many days' }),
      medianDays: CountSchema,
      days90: CountSchema,
      days95: CountSchema,
      curve: Type.Array(Type.Object({ days: CountSchema, share: Type.Number() })),
      completeTo: DaySchema,
    }),
  ),
  reason: Nullable(Type.String()),
})

/** What is suspicious about where and when incidents are said to have happened. Nothing is left out of a ranking because of it. */
export const IncidentQualitySchema = Type.Object({
  /** changes with the incidents, the areas and the excluded places */
  dataVersion: Type.String(),
  incidents: CountSchema,
  /** in sentences, what matters most first */
  findings: Type.Array(Type.String()),
  coordinates: Type.Object({
    points: CountSchema,
    shared: Type.Number({ description: 'share of incidents on a coordinate with another one, 0 to 1' }),
    grain: Type.Union([Type.Literal('exact'), Type.Literal('snapped'), Type.Literal('rounded')]),
  }),
  /** coordinates with more incidents than everything within 250 m around; none where coordinates are snapped or rounded */
  piles: Type.Object({
    points: CountSchema,
    incidents: CountSchema,
    /** the largest first, at most 500 */
    listed: Type.Array(
      Type.Object({
        ...place,
        incidents: CountSchema,
        around: CountSchema,
        placeName: Nullable(Type.String()),
      }),
    ),
  }),
  /** null: the force has no areas */
  outside: Nullable(
    Type.Object({
      incidents: CountSchema,
      farthestM: Nullable(Type.Number()),
      /** squares of 0.01 degrees with the most incidents first, at most 200, with the distance of the first to the nearest boundary */
      listed: Type.Array(
        Type.Object({ ...place, incidents: CountSchema, distanceM: Type.Number(), mistake: Nullable(MistakeSchema) }),
      ),
      /** what would bring how many of them into the force */
      mistakes: Type.Array(Type.Object({ mistake: MistakeSchema, incidents: CountSchema })),
    }),
  ),
  times: Type.Object({
    minute: CountSchema,
    longSpan: Type.Integer({ description: 'some time within more than a day' }),
    defaultTime: Type.Integer({ description: 'at a time that systems write when nobody gave one: not believed' }),
    day: CountSchema,
    month: CountSchema,
    defaults: Type.Array(
      Type.Object({
        reading: Type.Union([Type.Literal('midnight'), Type.Literal('lastMinute')]),
        onFirstOfMonth: Type.Boolean(),
        incidents: CountSchema,
        expected: Type.Number({ description: 'as the hours around have' }),
      }),
    ),
  }),
  nearExcluded: Type.Array(
    Type.Object({
      ...place,
      name: Type.String(),
      reason: Type.String(),
      radiusM: Type.Number(),
      incidents: Nullable(Type.Integer({ description: 'null: 1 or 2' })),
    }),
  ),
  /** places to exclude, perhaps: nobody has */
  suggestions: Type.Array(
    Type.Object({
      ...place,
      kind: Type.Union([
        Type.Literal('hospital'),
        Type.Literal('prison'),
        Type.Literal('police'),
        Type.Literal('school'),
        Type.Literal('station'),
      ]),
      name: Type.String(),
      incidents: CountSchema,
      radiusM: Type.Number(),
      reason: Type.String(),
    }),
  ),
  /** rows that were not taken, over all imports; a file that was loaded twice counts once */
  rejects: Type.Object({
    rows: CountSchema,
    byCode: Type.Array(Type.Object({ code: Type.String(), rows: CountSchema })),
  }),
  /** rows that were understood and left out, likewise: weapons, other offences, cancelled, transferred */
  outOfScope: Type.Array(Type.Object({ reason: Type.String(), rows: CountSchema })),
  delays: Type.Array(RecordingDelaySchema),
})
export type IncidentQuality = Static<typeof IncidentQualitySchema>
