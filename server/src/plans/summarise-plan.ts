import { createZone, dayOf, formatDay, round6, TIERS, type PatrolWindow, type Plan } from '@planner/shared/core'
import type { Plan as PlanRecord } from '@planner/shared/schemas'

/** A tour of the plan's days; times are `utcMin`. */
export interface SummarisedTour {
  shiftId: string
  /** local date of its start */
  day: string
  teamId: string
  callSign: string | null
  bcu: string
  start: number
  end: number
  refreshments: { start: number; end: number } | null
}

export interface PlanSummary {
  tours: SummarisedTour[]
  windows: readonly PatrolWindow[]
  figures: Pick<PlanRecord, 'windows' | 'tours' | 'unplaced' | 'measures' | 'byTier' | 'byDay'>
}

/** What lists and screens need of a plan, so that nobody has to open its file. */
export function summarisePlan(plan: Plan): PlanSummary {
  const { input } = plan
  const zone = createZone(input.timezone)
  const localDay = (utcMin: number): number => dayOf(zone.toLocalMin(utcMin))
  const tours = plan.tours
    .filter(({ inPeriod }) => inPeriod)
    .map(({ shift, refreshments }): SummarisedTour => ({
      shiftId: shift.id,
      day: formatDay(localDay(shift.start)),
      teamId: shift.teamId,
      callSign: shift.callSign,
      bcu: shift.bcu,
      start: shift.start,
      end: shift.end,
      refreshments,
    }))
  const visitsOf = countBy(plan.windows, ({ hotspotId }) => hotspotId)
  const visitsOn = countBy(plan.windows, ({ start }) => formatDay(localDay(start)))
  const toursOn = countBy(tours, ({ day }) => day)
  const causes = countBy(plan.unplaced, ({ cause }) => cause)
  return {
    tours,
    windows: plan.windows,
    figures: {
      windows: plan.windows.length,
      tours: tours.length,
      unplaced: [...causes].map(([cause, visits]) => ({ cause, visits })).sort((a, b) => b.visits - a.visits),
      measures: { ...plan.measures },
      byTier: TIERS.map((tier) => {
        const hotspots = input.hotspots.filter((hotspot) => hotspot.tier === tier)
        return {
          tier,
          hotspots: hotspots.length,
          visits: hotspots.reduce((sum, { id }) => sum + (visitsOf.get(id) ?? 0), 0),
          target: round6(hotspots.reduce((sum, { dosePerDay }) => sum + dosePerDay, 0) * input.days),
        }
      }),
      byDay: Array.from({ length: input.days }, (_, i) => {
        const day = formatDay(input.startDay + i)
        return { day, visits: visitsOn.get(day) ?? 0, tours: toursOn.get(day) ?? 0 }
      }),
    },
  }
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}
