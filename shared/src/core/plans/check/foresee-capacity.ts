import { TIERS, type Hotspot } from '../../hotspots/hotspot.ts'
import type { Shift } from '../../duties/shift.ts'
import { toTreatment } from '../designs/crossover.ts'
import { createBcuInstance } from '../draw/bcu-instance.ts'
import type { UnitCapacity } from '../measures/shortfall.ts'
import { createPlanClock } from '../plan-clock.ts'
import { findTargets } from '../targets.ts'
import type { ReadHotspot, ReadPlan, ReadShift } from './read-plan.ts'

/** What each command unit of a plan can carry, by the plan's own travel and activities. */
export function foreseeCapacity(plan: ReadPlan): UnitCapacity[] {
  const clock = createPlanClock(plan.zone.id, plan.startDay, plan.days)
  const rules = {
    ...plan.rules,
    ...(plan.design && { treatment: toTreatment(plan.design) }),
    // They share what there is out otherwise, and do not make it more.
    guarantees: [],
  }
  const shifts = Map.groupBy(plan.shifts.values(), ({ bcu }) => bcu)
  return [...Map.groupBy(plan.hotspots.values(), ({ bcu }) => bcu)].map(([bcu, places]) => {
    const wanted = places.reduce((visits, { dosePerDay }) => visits + dosePerDay, 0) * plan.days
    const tours = (shifts.get(bcu) ?? []).map(toShift)
    const instance = createBcuInstance(bcu, places.map(toHotspot), tours, plan.travel, clock, rules)
    return { bcu, wanted, possible: findTargets(instance).possible }
  })
}

/** A place as the planner has it; what decides no capacity is left empty. */
function toHotspot({ id, bcu, tier, lat, lng, dosePerDay, capDay, capWeek, expected, profile }: ReadHotspot): Hotspot {
  return {
    id,
    bcu,
    tier: TIERS.find((name) => name === tier) ?? 'C',
    lat,
    lng,
    dosePerDay,
    capDay,
    capWeek,
    expected: expected ?? 0,
    profile: profile ?? FLAT,
    rank: 1,
    cells: [],
    name: id,
    area: '',
    observed: 0,
    expectedLow: 0,
    expectedHigh: 0,
    pTop: 0,
    harmDays: 0,
    profileSource: 'none',
  }
}

const FLAT = Array.from({ length: 168 }, () => 1)

/** A tour as the planner has it: on whole minutes. */
function toShift(shift: ReadShift): Shift {
  const { id, teamId, bcu, base, breakMinutes, briefingMinutes, bookOffMinutes, maxVisits, skills, sergeant } = shift
  const start = Math.ceil(shift.start)
  const end = Math.floor(shift.end)
  return {
    id,
    teamId,
    bcu,
    start,
    end,
    base,
    breakMinutes,
    breakFrom: Math.ceil(shift.breakFrom ?? start),
    breakTo: Math.floor(shift.breakTo ?? end),
    crewId: null,
    callSign: null,
    teamKind: 'other',
    crewSize: null,
    briefingMinutes,
    bookOffMinutes,
    maxVisits,
    skills,
    sergeant,
  }
}
