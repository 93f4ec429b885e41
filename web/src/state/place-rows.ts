import type { HotspotCollection, HotspotSummary } from '@planner/shared/schemas'
import type { MapPlace, PlaceOutlines } from '../map/layers/hotspots.ts'
import type { AlternativePlace, ComparedPlace, Membership } from './ranking-comparison.ts'

/** One line of the list of places, and one place of its map. */
export interface PlaceRow extends MapPlace {
  name: string
  area: string
  bcu: string
  observed: number
  expected: number
  expectedLow: number
  expectedHigh: number
  harmDays: number
  /** in the ranking in use; null: not among its places */
  rankInUse: number | null
  /** the place of the ranking in use that has this ground; its reasons and hours are known */
  chosen: HotspotSummary | undefined
  /** undefined while only the ranking in use is looked at */
  membership: Membership | undefined
  /** its interval and what is known of it are for its very ground, not for a neighbouring shape of it */
  isChosenGround: boolean
}

/** The ranking in use as a list. */
export const rowsOfRanking = (hotspots: readonly HotspotSummary[]): PlaceRow[] =>
  hotspots.map((hotspot) => ({
    ...textOf(hotspot),
    rank: hotspot.rank,
    tier: hotspot.tier,
    rankInUse: hotspot.rank,
    chosen: hotspot,
    membership: undefined,
    isChosenGround: true,
  }))

/** Another ranking as a list, with what only the one in use has at the end. */
export const rowsOfComparison = (places: readonly ComparedPlace<HotspotSummary>[]): PlaceRow[] =>
  places.flatMap(({ membership, rankHere, rankInUse, chosen, other }): PlaceRow[] => {
    const shown = other ?? chosen
    if (shown === undefined) return []
    return [
      {
        ...textOf(shown),
        rank: rankHere,
        mark: membership,
        rankInUse,
        chosen,
        membership,
        isChosenGround: shown.id === chosen?.id,
      },
    ]
  })

const textOf = (place: HotspotSummary | AlternativePlace) => {
  const { id, name, area, bcu, lat, lng, observed, expected, expectedLow, expectedHigh, harmDays } = place
  return { id, name, area, bcu, lat, lng, observed, expected, expectedLow, expectedHigh, harmDays }
}

/** The ground of each row: its own where it was sent, else that of the place in use that has it. */
export function rowOutlines(
  rows: readonly PlaceRow[],
  outlines: HotspotCollection,
  others: readonly AlternativePlace[],
): PlaceOutlines {
  const own = new Map(outlines.features.map(({ properties, geometry }) => [properties.id, geometry]))
  const sent = new Map(others.map(({ id, outline }) => [id, outline]))
  return {
    type: 'FeatureCollection',
    features: rows.flatMap(({ id, mark, tier, chosen }) => {
      const geometry = sent.get(id) ?? own.get(id) ?? own.get(chosen?.id ?? '')
      const shown = mark ?? tier
      return geometry === undefined
        ? []
        : [{ type: 'Feature' as const, properties: { id, ...(shown && { mark: shown }) }, geometry }]
    }),
  }
}
