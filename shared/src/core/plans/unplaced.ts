import { findPatrolledBins, type BcuInstance } from './draw/bcu-instance.ts'
import type { DrawnVisit } from './draw/simulate.ts'
import { dayOfBin } from './plan-clock.ts'
import { BINS_PER_DAY, type Plan, type UnplacedCause } from './plan.ts'
import type { BcuTargets } from './targets.ts'

/**
 * The visits that the dose asks for and the draw does not have: for each place as many entries as its visits fall short of
 * dose x days (rounded), on the days on which it got least for its dose.
 *
 * @param meanVisits by place: visits in a mean draw, which tells bad luck from too small a roster
 */
export function findUnplaced(
  instance: BcuInstance,
  { reachable }: Pick<BcuTargets, 'reachable'>,
  meanVisits: Float64Array,
  visits: readonly DrawnVisit[],
): Plan['unplaced'] {
  const { hotspots, clock, closures, tours, activities } = instance
  const { days, startDay } = clock
  const patrolledBins = findPatrolledBins(instance)
  const isPatrolled = (day: number): boolean =>
    patrolledBins.subarray(day * BINS_PER_DAY, (day + 1) * BINS_PER_DAY).includes(1)
  const perDay = hotspots.map(() => new Int32Array(days))
  for (const { place, start } of visits) perDay[place]![dayOfBin(clock.bin[start]!)]! += 1

  return hotspots.flatMap((hotspot, place) => {
    const counts = perDay[place]!
    // Nothing is owed for the time in which a place is closed.
    const wanted = Math.round(hotspot.dosePerDay * days * (closures?.openShare[place] ?? 1))
    const missing = wanted - counts.reduce((sum, count) => sum + count, 0)
    if (missing <= 0) return []
    const weekCount = (day: number): number =>
      counts.slice(day - (day % 7), day - (day % 7) + 7).reduce((sum, count) => sum + count, 0)
    const isAble = tours.some((_, tour) => Number.isFinite(activities.leastStay(tour, place)))
    const causeOn = (day: number): UnplacedCause => {
      if (!isPatrolled(day)) return 'no-tour-in-bcu'
      if (!isAble) return 'no-able-crew'
      if (reachable[place] === 0) return 'travel'
      if (counts[day]! >= hotspot.capDay || weekCount(day) >= hotspot.capWeek) return 'ceiling'
      return meanVisits[place]! >= wanted - 0.5 ? 'chance' : 'capacity'
    }
    return takeEmptiestDays(counts, missing).map((day) => ({
      hotspotId: hotspot.id,
      day: startDay + day,
      cause: causeOn(day),
    }))
  })
}

/** `missing` days, each time the one with the fewest visits counted so far, early days first; in order of time. */
function takeEmptiestDays(counts: Int32Array, missing: number): number[] {
  const filled = Int32Array.from(counts)
  const chosen: number[] = []
  for (let k = 0; k < missing; k++) {
    let emptiest = 0
    for (let day = 1; day < filled.length; day++) if (filled[day]! < filled[emptiest]!) emptiest = day
    filled[emptiest]! += 1
    chosen.push(emptiest)
  }
  return chosen.sort((a, b) => a - b)
}
