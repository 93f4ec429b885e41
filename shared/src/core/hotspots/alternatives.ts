import type { Cell } from '../cells.ts'
import type { LatLng } from '../geo.ts'
import type { ValueBy } from './cell-values.ts'

/** A place of one of the lists that `Ranking.alternatives` sets side by side. */
export interface AlternativePlace extends LatLng {
  /** as for a hotspot: the same cells have the same id */
  id: string
  /** 1..n in its own list */
  rank: number
  cells: readonly Cell[]
  name: string
  area: string
  bcu: string
  /** incidents in the window */
  observed: number
  /** incidents and harm days over the horizon */
  expected: number
  /** 10 % and 90 % predictive quantiles of the count over the horizon */
  expectedLow: number
  expectedHigh: number
  harmDays: number
  /** rank of the hotspot that shares most cells with it; null: no hotspot has any of them */
  chosenRank: number | null
}

/** The top list by one measure: of the same shapes and within the same quotas, as many as were asked for or as have any value by it. */
export interface Alternative {
  by: ValueBy
  /** places of it that share a cell with a hotspot */
  shared: number
  hotspots: readonly AlternativePlace[]
}

/**
 * For each place the rank (1..n) of the one of another list that shares most cells with it; of several the best. Places that were put
 * together from the same cells in another way are the same ground to a patrol.
 */
export function ranksIn(
  places: readonly { cells: readonly number[] }[],
  list: readonly { cells: readonly number[] }[],
): (number | null)[] {
  const rankOf = new Map<number, number>()
  list.forEach(({ cells }, i) => cells.forEach((cell) => rankOf.set(cell, i + 1)))
  return places.map(({ cells }) => {
    const shared = new Map<number, number>()
    for (const cell of cells) {
      const rank = rankOf.get(cell)
      if (rank !== undefined) shared.set(rank, (shared.get(rank) ?? 0) + 1)
    }
    let best: number | null = null
    for (const [rank, count] of shared) {
      const most = best === null ? 0 : shared.get(best)!
      if (count > most || (count === most && rank < best!)) best = rank
    }
    return best
  })
}
