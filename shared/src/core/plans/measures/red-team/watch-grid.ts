import { BIN_MINUTES, BINS_PER_DAY } from '../../plan.ts'
import type { MeasuredPlan } from '../measured-plan.ts'

/** Most rows that observers learn from; above it every n-th place stands for all, so that 10,000 places stay quick. */
const MOST_ROWS = 400_000
/** Share of the days on which observers are trained: 14 of 21 (METRICS 2). */
const TRAINING_SHARE = 2 / 3
/** Share of the training days that only feed the features, and share that decides when to stop learning. */
const BURN_IN_SHARE = 0.3
const TUNING_SHARE = 0.2

/**
 * A plan as someone in the street could have recorded it: which place had a start in which half-hour. Rows are the
 * place-bins that observers predict, in order of time: first those to learn from, then those to stop by, then the test.
 */
export interface WatchGrid {
  plan: MeasuredPlan
  places: number
  days: number
  /** days x 48 */
  bins: number
  trainDays: number
  /** by place: index of its command unit, and of its tier */
  unitOf: Int32Array
  tierOf: Int32Array
  units: number
  tiers: number
  /** places x bins: minute of the half-hour at which the last visit of the bin starts, -1 for none */
  minute: Int8Array
  /** units x bins: crews on duty */
  crews: Uint8Array
  /** places x bins: 1 where the bin counts: a crew of the unit on duty, and the place open */
  watched: Uint8Array
  rows: number
  rowPlace: Int32Array
  rowBin: Int32Array
  rowStarted: Uint8Array
  /** rows before `fitRows` teach, those before `trainRows` say when to stop, the rest is the test */
  fitRows: number
  trainRows: number
}

/** @returns undefined when the plan has too few days to train and test on */
export function createWatchGrid(plan: MeasuredPlan): WatchGrid | undefined {
  const { days } = plan
  const places = plan.places.length
  const trainDays = Math.round(days * TRAINING_SHARE)
  const burnIn = Math.floor(trainDays * BURN_IN_SHARE)
  const tuningDays = Math.max(1, Math.round(trainDays * TUNING_SHARE))
  if (days < 6 || places === 0 || trainDays - tuningDays <= burnIn) return undefined
  const bins = days * BINS_PER_DAY
  const { index: unitOf, count: units, names } = indexBy(plan.places.map(({ bcu }) => bcu))
  const { index: tierOf, count: tiers } = indexBy(plan.places.map(({ tier }) => tier))
  const crews = new Uint8Array(units * bins)
  for (const { bcu, dutyStart, dutyEnd } of plan.tours) {
    const unit = names.get(bcu)
    if (unit === undefined || dutyEnd <= dutyStart) continue
    const last = Math.min(bins - 1, Math.floor((dutyEnd - 1) / BIN_MINUTES))
    for (let bin = Math.max(0, Math.floor(dutyStart / BIN_MINUTES)); bin <= last; bin++) crews[unit * bins + bin]! += 1
  }
  const minute = new Int8Array(places * bins).fill(-1)
  for (const { place, start } of plan.visits) {
    const bin = Math.floor(start / BIN_MINUTES)
    if (bin < 0 || bin >= bins) continue
    const at = place * bins + bin
    minute[at] = Math.max(minute[at]!, Math.floor(start - bin * BIN_MINUTES))
  }
  const watched = new Uint8Array(places * bins)
  for (let place = 0; place < places; place++)
    for (let bin = 0; bin < bins; bin++)
      if (crews[unitOf[place]! * bins + bin]! > 0 && plan.leftOut?.[place * bins + bin] !== 1)
        watched[place * bins + bin] = 1
  const grid = { plan, places, days, bins, trainDays, unitOf, tierOf, units, tiers, minute, crews, watched }
  return { ...grid, ...listRows(grid, burnIn, trainDays - tuningDays) }
}

function listRows(
  { places, bins, watched, minute, trainDays }: Pick<WatchGrid, 'places' | 'bins' | 'watched' | 'minute' | 'trainDays'>,
  burnIn: number,
  tuningFrom: number,
): Pick<WatchGrid, 'rows' | 'rowPlace' | 'rowBin' | 'rowStarted' | 'fitRows' | 'trainRows'> {
  const firstBin = burnIn * BINS_PER_DAY
  const stride = Math.max(1, Math.ceil((places * (bins - firstBin)) / MOST_ROWS))
  const most = Math.ceil(places / stride) * (bins - firstBin)
  const rowPlace = new Int32Array(most)
  const rowBin = new Int32Array(most)
  const rowStarted = new Uint8Array(most)
  let rows = 0
  let fitRows = 0
  let trainRows = 0
  for (let bin = firstBin; bin < bins; bin++) {
    for (let place = 0; place < places; place += stride) {
      if (watched[place * bins + bin] === 0) continue
      rowPlace[rows] = place
      rowBin[rows] = bin
      rowStarted[rows] = minute[place * bins + bin]! >= 0 ? 1 : 0
      rows += 1
    }
    if (bin < tuningFrom * BINS_PER_DAY) fitRows = rows
    if (bin < trainDays * BINS_PER_DAY) trainRows = rows
  }
  return { rows, fitRows, trainRows, rowPlace, rowBin, rowStarted }
}

function indexBy(values: readonly string[]): { index: Int32Array; count: number; names: Map<string, number> } {
  const names = new Map([...new Set(values)].sort().map((value, index) => [value, index]))
  return { index: Int32Array.from(values, (value) => names.get(value)!), count: names.size, names }
}
