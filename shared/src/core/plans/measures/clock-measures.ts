import { MINUTES_PER_DAY } from '../../time.ts'
import { BIN_MINUTES, BINS_PER_DAY } from '../plan.ts'
import {
  bootstrapError,
  hasStartIn,
  ratioEstimate,
  startsByPlace,
  sumOf,
  type Estimate,
  type MeasuredPlan,
} from './measured-plan.ts'
import { listServedBins } from './roster-presence.ts'

const LEAST_VISITS = 150
const LEAST_REPEATS = 30

/** E1 of METRICS 2: entropy of (start mod 30), Miller-Madow corrected, over log 30. Its error is by bootstrap over places. */
export function measureMinuteEntropy({ visits, places }: MeasuredPlan): Estimate | null {
  if (visits.length < LEAST_VISITS) return null
  const byMinute = Array.from({ length: BIN_MINUTES }, () => new Float64Array(places.length))
  for (const { place, start } of visits) byMinute[start % BIN_MINUTES]![place]! += 1
  return { value: minuteEntropy(byMinute.map(sumOf)), error: bootstrapError(byMinute, minuteEntropy) }
}

function minuteEntropy(counts: readonly number[]): number {
  const count = counts.reduce((sum, seen) => sum + seen, 0)
  let entropy = 0
  let used = 0
  for (const seen of counts) {
    if (seen === 0) continue
    used += 1
    entropy -= (seen / count) * Math.log(seen / count)
  }
  return (entropy + (used - 1) / (2 * count)) / Math.log(BIN_MINUTES)
}

/** Fewest visits to a place whose slots say anything about its habits (METRICS E3). */
const LEAST_PLACE_VISITS = 20

/**
 * E3 of METRICS 2: for places with 20 visits or more, entropy of the clock slot over that of all slots on duty; mean over
 * places. It saturates for any randomised routing, so it is shown and has no bar.
 */
export function measureSlotEntropy({ places, tours, visits }: MeasuredPlan): Estimate | null {
  const slotOf = (minute: number): number => Math.floor((minute % MINUTES_PER_DAY) / BIN_MINUTES)
  const onDuty = new Map<string, Set<number>>()
  for (const { bcu, dutyStart, dutyEnd } of tours) {
    const slots = onDuty.get(bcu) ?? new Set()
    onDuty.set(bcu, slots)
    for (let minute = dutyStart; minute < dutyEnd; minute += BIN_MINUTES) slots.add(slotOf(minute))
  }
  const counts = places.map(() => new Float64Array(BINS_PER_DAY))
  for (const { place, start } of visits) counts[place]![slotOf(start)]! += 1
  const ratios = counts.flatMap((bySlot, place) => {
    const total = bySlot.reduce((sum, count) => sum + count, 0)
    const slots = onDuty.get(places[place]!.bcu)?.size ?? 0
    if (total < LEAST_PLACE_VISITS || slots < 2) return []
    let entropy = 0
    for (const count of bySlot) if (count > 0) entropy -= (count / total) * Math.log(count / total)
    return [entropy / Math.log(slots)]
  })
  if (ratios.length === 0) return null
  const value = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - value) ** 2, 0) / Math.max(1, ratios.length - 1)
  return { value, error: Math.sqrt(variance / ratios.length) }
}

/**
 * E2 of METRICS 2: visits repeated within 5 min of the same clock time a day later, over the mean of lags 2-6 days. Its error
 * is by bootstrap over places.
 */
