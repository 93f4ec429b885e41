import { MINUTES_PER_DAY } from '../../time.ts'
import { BIN_MINUTES, BINS_PER_DAY } from '../plan.ts'
import { hasStartIn, startsByPlace, type Estimate, type MeasuredPlan } from './measured-plan.ts'

const LEAST_VISITS = 150
const LEAST_REPEATS = 30

/** E1 of METRICS 2: entropy of (start mod 30), Miller-Madow corrected, over log 30. */
export function measureMinuteEntropy({ visits }: MeasuredPlan): Estimate | null {
  const count = visits.length
  if (count < LEAST_VISITS) return null
  const byMinute = new Float64Array(BIN_MINUTES)
  for (const { start } of visits) byMinute[start % BIN_MINUTES]! += 1
  let entropy = 0
  let used = 0
  for (const seen of byMinute) {
    if (seen === 0) continue
    used += 1
    entropy -= (seen / count) * Math.log(seen / count)
  }
  const value = (entropy + (used - 1) / (2 * count)) / Math.log(BIN_MINUTES)
  // For uniform starts 2 x count x (log 30 - entropy) is chi-squared with 29 degrees of freedom, variance 58.
  return { value, error: Math.sqrt(2 * (BIN_MINUTES - 1)) / (2 * count) / Math.log(BIN_MINUTES) }
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

/** E2 of METRICS 2: visits repeated within 5 min of the same clock time a day later, over the mean of lags 2-6 days. */
export function measureClockRepeat(plan: MeasuredPlan): Estimate | null {
  const starts = startsByPlace(plan)
  const repeats = (lag: number): { share: number; count: number } => {
    const from = lag * MINUTES_PER_DAY
    const able = plan.visits.filter(({ start }) => start >= from)
    const count = able.filter(({ place, start }) =>
      hasStartIn(starts[place]!, start - from - 5, start - from + 6),
    ).length
    return { share: able.length === 0 ? 0 : count / able.length, count }
  }
  const yesterday = repeats(1)
  const before = [2, 3, 4, 5, 6].map(repeats)
  const beforeCount = before.reduce((sum, { count }) => sum + count, 0)
  if (plan.days < 8 || beforeCount < 5 * LEAST_REPEATS) return null
  const value = yesterday.share / (before.reduce((sum, { share }) => sum + share, 0) / before.length)
  return { value, error: value * Math.sqrt(1 / Math.max(1, yesterday.count) + 1 / beforeCount) }
}

/** D of METRICS 2: presence in the emptiest half-hour of the clock over the mean, among half-hours with a crew on tour. */
export function measureEmptiestHalfHour(plan: MeasuredPlan): Estimate | null {
  const presence = new Float64Array(BINS_PER_DAY)
  const rostered = new Uint8Array(BINS_PER_DAY)
  const binOf = (minute: number): number => Math.floor((minute % MINUTES_PER_DAY) / BIN_MINUTES)
  for (const { start, end } of plan.visits)
    for (let minute = start; minute < end; minute++) presence[binOf(minute)]! += 1
  for (const { dutyStart, dutyEnd } of plan.tours)
    for (let minute = dutyStart; minute < dutyEnd; minute++) rostered[binOf(minute)] = 1
  const bins = [...presence].filter((_, bin) => rostered[bin] === 1)
  const mean = bins.reduce((sum, minutes) => sum + minutes, 0) / bins.length
  if (plan.visits.length < LEAST_VISITS || bins.length === 0) return null
  return { value: Math.min(...bins) / mean, error: 0 }
}

/** D of METRICS 2: share of refreshment minutes in which more than half of a unit's crews (of two or more) are at them. */
export function measureBreakSync({ tours }: MeasuredPlan): Estimate | null {
  let minutes = 0
  let synchronous = 0
  const byBcu = Map.groupBy(tours, ({ bcu }) => bcu)
  for (const unit of byBcu.values())
    for (const { refreshments, dutyStart, dutyEnd } of unit) {
      if (refreshments === null) continue
      const others = unit.filter((other) => other.dutyStart < dutyEnd && dutyStart < other.dutyEnd)
      for (let minute = refreshments.start; minute < refreshments.end; minute++) {
        const out = others.filter((other) => other.dutyStart <= minute && minute < other.dutyEnd)
        if (out.length < 2) continue
        const eating = out.filter((other) => within(other.refreshments, minute)).length
        minutes += 1
        if (eating * 2 > out.length) synchronous += 1
      }
    }
  return minutes < 300 ? null : { value: synchronous / minutes, error: 0 }
}

function within(span: { start: number; end: number } | null, minute: number): boolean {
  return span !== null && span.start <= minute && minute < span.end
}
