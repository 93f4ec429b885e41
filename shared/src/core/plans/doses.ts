import type { Hotspot } from '../hotspots/hotspot.ts'
import { foreseeVisits } from './capacity.ts'
import { createBcuInstance } from './draw/bcu-instance.ts'
import { listUnits } from './make-plan.ts'
import { normaliseInput } from './normalise-input.ts'
import { createPlanClock } from './plan-clock.ts'
import type { PlanInput } from './plan.ts'
import { selectUnit } from './plan-unit.ts'
import { findTargets } from './targets.ts'

/** Visits a day: ten or so in three weeks. With fewer, nobody can judge whether a place's visits can be foreseen (METRICS 2). */
export const LEAST_DOSE = 0.5
/** A plan aims for so many times the dose, so that the draws of a place lie around it. */
const LOAD = 1.02
/** Doses are set in steps of this many visits a day. */
const STEPS_PER_VISIT = 1000
/** Ceilings stay this far above the mean: a cap near it tells when a place is sure to stay empty (METRICS 2). */
const CEILING = { dayShare: 3.3, weekShare: 3, leastDay: 2 } as const

/** What setting doses from capacity did in one command unit; visits over the whole plan. */
export interface UnitDoses {
  bcu: string
  /** as the doses given ask for */
  wantedVisits: number
  /** as its tours can make */
  possibleVisits: number
  /** dose set over dose given, but for places at the least dose; 1: unchanged */
  share: number
  /** true when the tours do not even carry the least dose of each place */
  isShort: boolean
}

/**
 * Doses that the rostered time can carry: in each command unit whose tours carry less than its places' doses ask for, all doses
 * are scaled down evenly, so that tiers keep their ratio, though none below `LEAST_DOSE`; ceilings follow, as far from the dose as
 * those of a ranking. A unit that carries its doses keeps them; so does one without any tour, whose plan then says what it lacks.
 *
 * What a design turns off does not count: doses must not depend on the key that draws it. Guarantees come on top.
 *
 * @returns the input with these hotspots and `doses: 'from-capacity'`, and what was done unit by unit
 * @throws {DomainError} INVALID_INPUT as `makePlan` does
 */
export function setDosesFromCapacity(given: PlanInput): { input: PlanInput; units: UnitDoses[] } {
  const { design: _design, treatment: _treatment, guarantees: _guarantees, entropyFloor: _floor, ...ordinary } = given
  const input = normaliseInput(ordinary)
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const set = new Map<string, Hotspot>()
  const units = listUnits(input).map((bcu): UnitDoses => {
    const unit = selectUnit(input, bcu)
    const instance = createBcuInstance(bcu, unit.hotspots, unit.shifts, unit.travel, clock, unit)
    const { reachable } = findTargets(instance)
    const openDays = Float64Array.from(
      unit.hotspots,
      (_, place) => input.days * (instance.closures?.openShare[place] ?? 1),
    )
    const wantedVisits = sum(unit.hotspots, ({ dosePerDay }, place) => dosePerDay * openDays[place]!)
    // Where no crew can get to, nothing is lost by asking for it.
    for (let place = 0; place < openDays.length; place++) openDays[place]! *= reachable[place]!
    const wanted = openDays.map((days, place) => days * unit.hotspots[place]!.dosePerDay)
    const possibleVisits = foreseeVisits(instance)
    const carried = possibleVisits / LOAD
    if (possibleVisits === 0 || sum(wanted, (visits) => visits) <= carried)
      return { bcu, wantedVisits, possibleVisits, share: 1, isShort: possibleVisits === 0 && wantedVisits > 0 }
    const share = findShare(unit.hotspots, openDays, carried)
    for (const hotspot of unit.hotspots) set.set(hotspot.id, scale(hotspot, share))
    const left = sum(unit.hotspots, ({ id }, place) => set.get(id)!.dosePerDay * openDays[place]!)
    return { bcu, wantedVisits, possibleVisits, share, isShort: left > carried }
  })
  const hotspots = given.hotspots.map((hotspot) => set.get(hotspot.id) ?? hotspot)
  return { input: { ...given, hotspots, doses: 'from-capacity' }, units }
}

/** The part of each dose that `visits` can carry when no place gets less than the least: places at the least are set aside. */
function findShare(hotspots: readonly Hotspot[], openDays: Float64Array, visits: number): number {
  const atLeast = new Set<number>()
  for (;;) {
    let left = visits
    let wanted = 0
    for (const [place, { dosePerDay }] of hotspots.entries())
      if (atLeast.has(place)) left -= Math.min(LEAST_DOSE, dosePerDay) * openDays[place]!
      else wanted += dosePerDay * openDays[place]!
    const share = wanted === 0 ? 0 : Math.max(0, left / wanted)
    const known = atLeast.size
    for (const [place, { dosePerDay }] of hotspots.entries())
      if (share * dosePerDay < Math.min(LEAST_DOSE, dosePerDay)) atLeast.add(place)
    if (atLeast.size === known) return share
  }
}

function scale(hotspot: Hotspot, share: number): Hotspot {
  const least = Math.min(LEAST_DOSE, hotspot.dosePerDay)
  const dosePerDay = Math.max(least, Math.floor(share * hotspot.dosePerDay * STEPS_PER_VISIT) / STEPS_PER_VISIT)
  const farDay = Math.max(CEILING.leastDay, roundUp(CEILING.dayShare * dosePerDay))
  const farWeek = Math.max(CEILING.leastDay, roundUp(CEILING.weekShare * 7 * dosePerDay))
  // A ceiling that was set lower than that was meant.
  return {
    ...hotspot,
    dosePerDay,
    capDay: Math.min(hotspot.capDay, farDay),
    capWeek: Math.min(hotspot.capWeek, farWeek),
  }
}

function roundUp(visits: number): number {
  return Math.ceil(visits - 1e-9)
}

function sum<T>(items: Iterable<T>, of: (item: T, index: number) => number): number {
  let total = 0
  let index = 0
  for (const item of items) total += of(item, index++)
  return total
}
