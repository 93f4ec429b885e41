import type { CellCounts } from '../cell-counts.ts'
import type { RatePosterior } from '../gamma-poisson.ts'
import type { Stability } from '../hotspot.ts'
import { freeCells, type Place } from '../places/choose-places.ts'
import { sumRates } from '../sum-rates.ts'
import { judgeStability } from './stability.ts'

/**
 * Stability of places of one or more cells, judged among themselves and every cell that is in none: then among the same as now
 * (`placeChances`).
 *
 * @param places their cells, by index into the counts
 * @param counts fair ones, as the rates are: without what patrols added to the records
 * @param isExcluded 1 for each cell that may be no place
 * @param earlier rates of the same cells when the window began; undefined: nothing is known of that, and so of no place
 * @param chances of each place to be in the true top now
 */
export function placeStability(
  places: readonly Pick<Place, 'cells'>[],
  isExcluded: Uint8Array,
  { early, late, earlyDays, lateDays }: Pick<CellCounts, 'early' | 'late' | 'earlyDays' | 'lateDays'>,
  earlier: RatePosterior | undefined,
  top: number,
  chances: ArrayLike<number>,
): Stability[] {
  if (earlier === undefined) return places.map(() => 'unknown')
  const all = [...places.map(({ cells }) => cells), ...Array.from(freeCells(places, isExcluded), (cell) => [cell])]
  const rates = all.map((cells) => sumRates(cells, earlier))
  return judgeStability(
    {
      earlier: {
        shape: Float64Array.from(rates, ({ shape }) => shape),
        rate: Float64Array.from(rates, ({ rate }) => rate),
      },
      observed: all.map((cells) => cells.reduce((sum, cell) => sum + early[cell]! + late[cell]!, 0)),
      windowDays: earlyDays + lateDays,
      top,
    },
    chances,
  )
}
