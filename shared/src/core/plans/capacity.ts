import type { BcuInstance } from './draw/bcu-instance.ts'
import { findTargets } from './targets.ts'

/**
 * Share of patrol time that a plan should need: with all of it, crews run to and fro between neighbours to make their visits.
 * On three forces, units planned to this share gave every place its dose (.98 to 1.03) at a neighbour lift of 1.2 to 1.4.
 */
const UNHURRIED = 0.9
/** A crew with one place only comes back to it by chance now and then: 1.3 to 1.4 visits a tour were drawn. */
const LONE_PLACE_VISITS = 1.25

/** Visits over the plan that the tours of a unit can make without hurry, by `max_visits` and by patrol time. */
export function foreseeVisits(instance: BcuInstance): number {
  const { closures, hotspots } = instance
  const tours = instance.tours.map((tour) => ({
    ...tour,
    productive: UNHURRIED * tour.productive,
    maxVisits: hotspots.length === 1 ? Math.min(LONE_PLACE_VISITS, tour.maxVisits) : tour.maxVisits,
  }))
  // Crews cannot work while every place is closed; while one is open they may.
  const open = closures === undefined ? 1 : closures.openShare.reduce((most, share) => Math.max(most, share), 0)
  return open * findTargets({ ...instance, guarantees: [], tours }).possible
}
