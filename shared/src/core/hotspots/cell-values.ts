import { OFFENCES, type Offence } from '../incidents/incident.ts'
import type { CellCounts } from './cell-counts.ts'
import type { RatePosterior } from './gamma-poisson.ts'
import type { ClassRates } from './harm/class-rates.ts'
import { RANK_BY } from './rank-options.ts'

/** What cells can be put in order by: `plain` is the count of the window and nothing else. */
export const VALUE_BY = ['plain', ...RANK_BY] as const
export type ValueBy = (typeof VALUE_BY)[number]

/** What each cell is ranked by, entry i for cell i of the counts; 0: nothing there to be ranked. */
export type CellValues = Record<ValueBy, Float64Array>

/**
 * What cells are put in order by: `plain` the incidents of the window, `count` the incidents expected a day, `harm` the harm days
 * expected a day, `combined` a mix of each cell's share of all that is expected in the force by count and by harm.
 *
 * @param harmDays days that one incident counts, by index into OFFENCES
 * @param harmShare part of harm in `combined`, 0 to 1
 * @param weights what an incident of a class counts in `count`, by index into OFFENCES; undefined: every one 1
 */
export function cellValues(
  counts: Pick<CellCounts, 'early' | 'late'>,
  posterior: RatePosterior,
  classes: readonly ClassRates[],
  harmDays: Float64Array,
  harmShare: number,
  weights: Float64Array | undefined,
): CellValues {
  const count = weights === undefined ? expectedPerDay(posterior) : sumClasses(classes, weights, counts.early.length)
  const harm = sumClasses(classes, harmDays, counts.early.length)
  const countShare = shareOut(count)
  const harmShares = shareOut(harm)
  return {
    plain: counts.early.map((early, i) => early + counts.late[i]!),
    count,
    harm,
    combined: countShare.map((share, i) => (1 - harmShare) * share + harmShare * harmShares[i]!),
  }
}

/** Incidents expected a day. */
export function expectedPerDay({ shape, rate }: RatePosterior): Float64Array {
  return shape.map((value, i) => value / rate[i]!)
}

/** What a theme's weights make an incident count, by index into OFFENCES; undefined where every one counts 1. */
export function countWeights(weights: Partial<Record<Offence, number>> = {}): Float64Array | undefined {
  const all = Float64Array.from(OFFENCES, (offence) => weights[offence] ?? 1)
  return all.every((weight) => weight === 1) ? undefined : all
}

function sumClasses(classes: readonly ClassRates[], weights: Float64Array, cells: number): Float64Array {
  const sums = new Float64Array(cells)
  for (const { offence, perDay } of classes) {
    const weight = weights[offence]!
    if (weight !== 0) for (let i = 0; i < cells; i++) sums[i]! += weight * perDay[i]!
  }
  return sums
}

/** Each value as a share of their sum; all 0 when that is 0. */
function shareOut(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0)
  return values.map((value) => (sum > 0 ? value / sum : 0))
}

/** One entry for each measure, in their order. */
export function forEachValue<T>(make: (by: ValueBy) => T): Record<ValueBy, T> {
  return { plain: make('plain'), count: make('count'), harm: make('harm'), combined: make('combined') }
}
