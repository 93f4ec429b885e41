import { createSeededRng, MINUTES_PER_DAY, type PlanInput } from '../../../../shared/src/core/index.ts'
import { createBcuInstance, type BcuInstance } from '../../../../shared/src/core/plans/draw/bcu-instance.ts'
import { createPlanClock } from '../../../../shared/src/core/plans/plan-clock.ts'
import type { MeasuredPlan } from '../../../../shared/src/core/plans/measures/measured-plan.ts'
import { weekdayOf } from '../../../../shared/src/core/time.ts'
import type { Comparator } from './planners.ts'
import type { Walk } from './walk.ts'

export interface ComparedUnit {
  instance: BcuInstance
  firstPlace: number
}

/** The command units of an instance, places numbered on through all of them. */
export function listUnits(input: PlanInput): ComparedUnit[] {
  const { hotspots, shifts, travel, timezone, startDay, days } = input
  const clock = createPlanClock(timezone, startDay, days)
  let firstPlace = 0
  return [...Map.groupBy(hotspots, ({ bcu }) => bcu)].map(([bcu, places]) => {
    const unit = {
      instance: createBcuInstance(
        bcu,
        places,
        shifts.filter((shift) => shift.bcu === bcu),
        travel,
        clock,
        input,
      ),
      firstPlace,
    }
    firstPlace += places.length
    return unit
  })
}

/** One plan of a comparator as the measures see it. The bench's instances lie between clock changes: minutes are local. */
export function measureComparator(
  { startDay, days }: PlanInput,
  units: readonly ComparedUnit[],
  plan: Comparator['plan'],
  seed: number,
): MeasuredPlan {
  const drawn = units.map(({ instance }, unit) => plan(instance, createSeededRng(seed * 1000 + unit)))
  return {
    days,
    startWeekday: weekdayOf(startDay),
    places: units.flatMap(({ instance }) => instance.hotspots),
    visits: drawn.flatMap(({ visits }, unit) =>
      visits.map(({ place, start, end }) => ({ place: units[unit]!.firstPlace + place, start, end })),
    ),
    tours: drawn.flatMap((walk, unit) => listTours(units[unit]!.instance, walk, days)),
  }
}

function listTours({ tours }: BcuInstance, { breakStarts }: Walk, days: number): MeasuredPlan['tours'] {
  return tours.flatMap(({ shift, inPeriod, dutyStart, dutyEnd, breakMinutes, maxVisits }, index) => {
    if (!inPeriod || dutyStart >= days * MINUTES_PER_DAY) return []
    const start = breakStarts[index]!
    const refreshments = breakMinutes === 0 ? null : { start, end: start + breakMinutes }
    return [
      { bcu: shift.bcu, dutyStart, dutyEnd, refreshments, maxVisits: Number.isFinite(maxVisits) ? maxVisits : null },
    ]
  })
}
