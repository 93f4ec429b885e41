import { Type, type Static } from 'typebox'
import { PolygonGeometrySchema } from './area.ts'
import { DaySchema, InstantSchema, LatitudeSchema, LongitudeSchema, Nullable, UuidSchema } from './common.ts'
import {
  AreaQuotaSchema,
  ExcludedOutcomeSchema,
  QuotaOutcomeSchema,
  RankBySchema,
  RankingSettingsSchema,
  ScopeSchema,
} from './ranking-settings.ts'

export const TierSchema = Type.Union([Type.Literal('A'), Type.Literal('B'), Type.Literal('C')])

/** What became of a place since the window began. */
export const StabilitySchema = Type.Union([
  Type.Literal('new'),
  Type.Literal('persistent'),
  Type.Literal('fading'),
  Type.Literal('unknown'),
])

/** How much of what was observed in all listed places is expected to go by itself over as long a period. */
export const ListFadeSchema = Type.Object({
  observed: Type.Integer({ minimum: 0 }),
  expectedSamePeriod: Type.Number(),
  share: Nullable(Type.Number({ minimum: 0, maximum: 1 })),
})

/** One ranked place, as the `rank` file and the API both write it (DESIGN 9). */
export const HotspotSchema = Type.Object({
  id: Type.String(),
  rank: Type.Integer({ minimum: 1 }),
  cells: Type.Array(Type.String(), { minItems: 1 }),
  name: Type.String(),
  lat: LatitudeSchema,
  lng: LongitudeSchema,
  bcu: Type.String(),
  area: Type.String(),
  observed: Type.Integer({ minimum: 0, description: 'incidents in the window' }),
  expected: Type.Number({ description: 'incidents over the horizon' }),
  expectedLow: Type.Number({ description: '10 % predictive quantile, incidents over the horizon' }),
  expectedHigh: Type.Number({ description: '90 % predictive quantile, incidents over the horizon' }),
  pTop: Type.Number({ minimum: 0, maximum: 1, description: 'probability of being in the true top' }),
  harmDays: Type.Number({ description: 'days of the harm table, expected over the horizon' }),
  tier: TierSchema,
  dosePerDay: Type.Number({ minimum: 0, description: 'target mean, visits a day' }),
  capDay: Type.Integer({ minimum: 0, description: 'ceiling, visits a day' }),
  capWeek: Type.Integer({ minimum: 0, description: 'ceiling, visits a week' }),
  profile: Type.Array(Type.Number({ minimum: 0 }), { minItems: 168, maxItems: 168 }),
  profileSource: Type.String(),
  // Absent in plans, and in rankings kept before these were known.
  stability: Type.Optional(StabilitySchema),
  couldBeNoise: Type.Optional(
    Type.Boolean({
      description:
        'more likely than not it is none of the places of most incidents; in a list by incidents without quotas, chance alone explains why it is listed',
    }),
  ),
  fade: Type.Optional(
    Nullable(
      Type.Number({ minimum: 0, maximum: 1, description: 'share of the observed that is expected to go by itself' }),
    ),
  ),
  ranks: Type.Optional(
    Type.Object(
      {
        plain: Nullable(Type.Integer()),
        count: Nullable(Type.Integer()),
        harm: Nullable(Type.Integer()),
        combined: Nullable(Type.Integer()),
      },
      { description: 'rank by other measures; null: not in the top by it' },
    ),
  ),
  profileSampleSize: Type.Optional(Type.Number({ minimum: 0, description: 'effective incidents behind the profile' })),
  ward: Type.Optional(Type.String({ description: 'absent when no wards are known; empty outside all of them' })),
})
export type HotspotRecord = Static<typeof HotspotSchema>

export const RankingMetaSchema = Type.Object({
  asOf: DaySchema,
  windowFrom: DaySchema,
  windowTo: DaySchema,
  horizonFrom: DaySchema,
  horizonTo: DaySchema,
  days: Type.Integer({ description: 'days of the horizon' }),
  start: DaySchema,
  timezone: Type.String(),
  resolution: Type.Integer(),
  shape: Type.String(),
  method: Type.String(),
  top: Type.Integer({ description: 'places asked for' }),
  candidates: Type.Integer({ description: 'places there were to choose from' }),
  incidentsInWindow: Type.Integer(),
  offences: Type.Array(Type.String()),
  theme: Type.Optional(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      isProxy: Type.Boolean({ description: 'a condition had to be dropped: the data does not carry it' }),
      missing: Type.Array(Type.String(), { description: 'a plain sentence for each condition dropped' }),
    }),
  ),
  plannerVersion: Type.String(),
  hours: Type.Optional(
    Type.Object(
      {
        known: Type.Integer(),
        defaultTime: Type.Integer({ description: 'at a time that systems write when nobody gave one: not believed' }),
        longSpan: Type.Integer({ description: 'some time within more than a day' }),
        noTime: Type.Integer({ description: 'a day or a month only' }),
      },
      { description: 'how the incidents behind the profiles say when in the day they happened' },
    ),
  ),
  rankBy: Type.Optional(RankBySchema),
  harmShare: Type.Optional(Type.Number()),
  harmTable: Type.Optional(Type.Object({ name: Type.String(), source: Type.String() })),
  acrossUnits: Type.Optional(Type.Boolean({ description: 'whether a place may lie in several command units' })),
})

