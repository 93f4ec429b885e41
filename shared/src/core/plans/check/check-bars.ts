import { TIERS } from '../../hotspots/hotspot.ts'
import { MINUTES_PER_DAY, weekdayOf } from '../../time.ts'
import type { Activity } from '../activities.ts'
import { isInsideBar, listBars, measureFigures, type Bar } from '../measures/bars.ts'
import type { Estimate, MeasuredPlan } from '../measures/measured-plan.ts'
import type { ObserverSkill } from '../measures/red-team/red-team.ts'
import { BINS_PER_DAY } from '../plan.ts'
import { findClosedBins } from '../measures/closed-bins.ts'
import { joinWindows } from '../join-windows.ts'
import { createPlanClock } from '../plan-clock.ts'
import { toTreatment } from '../designs/crossover.ts'
import { travelMinutes } from '../travel.ts'
import type { BarVerdict } from './check-report.ts'
import type { ReadPlan } from './read-plan.ts'

/** Mean stay of a high-visibility patrol, minutes. */
const MEAN_STAY = 14

/** Holds one feasible plan to the bars, each widened by twice its own standard error (METRICS 2: stated tolerance). */
export function checkBars(plan: ReadPlan): { bars: BarVerdict[]; observers: readonly ObserverSkill[] } {
  const measured = toMeasuredPlan(plan)
  const { values, observers } = measureFigures(measured, plan.travel)
  const carries = canCarryDose(plan, measured)
  return { bars: listBars(measured).map((bar) => judge(bar, values[bar.name] ?? null, carries)), observers }
}

function judge(bar: Bar, estimate: Estimate | null, carries: boolean): BarVerdict {
  const { name, low = null, high = null, needsCapacity, mostError } = bar
  const shown = { name, low, high, value: estimate?.value ?? null, error: estimate?.error ?? null }
  if (estimate === null) return { ...shown, verdict: 'too-few-to-judge' }
  const inside = isInsideBar(estimate, bar)
  // Too uncertain to pass is not too uncertain to fail: a timetable is found out however small the plan.
  if (estimate.error > mostError && (inside || !OBSERVED.has(name))) return { ...shown, verdict: 'too-few-to-judge' }
  if (inside) return { ...shown, verdict: 'inside' }
  if (bar.informs === true) return { ...shown, verdict: 'outside-not-decisive' }
  if (bar.excuse !== undefined) return { ...shown, verdict: 'roster-too-small', note: bar.excuse }
  const excused = needsCapacity === true && !carries && (high === null || isInsideBar(estimate, { high }))
  return { ...shown, verdict: excused ? 'roster-too-small' : 'outside' }
}

const OBSERVED: ReadonlySet<string> = new Set(['staticSkill', 'localSkill', 'networkSkill'])

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
    let demand = 0
    for (const place of places) {
      const hops = places.filter((other) => other !== place).map((other) => travelMinutes(place, other, plan.travel))
      const { stay, crews } = findMeans(plan, place.tier)
      needed += place.dosePerDay * plan.days * crews * (stay + mean(hops))
      demand += place.dosePerDay * plan.days * crews
    }
    const most = shifts.reduce((sum, { maxVisits }) => sum + (maxVisits ?? Number.POSITIVE_INFINITY), 0)
    if (needed > patrol || demand > most * 0.95) return false
  }
  return true
}

/** Mean minutes of a crew's stay at places of a tier, and mean crews of a visit there, by the plan's own mix. */
function findMeans({ rules }: ReadPlan, tier: string): { stay: number; crews: number } {
  const list = rules.activities ?? []
  const shareOf = ({ shares }: Activity): number => TIERS.reduce((sum, name) => (name === tier ? shares[name] : sum), 0)
  const total = list.reduce((sum, activity) => sum + shareOf(activity), 0)
  if (total === 0) return { stay: MEAN_STAY, crews: 1 }
  const crews = list.reduce((sum, activity) => sum + shareOf(activity) * activity.crews, 0)
  const minutes = list.reduce(
    (sum, activity) => sum + (shareOf(activity) * activity.crews * (activity.minutes[0] + activity.minutes[1])) / 2,
    0,
  )
  return { stay: minutes / crews, crews: crews / total }
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
    maxVisits: shift.maxVisits,
    start: local(shift.start),
  }))
  const leftOut = findClosedBins(
    hotspots,
    { ...plan.rules, ...(plan.design && { treatment: toTreatment(plan.design) }) },
    createPlanClock(plan.zone.id, plan.startDay, plan.days),
  )
  const bins = plan.days * BINS_PER_DAY
  const probabilities = new Float64Array(hotspots.length * bins)
  for (const [place, { id }] of hotspots.entries())
    for (const [bin, p] of (plan.propensities.get(id) ?? []).entries())
      if (bin < bins && typeof p === 'number') probabilities[place * bins + bin] = p
  return {
    days: plan.days,
    startWeekday: weekdayOf(plan.startDay),
    places: hotspots,
    tours: tours.filter(({ start }) => start >= 0 && start < plan.days * MINUTES_PER_DAY),
    visits: joinWindows(plan.windows).map(({ window, crews }) => ({
      place: placeOf.get(window.hotspotId)!,
      start: local(window.start),
      end: local(window.end),
      crews,
    })),
    probabilities,
    ...(leftOut && { leftOut }),
  }
}
