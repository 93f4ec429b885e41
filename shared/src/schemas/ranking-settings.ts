import { Type, type Static } from 'typebox'
import { Nullable } from './common.ts'
import { ExcludedPlaceSchema } from './excluded-place.ts'
import { HarmTableSchema } from './harm-table.ts'
import { ThemeSchema } from './theme.ts'

export const RankBySchema = Type.Union([Type.Literal('count'), Type.Literal('harm'), Type.Literal('combined')])
export type RankByName = Static<typeof RankBySchema>

/** How many hotspots a borough has at least and at most. */
export const AreaQuotaSchema = Type.Object(
  {
    area: Type.String({ minLength: 1, maxLength: 100 }),
    least: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    most: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  },
  { additionalProperties: false },
)
export type AreaQuotaRecord = Static<typeof AreaQuotaSchema>

/** What a ranking was asked to be, copied when it was made: later changes of themes, tables or places leave it as it is. */
export const RankingSettingsSchema = Type.Object({
  rankBy: RankBySchema,
  /** of `combined`: weight of harm against count, 0 to 1 */
  harmShare: Type.Number({ minimum: 0, maximum: 1 }),
  acrossUnits: Type.Boolean(),
  /** null: all violence and robbery */
  theme: Nullable(ThemeSchema),
  quotas: Type.Array(AreaQuotaSchema),
  harmTable: HarmTableSchema,
  excludedPlaces: Type.Array(Type.Pick(ExcludedPlaceSchema, ['name', 'reason', 'lat', 'lng', 'radiusM'])),
})
export type RankingSettings = Static<typeof RankingSettingsSchema>

/** What a borough's quota did; incidents are those expected over the horizon. */
export const QuotaOutcomeSchema = Type.Object({
  area: Type.String(),
  least: Nullable(Type.Integer()),
  most: Nullable(Type.Integer()),
  chosen: Type.Integer({ description: 'hotspots there' }),
  without: Type.Integer({ description: 'hotspots there without this quota' }),
  price: Type.Number({ description: 'expected incidents given up for it' }),
})

/** What an excluded place kept out; incidents are those expected over the horizon. */
export const ExcludedOutcomeSchema = Type.Object({
  name: Type.String(),
  reason: Type.String(),
  cells: Type.Integer(),
  expected: Type.Number(),
})

/** Over all rows that were loaded: every row is in exactly one count. */
export const ScopeSchema = Type.Object({
  counts: Type.Record(Type.String(), Type.Integer()),
  unknown: Type.Record(Type.String(), Type.Integer(), { description: 'of those in scope' }),
})