/** Incidents recorded where a crew was due, by who found them, and what became of them. */
export const PatrolledSchema = Type.Object({
  howFound: Type.Union([Type.Literal('public'), Type.Literal('unknown')]),
  affected: Type.Integer({ minimum: 0 }),
  recorded: Type.Number({ description: 'of the affected: those that can be compared' }),
  expected: Type.Number({ description: 'what the same cells and hours without a crew lead to expect' }),
  factor: Type.Number({ minimum: 1, description: 'each of the affected counts 1 / factor' }),
})

/** The `rank --out F.json` file. */
export const RankingFileSchema = Type.Object({
  meta: RankingMetaSchema,
  hotspots: Type.Array(HotspotSchema),
  fade: Type.Optional(ListFadeSchema),
  patrolled: Type.Optional(Type.Array(PatrolledSchema)),
  quotas: Type.Optional(Type.Array(QuotaOutcomeSchema)),
  excluded: Type.Optional(Type.Array(ExcludedOutcomeSchema)),
})
export type RankingFile = Static<typeof RankingFileSchema>

export const NewRankingSchema = Type.Object(
  {
    operationId: UuidSchema,
    asOf: DaySchema,
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 250 })),
    weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 104, default: 12 })),
    resolution: Type.Optional(Type.Union([Type.Literal(9), Type.Literal(10)], { default: 10 })),
    themeId: Type.Optional(Type.String({ maxLength: 60, description: 'left out: all violence and robbery' })),
    rankBy: Type.Optional(RankBySchema),
    harmShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1, default: 0.5 })),
    quotas: Type.Optional(Type.Array(AreaQuotaSchema, { maxItems: 1000 })),
    acrossUnits: Type.Optional(Type.Boolean({ description: 'whether a place may lie in two command units' })),
  },
  { additionalProperties: false },
)
export type NewRanking = Static<typeof NewRankingSchema>

/** Answer to a new ranking, which is followed at `/api/jobs/:jobId`. */
export const RankingAcceptedSchema = Type.Object({
  jobId: UuidSchema,
  /** as the ranking's own */
  warning: Nullable(Type.String()),
})
export type RankingAccepted = Static<typeof RankingAcceptedSchema>

export const RankingSchema = Type.Object({
  rankingId: UuidSchema,
  operationId: UuidSchema,
  createdAt: InstantSchema,
  meta: RankingMetaSchema,
  hotspotCount: Type.Integer(),
  byArea: Type.Array(Type.Object({ area: Type.String(), bcu: Type.String(), hotspots: Type.Integer() })),
  /** null here and below: made by a release that did not keep it */
  settings: Nullable(RankingSettingsSchema),
  fade: Nullable(ListFadeSchema),
  quotas: Type.Array(QuotaOutcomeSchema),
  excluded: Type.Array(ExcludedOutcomeSchema),
  scope: Nullable(ScopeSchema),
  /** how many of the last days before as-of were not yet 95 % recorded, or why nobody could tell; null: they were all there, or a
   * release made it that did not say */
  warning: Nullable(Type.String()),
})
export type Ranking = Static<typeof RankingSchema>

/** What lists and the map need; the profile stays on the server. */
export const HotspotSummarySchema = Type.Omit(HotspotSchema, ['profile', 'profileSource', 'cells'])
export type HotspotSummary = Static<typeof HotspotSummarySchema>

export const HotspotListSchema = Type.Object({ hotspots: Type.Array(HotspotSummarySchema) })
export type HotspotList = Static<typeof HotspotListSchema>

/** Outlines for the map; `id` is the hotspot id. */
export const HotspotCollectionSchema = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      properties: Type.Object({ id: Type.String(), rank: Type.Integer(), tier: TierSchema, expected: Type.Number() }),
      geometry: PolygonGeometrySchema,
    }),
  ),
})
export type HotspotCollection = Static<typeof HotspotCollectionSchema>

/** Why here: the counts behind one hotspot. A count of 1 or 2 is never sent, nor any from which one would follow. */
export const HotspotDetailSchema = Type.Object({
  hotspot: HotspotSchema,
  /** plain sentences made from the numbers */
  reasons: Type.Array(Type.String()),
  /** by week (or month, for month-only data), oldest first; `to` is the day after the last; null: below 3, or would tell one that is */
  trend: Type.Array(Type.Object({ from: DaySchema, to: DaySchema, incidents: Nullable(Type.Integer()) })),
  trendUnit: Type.Union([Type.Literal('week'), Type.Literal('month')]),
  byOffence: Type.Array(Type.Object({ offence: Type.String(), incidents: Type.Integer() })),
})
export type HotspotDetail = Static<typeof HotspotDetailSchema>
