import { MINUTES_PER_DAY } from '../../time.ts'
import type { Estimate, MeasuredPlan } from '../measures/measured-plan.ts'
import { measurePlan } from '../measures/measure.ts'
import { travelMinutes } from '../travel.ts'
import type { BarVerdict } from './check-report.ts'
import type { ReadPlan } from './read-plan.ts'

/** The bars of METRICS 2 that one drawn plan can be held to. Observers and fidelity need the mechanism or many draws. */
const BARS: readonly {
  name: keyof ReturnType<typeof measurePlan>
  low?: number
  high?: number
  needsCapacity?: true
}[] = [
  { name: 'minuteEntropy', low: 0.995 },
  { name: 'clockRepeat', high: 1.5 },
  { name: 'safeWindow30', low: 0.75, high: 1.25 },
  { name: 'safeWindow60', low: 0.85, high: 1.2 },
  { name: 'safeWindow120', low: 0.85, high: 1.2 },
  { name: 'quotaLeak', low: 0.95 },
  { name: 'neighbourLift', high: 2 },
  { name: 'breakSync', high: 0.08 },
  { name: 'emptiestHalfHour', low: 0.45 },
  { name: 'doseRatioA', low: 0.95, high: 1.1, needsCapacity: true },
  { name: 'doseRatioB', low: 0.95, high: 1.1, needsCapacity: true },
  { name: 'doseRatioC', low: 0.95, high: 1.1, needsCapacity: true },
  { name: 'doseRatioLeast', low: 0.7, needsCapacity: true },
]
/** A bar is judged only where the widening by sampling error stays below this share of the value's scale. */
const MOST_ERROR = 0.15

/** Holds one feasible plan to the bars, each widened by twice its own standard error (METRICS 2: stated tolerance). */
export function checkBars(plan: ReadPlan): BarVerdict[] {
  const measured = toMeasuredPlan(plan)
  const measures = measurePlan(measured)
  const carries = canCarryDose(plan, measured)
  return BARS.map(({ name, low, high, needsCapacity }) => {
    const estimate = measures[name]
    const bar = { name, low: low ?? null, high: high ?? null }
    if (estimate === null || estimate.error > MOST_ERROR)
      return { ...bar, value: estimate?.value ?? null, error: estimate?.error ?? null, verdict: 'too-few-to-judge' }
    const inside = isInside(estimate, low, high)
    const excused = needsCapacity === true && !carries && isInside(estimate, undefined, high)
    const verdict = inside ? 'inside' : excused ? 'roster-too-small' : 'outside'
    return { ...bar, value: estimate.value, error: estimate.error, verdict }
  })
}

function isInside(
  { value, error }: Estimate,
  low = Number.NEGATIVE_INFINITY,
  high = Number.POSITIVE_INFINITY,
): boolean {
  return value >= low - 2 * error && value <= high + 2 * error
}

/** true when every unit's tours have the time, and the visits, that its doses ask for with the mean way between places. */
function canCarryDose(plan: ReadPlan, { tours }: MeasuredPlan): boolean {
  for (const [bcu, places] of Map.groupBy(plan.hotspots.values(), (hotspot) => hotspot.bcu)) {
    const shifts = [...plan.shifts.values()].filter((shift) => shift.bcu === bcu)
    const patrol = tours
      .filter((tour) => tour.bcu === bcu)
      .reduce((sum, { dutyStart, dutyEnd, refreshments }) => {
        const rest = refreshments === null ? 0 : refreshments.end - refreshments.start
        return sum + Math.min(dutyEnd, plan.days * MINUTES_PER_DAY) - dutyStart - rest
      }, 0)
    let needed = 0
    for (const place of places) {
      const hops = places.filter((other) => other !== place).map((other) => travelMinutes(place, other, plan.travel))
      needed += place.dosePerDay * plan.days * (14 + mean(hops))
    }
    const most = shifts.reduce((sum, { maxVisits }) => sum + (maxVisits ?? Number.POSITIVE_INFINITY), 0)
    const demand = places.reduce((sum, { dosePerDay }) => sum + dosePerDay * plan.days, 0)
    if (needed > patrol || demand > most * 0.95) return false
  }
  return true
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function toMeasuredPlan(plan: ReadPlan): MeasuredPlan {
  const local = (utcMin: number): number => plan.zone.toLocalMin(utcMin) - plan.startDay * MINUTES_PER_DAY
  const hotspots = [...plan.hotspots.values()]
  const placeOf = new Map(hotspots.map(({ id }, place) => [id, place]))
  const tours = [...plan.shifts.values()].map((shift) => ({
    bcu: shift.bcu,
    dutyStart: local(shift.start + shift.briefingMinutes),
    dutyEnd: local(shift.end - shift.bookOffMinutes),
    refreshments: shift.break === null ? null : { start: local(shift.break.start), end: local(shift.break.end) },
    start: local(shift.start),
  }))
  return {
    days: plan.days,
    places: hotspots,
    tours: tours.filter(({ start }) => start >= 0 && start < plan.days * MINUTES_PER_DAY),
    visits: plan.windows.map(({ hotspotId, start, end }) => ({
      place: placeOf.get(hotspotId)!,
      start: local(start),
      end: local(end),
    })),
  }
}