export function measureClockRepeat(plan: MeasuredPlan): Estimate | null {
  const starts = startsByPlace(plan)
  const lags = [1, 2, 3, 4, 5, 6]
  const repeated = lags.map(() => new Float64Array(plan.places.length))
  const able = lags.map(() => new Float64Array(plan.places.length))
  for (const { place, start } of plan.visits)
    for (const [at, lag] of lags.entries()) {
      const from = start - lag * MINUTES_PER_DAY
      if (from < 0) break
      able[at]![place]! += 1
      if (hasStartIn(starts[place]!, from - 5, from + 6)) repeated[at]![place]! += 1
    }
  const before = repeated.slice(1).reduce((sum, counts) => sum + sumOf(counts), 0)
  if (plan.days < 8 || before < 5 * LEAST_REPEATS) return null
  // First the repeats at each lag, then the visits that could have been.
  const figure = (totals: readonly number[]): number => {
    const share = (at: number): number => totals[at]! / Math.max(1, totals[lags.length + at]!)
    return share(0) / (lags.slice(1).reduce((sum, _, at) => sum + share(at + 1), 0) / (lags.length - 1))
  }
  const sums = [...repeated, ...able]
  return { value: figure(sums.map(sumOf)), error: bootstrapError(sums, figure) }
}

/**
 * D of METRICS 2: presence in the emptiest half-hour of the clock over the mean, among half-hours with a crew on tour and
 * handovers between them. Its error is by bootstrap over days.
 */
export function measureEmptiestHalfHour(plan: MeasuredPlan): Estimate | null {
  const binOf = (minute: number): number => Math.floor((minute % MINUTES_PER_DAY) / BIN_MINUTES)
  const presence = Array.from({ length: BINS_PER_DAY }, () => new Float64Array(plan.days))
  for (const { start, end } of plan.visits) {
    const day = Math.min(plan.days - 1, Math.floor(start / MINUTES_PER_DAY))
    for (let minute = start; minute < end; minute++) presence[binOf(minute)]![day]! += 1
  }
  const bins = listServedBins(plan).map((bin) => presence[bin]!)
  if (plan.visits.length < LEAST_VISITS || bins.length === 0) return null
  const figure = (totals: readonly number[]): number =>
    (Math.min(...totals) * totals.length) / totals.reduce((sum, minutes) => sum + minutes, 0)
  return { value: figure(bins.map(sumOf)), error: bootstrapError(bins, figure) }
}

/** Fewest refreshment minutes that say anything. */
const LEAST_BREAK_MINUTES = 300

/**
 * D of METRICS 2: share of refreshment minutes in which more than half of a unit's crews on duty are at them. Where a crew is
 * the unit's only one on duty, half of the crews means nothing and no plan could do better, so that `together` leaves those
 * minutes out, and `alone` says which share of all refreshment minutes they are. Errors are by bootstrap over days.
 */
export function measureBreaks({ tours, days }: MeasuredPlan): { together: Estimate | null; alone: Estimate | null } {
  const minutes = new Float64Array(days)
  const synchronous = new Float64Array(days)
  const alone = new Float64Array(days)
  const byBcu = Map.groupBy(tours, ({ bcu }) => bcu)
  for (const unit of byBcu.values())
    for (const { refreshments, dutyStart, dutyEnd } of unit) {
      if (refreshments === null) continue
      const day = Math.min(days - 1, Math.max(0, Math.floor(dutyStart / MINUTES_PER_DAY)))
      const others = unit.filter((other) => other.dutyStart < dutyEnd && dutyStart < other.dutyEnd)
      for (let minute = refreshments.start; minute < refreshments.end; minute++) {
        const out = others.filter((other) => other.dutyStart <= minute && minute < other.dutyEnd)
        minutes[day]! += 1
        if (out.length < 2) {
          alone[day]! += 1
          continue
        }
        const eating = out.filter((other) => within(other.refreshments, minute)).length
        if (eating * 2 > out.length) synchronous[day]! += 1
      }
    }
  const shared = minutes.map((count, day) => count - alone[day]!)
  return {
    together: ratioEstimate(synchronous, shared, LEAST_BREAK_MINUTES),
    alone: ratioEstimate(alone, minutes, LEAST_BREAK_MINUTES),
  }
}

function within(span: { start: number; end: number } | null, minute: number): boolean {
  return span !== null && span.start <= minute && minute < span.end
}
