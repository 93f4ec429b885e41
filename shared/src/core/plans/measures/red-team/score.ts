import { bootstrapError, sumOf, type Estimate } from '../measured-plan.ts'
import type { WatchGrid } from './watch-grid.ts'
import { BINS_PER_DAY } from '../../plan.ts'

/** Sums over the test rows of one place on one day: numerators and denominators of one or two ratios. */
type Sums = readonly Float64Array[]

/**
 * 1 - log-loss / log-loss of the reference, on the test days.
 *
 * @param odds and reference: log-odds by row
 */
export function scoreSkill(grid: WatchGrid, odds: Float64Array, reference: Float64Array): Estimate {
  const sums = sumByPlaceDay(grid, 2, (row, add) => {
    add(0, lossAt(grid.rowStarted[row]!, odds[row]!))
    add(1, lossAt(grid.rowStarted[row]!, reference[row]!))
  })
  return estimate(grid, sums, ([loss, base]) => 1 - loss! / base!)
}

/** O4: visit rate in the tenth of the test rows that the observer calls safest, over the mean rate. */
export function scoreSafestDecile(grid: WatchGrid, odds: Float64Array): Estimate {
  const safest = weighSafest(grid, odds)
  const sums = sumByPlaceDay(grid, 4, (row, add) => {
    const weight = safest[row - grid.trainRows]!
    add(0, weight * grid.rowStarted[row]!)
    add(1, weight)
    add(2, grid.rowStarted[row]!)
    add(3, 1)
  })
  return estimate(grid, sums, ([found, rows, visits, all]) => found! / rows! / (visits! / all!))
}

/** The safest decile of one observer over that of another. */
export function scoreDecileRatio(grid: WatchGrid, local: Float64Array, fixed: Float64Array): Estimate {
  const ours = weighSafest(grid, local)
  const theirs = weighSafest(grid, fixed)
  const sums = sumByPlaceDay(grid, 4, (row, add) => {
    const at = row - grid.trainRows
    add(0, ours[at]! * grid.rowStarted[row]!)
    add(1, ours[at]!)
    add(2, theirs[at]! * grid.rowStarted[row]!)
    add(3, theirs[at]!)
  })
  return estimate(grid, sums, ([a, rowsA, b, rowsB]) => (b === 0 ? 1 : a! / rowsA! / (b! / rowsB!)))
}

function lossAt(started: number, odds: number): number {
  return Math.log1p(Math.exp(started === 1 ? -odds : odds))
}

/** 1 for the test rows of the safest tenth; rows that tie at its edge share what is left of it. */
function weighSafest({ rows, trainRows }: WatchGrid, odds: Float64Array): Float64Array {
  const test = odds.subarray(trainRows, rows)
  const sorted = Float64Array.from(test).sort()
  const wanted = test.length / 10
  const edge = sorted[Math.max(0, Math.ceil(wanted) - 1)] ?? 0
  let below = 0
  let tied = 0
  for (const value of test) {
    if (value < edge) below += 1
    else if (value === edge) tied += 1
  }
  return test.map((value) => (value < edge ? 1 : value === edge ? (wanted - below) / tied : 0))
}

function sumByPlaceDay(
  { places, days, trainRows, rows, rowPlace, rowBin }: WatchGrid,
  parts: number,
  visit: (row: number, add: (part: number, value: number) => void) => void,
): Sums {
  const sums = Array.from({ length: parts }, () => new Float64Array(places * days))
  for (let row = trainRows; row < rows; row++) {
    const at = rowPlace[row]! * days + Math.floor(rowBin[row]! / BINS_PER_DAY)
    visit(row, (part, value) => {
      sums[part]![at]! += value
    })
  }
  return sums
}

/** The figure with the larger of two bootstrap errors: over places, and over the test days. */
function estimate(
  { places, days, trainDays }: WatchGrid,
  sums: Sums,
  figure: (totals: readonly number[]) => number,
): Estimate {
  const byPlace = sums.map((part) =>
    Float64Array.from({ length: places }, (_, place) => sumOf(part.subarray(place * days, (place + 1) * days))),
  )
  const byDay = sums.map((part) =>
    Float64Array.from({ length: days - trainDays }, (_, day) => {
      let sum = 0
      for (let place = 0; place < places; place++) sum += part[place * days + trainDays + day]!
      return sum
    }),
  )
  const value = figure(byPlace.map(sumOf))
  return { value, error: Math.max(bootstrapError(byPlace, figure), bootstrapError(byDay, figure)) }
}
