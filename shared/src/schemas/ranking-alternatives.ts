import { Type, type Static } from 'typebox'
import { PolygonGeometrySchema } from './area.ts'
import { Nullable } from './common.ts'
import { HotspotSchema } from './ranking.ts'

/** One place of the top list by another measure. */
export const AlternativePlaceSchema = Type.Object({
  ...Type.Pick(HotspotSchema, [
    'id',
    'rank',
    'name',
    'lat',
    'lng',
    'area',
    'bcu',
    'observed',
    'expected',
    'expectedLow',
    'expectedHigh',
    'harmDays',
  ]).properties,
  chosenRank: Nullable(Type.Integer({ description: 'its rank in this ranking; null: not chosen' })),
  outline: Nullable(PolygonGeometrySchema),
})

/** The top lists by each measure, of the same shapes and length as the ranking. */
export const RankingAlternativesSchema = Type.Object({
  alternatives: Type.Array(
    Type.Object({
      by: Type.Union([Type.Literal('plain'), Type.Literal('count'), Type.Literal('harm'), Type.Literal('combined')]),
      shared: Type.Integer({ description: 'places that are among those chosen' }),
      /** `outline` is null for a place that is among those chosen: the ranking's own outlines have it */
      hotspots: Type.Array(AlternativePlaceSchema),
    }),
  ),
})
export type RankingAlternatives = Static<typeof RankingAlternativesSchema>
