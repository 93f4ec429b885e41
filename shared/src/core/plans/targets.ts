import type { BcuInstance } from './draw/bcu-instance.ts'

/** Aim a little above the dose, so that the draws of a place lie around it; spare capacity may go to 1.05 (DESIGN 6). */
const LOAD = 1.02
/** Share of `max_visits` that a fit may count on: a tour that is cut short loses the rest. */
const USABLE_VISITS = 0.985

/** What the places of one command unit want, and what its roster can at most give. */
export interface BcuTargets {
  /**
   * By place: visits over the plan at which its dose is met, or its ceilings where they are lower; 0 where no crew can get
   * to. A place that is closed for a time is owed nothing for it: made up elsewhere, its visits would tell of the closure.
   */
  wanted: Float64Array
  /** visits over the plan that the unit aims for */
  aim: number
  /** by place: true when some tour is long enough to go there and back */
  reachable: Uint8Array
}

export function findTargets(instance: BcuInstance): BcuTargets {
  const { hotspots, tours, clock, fromBase, toBase, activities, closures } = instance
  const weeks = Math.ceil(clock.days / 7)
  const reachable = new Uint8Array(hotspots.length)
  for (const tour of tours)
    for (let place = 0; place < hotspots.length; place++) {
      const way = tour.base * hotspots.length + place
      if (tour.productive >= fromBase[way]! + toBase[way]! + activities.stay) reachable[place] = 1
    }
  const wanted = Float64Array.from(hotspots, ({ dosePerDay, capDay, capWeek }, place) =>
    reachable[place] === 1
      ? Math.min(dosePerDay * clock.days, capDay * clock.days, capWeek * weeks) * (closures?.openShare[place] ?? 1)
      : 0,
  )
  const demand = wanted.reduce((sum, visits) => sum + visits, 0)
  const visitLimit = tours.reduce((sum, tour) => sum + (tour.inPeriod ? tour.maxVisits : 0), 0)
  return { wanted, aim: Math.min(demand * LOAD, visitLimit * USABLE_VISITS), reachable }
}
