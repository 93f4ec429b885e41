import { MINUTES_PER_DAY, weekdayOf } from '../../time.ts'
import { toTreatment } from '../designs/crossover.ts'
import { joinWindows } from '../join-windows.ts'
import { findClosedBins } from '../measures/closed-bins.ts'
import type { MeasuredPlan } from '../measures/measured-plan.ts'
import { createPlanClock } from '../plan-clock.ts'
import { BINS_PER_DAY } from '../plan.ts'
import type { ReadPlan } from './read-plan.ts'

/** A feasible plan as the measures see it. Places come by id, as they do when it is made: ties must fall alike. */
export function toMeasuredPlan(plan: ReadPlan): MeasuredPlan {
  const local = (utcMin: number): number => plan.zone.toLocalMin(utcMin) - plan.startDay * MINUTES_PER_DAY
  const hotspots = [...plan.hotspots.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
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
