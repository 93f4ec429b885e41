import type { Shape } from '../rank-options.ts'
import type { CellSurroundings } from '../cell-pools.ts'

/** The most cells of one place: three of resolution 10 are 375 m end to end, which a pair walks in 15 minutes. */
export const CELLS_PER_PLACE = 3

/**
 * Forms places out of cells, hottest cell first. A cell joins a place beside it (same command unit, fewer than 3 cells) or
 * founds one; when the places asked for exist and a cell could only found another, that is the end. So the
 * cells taken are exactly the hottest ones: joining loses nothing in expected incidents against as many free cells.
 * Of several places beside it a cell joins the smallest, then the hottest, so that pairs become threes last.
 *
 * @param order cells, hottest first
 * @param bcuOf command unit of a cell; asked only when two cells might join
 * @returns the cells of each place, in the order of founding
 */
export function formPlaces(
  order: readonly number[],
  wanted: number,
  shape: Shape,
  around: Pick<CellSurroundings, 'neighbours'>,
  bcuOf: (cell: number) => string,
): number[][] {
  if (shape === 'cell') return order.slice(0, wanted).map((cell) => [cell])
  const places: number[][] = []
  const placeOf = new Map<number, number>()
  for (const cell of order) {
    let best: number | undefined
    for (let k = 6 * cell; k < 6 * cell + 6; k++) {
      const beside = placeOf.get(around.neighbours[k]!)
      if (beside === undefined || beside === best) continue
      const size = places[beside]!.length
      if (size >= CELLS_PER_PLACE || bcuOf(places[beside]![0]!) !== bcuOf(cell)) continue
      const bestSize = best === undefined ? CELLS_PER_PLACE : places[best]!.length
      if (size < bestSize || (size === bestSize && beside < best!)) best = beside
    }
    if (best !== undefined) {
      places[best]!.push(cell)
      placeOf.set(cell, best)
      continue
    }
    if (places.length === wanted) break
    placeOf.set(cell, places.length)
    places.push([cell])
  }
  return places
}
