import type { Cell } from '../cells.ts'
import type { LatLng } from '../geo.ts'
import { hotspotOutlines } from './hotspot-outlines.ts'
import { rankHotspots, type RankInput } from './rank-hotspots.ts'
import { toRankingFile } from './ranking-file.ts'

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
  const ranking = rankHotspots(input)
  const { meta, hotspots, quotas, excluded } = toRankingFile(ranking)
  return {
    meta,
    hotspots: hotspots.map(({ cells, profile, profileSource, dosePerDay, capDay, capWeek, ...shown }) => shown),
    outlines: hotspotOutlines(hotspots),
    changes: previous === undefined ? null : comparePlaces(hotspots, previous),
    quotas,
    excluded,
    byArea: countByArea(hotspots),
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
