import { BINS_PER_DAY } from '../../plan.ts'
import { boostTrees } from './boosted-trees.ts'
import { toOdds, type Forecast } from './forecast.ts'
import type { WatchGrid } from './watch-grid.ts'

/** Days' worth of belief in the prior that an observer may hold; the one that predicts the training days best is used. */
const PRIOR_DAYS = [1, 2, 4, 8, 16, 32, 64, 128] as const
/** Expected visits' worth of belief that a place is like its tier. */
const PRIOR_VISITS = 8
const HOURS_PER_WEEK = 168

/**
 * O1: what can be known from where and when alone. Base rates by place and clock slot and by place and hour of the week,
 * both shrunk to the rate of the tier in that slot times the place's own level, and boosted trees on all of them.
 *
 * A row of the training days is predicted from the days before it, a row of the test days from all training days.
 */
export function forecastStatic(grid: WatchGrid): Forecast[] {
  const { rows, fitRows, trainRows, rowBin, rowStarted, rowPlace } = grid
  const base = countBaseRates(grid)
  const slotRates = choosePrior(grid, base.prior, base.slotVisits, base.slotDays)
  const weekRates = choosePrior(grid, slotRates, base.weekVisits, base.weekDays)
  const slotOdds = slotRates.map(toOdds)
  const weekOdds = weekRates.map(toOdds)
  const better = lossOf(slotRates, grid) <= lossOf(weekRates, grid) ? slotOdds : weekOdds
  const trees = boostTrees({
    features: [
      Float32Array.from(slotOdds),
      Float32Array.from(weekOdds),
      Float32Array.from(base.prior, toOdds),
      base.level,
      base.around,
      Float32Array.from(rowBin.subarray(0, rows), (bin) => bin % BINS_PER_DAY),
      Float32Array.from(rowBin.subarray(0, rows), (bin) => Math.floor(bin / BINS_PER_DAY) % 7),
      Float32Array.from(rowPlace.subarray(0, rows), (place) => grid.unitOf[place]!),
    ],
    started: rowStarted,
    rows,
    fitRows,
    trainRows,
    offset: better,
  })
  return [
    { name: 'rates by place and clock', family: 'static', odds: slotOdds },
    { name: 'rates by place and hour of week', family: 'static', odds: weekOdds },
    { name: 'boosted trees on rates', family: 'static', odds: trees },
  ]
}

/**
 * The reference of O1: the rate by tier and clock hour, over the whole plan, since a force may publish it.
 *
 * @returns log-odds by row
 */
export function forecastPublished({
  places,
  bins,
  tiers,
  tierOf,
  minute,
  watched,
  rows,
  ...grid
}: WatchGrid): Float64Array {
  const visits = new Float64Array(tiers * 24)
  const seen = new Float64Array(tiers * 24)
  for (let place = 0; place < places; place++)
    for (let bin = 0; bin < bins; bin++) {
      if (watched[place * bins + bin] === 0) continue
      const at = tierOf[place]! * 24 + ((bin % BINS_PER_DAY) >> 1)
      seen[at]! += 1
      if (minute[place * bins + bin]! >= 0) visits[at]! += 1
    }
  const odds = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const at = tierOf[grid.rowPlace[row]!]! * 24 + ((grid.rowBin[row]! % BINS_PER_DAY) >> 1)
    odds[row] = toOdds((visits[at]! + 0.05) / (seen[at]! + 1))
  }
  return odds
}

interface BaseRates {
  /** by row: rate of the tier in the slot times the place's level */
  prior: Float64Array
  /** by row: visits and days seen so far at the place in that slot, and in that hour of the week */
  slotVisits: Float32Array
  slotDays: Float32Array
  weekVisits: Float32Array
  weekDays: Float32Array
  /** by row: visits at the place over those its tier would have had; rate in the slots around */
  level: Float32Array
  around: Float32Array
}

