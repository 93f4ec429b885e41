import type { MultiPolygon } from 'geojson'
import { round6 } from '../canonical-json.ts'
import type { Cell } from '../cells.ts'
import type { LatLng } from '../geo.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { createNameFinder } from './names/cell-names.ts'
import { roundedOutline } from './hotspot-outlines.ts'
import { namePlaces } from './names/place-names.ts'
import { priceQuotas } from './places/price-quotas.ts'
import { harmDaysOf, locatePlace, rankPlaces, tellPlace, tellRanking, type RankInput } from './rank-places.ts'
import { toExcludedRecord, toQuotaRecord, toRankingMetaRecord } from './ranking-file.ts'
import { keepAnswers } from '../keep-answers.ts'
import { remembered } from '../remembered.ts'

/** A place of an earlier ranking, to tell what a new one would change. */
export interface PreviousPlace extends LatLng {
  id: string
  rank: number
  name: string
  area: string
  cells: readonly Cell[]
}

/** What becomes of an earlier ranking's places; a place is the same as long as it shares a cell with one of it. */
export interface PlaceChanges {
  /** places of the new ranking that share a cell with an earlier one */
  kept: number
  /** ids of its other places, in order of rank */
  added: string[]
  /** earlier places that share no cell with any, in order of rank */
  dropped: Omit<PreviousPlace, 'cells'>[]
}

/** @param previous in order of rank */
export function comparePlaces(
  places: readonly { id: string; cells: readonly Cell[] }[],
  previous: readonly PreviousPlace[],
): PlaceChanges {
  const before = new Set(previous.flatMap(({ cells }) => cells))
  const now = new Set(places.flatMap(({ cells }) => cells))
  const added = places.filter(({ cells }) => !cells.some((cell) => before.has(cell))).map(({ id }) => id)
  return {
    kept: places.length - added.length,
    added,
    dropped: previous
      .filter(({ cells }) => !cells.some((cell) => now.has(cell)))
      .map(({ cells: _, ...place }) => place),
  }
}

/**
 * What a ranking would be, without what only its places' own pages show: the same places, names and figures as `rankHotspots` and its
 * file give.
 *
 * @param previous places of the ranking to compare with, in order of rank
 * @throws {DomainError} as `rankHotspots` does
 */
export function previewRanking(input: RankInput, previous: readonly PreviousPlace[] | undefined) {
  const ranked = rankPlaces(input)
  const { options, scope, period, estimate, places, quotas, candidates, ground } = ranked
  const finder = createNameFinder(scope, { ...input, options, window: period.window }, estimate.counts)
  const located = places.map((place) => locatePlace(ranked, place))
  const names = namePlaces(
    located.map((place, i) => {
      const { cells } = places[i]!
      return { ...place, sourceNames: finder.at(cells), nearbyNames: () => finder.around(cells) }
    }),
    input.labels,
  )
  const told = located.map((place, i) => tellPlace(ranked, i, place, names[i]!))
  return {
    meta: toRankingMetaRecord(tellRanking(ranked)),
    hotspots: told.map((place, i) =>
      toPreviewRecord(place, ranked.isByIncidents ? null : harmDaysOf(ranked, places[i]!)),
    ),
    outlines: rememberedOutlines(input.incidents, told),
    changes: previous === undefined ? null : comparePlaces(told, previous),
    quotas: priceQuotas(quotas, places, candidates, ground, options.top, estimate.exposureDays).map(toQuotaRecord),
    excluded: ranked.excluded.map(toExcludedRecord),
    byArea: countByArea(told),
  }
}

function toPreviewRecord(place: ReturnType<typeof tellPlace>, harmDays: number | null) {
  return {
    id: place.id,
    rank: place.rank,
    name: place.name,
    lat: round6(place.lat),
    lng: round6(place.lng),
    bcu: place.bcu,
    area: place.area,
    observed: place.observed,
    expected: round6(place.expected),
    expectedLow: round6(place.expectedLow),
    expectedHigh: round6(place.expectedHigh),
    pTop: round6(place.pTop),
    harmDays: harmDays === null ? null : round6(harmDays),
    tier: place.tier,
  }
}

/** A kilobyte or two each. */
const MOST_OUTLINES = 20_000

/** Most places are in one preview and the next. */
const outlinesOf = remembered(
  1,
  () => '',
  (_incidents: IncidentColumns) => keepAnswers<MultiPolygon>(MOST_OUTLINES),
)

function rememberedOutlines(incidents: IncidentColumns, places: readonly ReturnType<typeof tellPlace>[]) {
  const outlineOf = outlinesOf(incidents, undefined)
  return {
    type: 'FeatureCollection' as const,
    features: places.map(({ id, rank, tier, expected, cells }) => {
      const geometry = outlineOf(id, () => roundedOutline(cells))
      return { type: 'Feature' as const, properties: { id, rank, tier, expected: round6(expected) }, geometry }
    }),
  }
}

/** Places by area and command unit, the most first. */
function countByArea(places: readonly { area: string; bcu: string }[]) {
  const counts = new Map<string, { area: string; bcu: string; hotspots: number }>()
  for (const { area, bcu } of places) {
    const key = JSON.stringify([area, bcu])
    const found = counts.get(key)
    if (found === undefined) counts.set(key, { area, bcu, hotspots: 1 })
    else found.hotspots += 1
  }
  return [...counts.values()].sort(
    (a, b) => b.hotspots - a.hotspots || (a.area < b.area ? -1 : a.area > b.area ? 1 : a.bcu < b.bcu ? -1 : 1),
  )
}
