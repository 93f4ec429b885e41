import { Type, type Static } from 'typebox'
import { LatitudeSchema, LongitudeSchema, Nullable, UuidSchema } from './common.ts'
import { HotspotCollectionSchema, HotspotSchema, RankingMetaSchema, RankingSchema } from './ranking.ts'
import { ExcludedOutcomeSchema, QuotaOutcomeSchema } from './ranking-settings.ts'

/** A place of a preview: what the list and the map show while a setting moves; profile and reasons come with the ranking. */
export const PreviewHotspotSchema = Type.Object({
  ...Type.Pick(HotspotSchema, [
    'id',
    'rank',
    'name',
    'lat',
    'lng',
    'bcu',
    'area',
    'observed',
    'expected',
    'expectedLow',
    'expectedHigh',
    'pTop',
    'tier',
  ]).properties,
  harmDays: Nullable(
    Type.Number({
      description:
        'harm days expected over the horizon; null: places are ranked by incidents, which does not ask for it',
    }),
  ),
})
export type PreviewHotspot = Static<typeof PreviewHotspotSchema>

/** A place of the operation's newest ranking that the preview no longer has. */
export const DroppedHotspotSchema = Type.Object({
  id: Type.String(),
  rank: Type.Integer({ description: 'in the newest ranking' }),
  name: Type.String(),
  area: Type.String(),
  lat: LatitudeSchema,
  lng: LongitudeSchema,
})

/** Against the operation's newest ranking; a place is the same as long as it shares ground with one of it. */
export const RankingChangesSchema = Type.Object({
  rankingId: UuidSchema,
  /** places of the preview that share ground with one of that ranking */
  kept: Type.Integer(),
  /** ids of the preview's other places, in order of rank */
  added: Type.Array(Type.String()),
  /** places of that ranking that share ground with none of the preview, in order of rank */
  dropped: Type.Array(DroppedHotspotSchema),
})
export type RankingChanges = Static<typeof RankingChangesSchema>

/** What would come of a ranking with the settings of `NewRanking`, at once and kept nowhere. */
export const RankingPreviewSchema = Type.Object({
  /** changes when an import changes the incidents, and only then */
  dataVersion: Type.String(),
  /** as a ranking's own */
  warning: Nullable(Type.String()),
  meta: RankingMetaSchema,
  hotspots: Type.Array(PreviewHotspotSchema),
  outlines: HotspotCollectionSchema,
  /** null: the operation has no ranking yet, or one of another resolution */
  changes: Nullable(RankingChangesSchema),
  quotas: Type.Array(QuotaOutcomeSchema),
  excluded: Type.Array(ExcludedOutcomeSchema),
  byArea: RankingSchema.properties.byArea,
})
export type RankingPreview = Static<typeof RankingPreviewSchema>

/** 202: the incidents are still being read into memory, after a start or an import; ask again in a second. */
export const RankingPreviewPendingSchema = Type.Object({
  building: Type.Object({ share: Type.Number({ minimum: 0, maximum: 1 }), message: Type.String() }),
})
export type RankingPreviewPending = Static<typeof RankingPreviewPendingSchema>