function countBaseRates(grid: WatchGrid): BaseRates {
  const { places, bins, days, trainDays, tiers, tierOf, minute, watched, rows, rowPlace, rowBin } = grid
  const slotVisits = new Float64Array(places * BINS_PER_DAY)
  const slotDays = new Float64Array(places * BINS_PER_DAY)
  const weekVisits = new Float64Array(places * HOURS_PER_WEEK)
  const weekDays = new Float64Array(places * HOURS_PER_WEEK)
  const tierVisits = new Float64Array(tiers * BINS_PER_DAY)
  const tierDays = new Float64Array(tiers * BINS_PER_DAY)
  const visits = new Float64Array(places)
  const level = new Float64Array(places).fill(1)
  const result: BaseRates = {
    prior: new Float64Array(rows),
    slotVisits: new Float32Array(rows),
    slotDays: new Float32Array(rows),
    weekVisits: new Float32Array(rows),
    weekDays: new Float32Array(rows),
    level: new Float32Array(rows),
    around: new Float32Array(rows),
  }
  const tierRate = (tier: number, slot: number): number =>
    (tierVisits[tier * BINS_PER_DAY + slot]! + 0.05) / (tierDays[tier * BINS_PER_DAY + slot]! + 1)
  const updateLevels = (): void => {
    for (let place = 0; place < places; place++) {
      let expected = 0
      for (let slot = 0; slot < BINS_PER_DAY; slot++)
        expected += slotDays[place * BINS_PER_DAY + slot]! * tierRate(tierOf[place]!, slot)
      level[place] = (visits[place]! + PRIOR_VISITS) / (expected + PRIOR_VISITS)
    }
  }
  let row = 0
  for (let day = 0; day < days; day++) {
    const end = (day + 1) * BINS_PER_DAY
    for (; row < rows && rowBin[row]! < end; row++) {
      const place = rowPlace[row]!
      const slot = rowBin[row]! % BINS_PER_DAY
      const at = place * BINS_PER_DAY + slot
      const week = place * HOURS_PER_WEEK + (day % 7) * 24 + (slot >> 1)
      const before = slot === 0 ? at : at - 1
      const after = slot === BINS_PER_DAY - 1 ? at : at + 1
      result.prior[row] = Math.min(0.95, tierRate(tierOf[place]!, slot) * level[place]!)
      result.slotVisits[row] = slotVisits[at]!
      result.slotDays[row] = slotDays[at]!
      result.weekVisits[row] = weekVisits[week]!
      result.weekDays[row] = weekDays[week]!
      result.level[row] = level[place]!
      result.around[row] = (slotVisits[before]! + slotVisits[after]!) / (slotDays[before]! + slotDays[after]! + 1)
    }
    if (day >= trainDays) continue
    for (let place = 0; place < places; place++)
      for (let slot = 0; slot < BINS_PER_DAY; slot++) {
        const at = place * bins + day * BINS_PER_DAY + slot
        if (watched[at] === 0) continue
        const visit = minute[at]! >= 0 ? 1 : 0
        const week = place * HOURS_PER_WEEK + (day % 7) * 24 + (slot >> 1)
        slotVisits[place * BINS_PER_DAY + slot]! += visit
        slotDays[place * BINS_PER_DAY + slot]! += 1
        weekVisits[week]! += visit
        weekDays[week]! += 1
        tierVisits[tierOf[place]! * BINS_PER_DAY + slot]! += visit
        tierDays[tierOf[place]! * BINS_PER_DAY + slot]! += 1
        visits[place]! += visit
      }
    updateLevels()
  }
  return result
}

/** (visits + k x prior) / (days + k) with the k that predicts the training rows best. */
function choosePrior(grid: WatchGrid, prior: Float64Array, visits: Float32Array, days: Float32Array): Float64Array {
  let best: Float64Array | undefined
  let least = Number.POSITIVE_INFINITY
  for (const k of PRIOR_DAYS) {
    const rates = prior.map((rate, row) => (visits[row]! + k * rate) / (days[row]! + k))
    const loss = lossOf(rates, grid)
    if (loss >= least) continue
    least = loss
    best = rates
  }
  return best ?? prior
}

function lossOf(rates: Float64Array, { trainRows, rowStarted }: WatchGrid): number {
  let loss = 0
  for (let row = 0; row < trainRows; row++)
    loss -= Math.log(Math.max(1e-9, rowStarted[row] === 1 ? rates[row]! : 1 - rates[row]!))
  return loss
}
