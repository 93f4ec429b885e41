import { OFFENCES, type Offence } from '../incidents/incident.ts'
import { addCounts, sumOf } from '../pick.ts'
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
    plain: addCounts(counts.early, counts.late),
    count,
    harm,
    combined: mix(countShare, harmShares, harmShare),
  }
}

/** Incidents expected a day. */
export function expectedPerDay({ shape, rate }: RatePosterior): Float64Array {
  const perDay = new Float64Array(shape.length)
  for (let i = 0; i < perDay.length; i++) perDay[i] = shape[i]! / rate[i]!
  return perDay
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
    if (weight !== 0) addWeighted(sums, weight, perDay)
  }
  return sums
}

function addWeighted(sums: Float64Array, weight: number, values: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += weight * values[i]!
}

/** Each value as a share of their sum; all 0 when that is 0. */
function shareOut(values: Float64Array): Float64Array {
  const sum = sumOf(values)
  const shares = new Float64Array(values.length)
  if (sum > 0) for (let i = 0; i < shares.length; i++) shares[i] = values[i]! / sum
  return shares
}

function mix(count: Float64Array, harm: Float64Array, harmShare: number): Float64Array {
  const mixed = new Float64Array(count.length)
  for (let i = 0; i < mixed.length; i++) mixed[i] = (1 - harmShare) * count[i]! + harmShare * harm[i]!
  return mixed
}

/** One entry for each measure, in their order. */
export function forEachValue<T>(make: (by: ValueBy) => T): Record<ValueBy, T> {
  return { plain: make('plain'), count: make('count'), harm: make('harm'), combined: make('combined') }
}
