import type { BcuInstance, TourSlot } from './bcu-instance.ts'

/** Where a crew stands when it chooses: `place` is -1 at base. */
export interface CrewPosition {
  tour: TourSlot
  place: number
  breakTaken: boolean
}

/** A crew on tour: what it still means to do and when it is next free. */
export interface Crew extends CrewPosition {
  /** of its tour in the instance */
  index: number
  free: number
  visitsLeft: number
  breakTarget: number
}

/** Last minute at which a stay may end so that the way home, and the refreshments where they are still to come, fit. */
export function latestStayEnd(tour: TourSlot, home: number, breakTaken: boolean): number {
  if (breakTaken) return tour.dutyEnd - home
  if (tour.breakFrom > Math.min(tour.breakLatest, tour.dutyEnd - tour.breakMinutes - home)) return -1
  return Math.min(tour.breakLatest, tour.dutyEnd - tour.breakMinutes - home)
}

/** The break's start once the crew is where it is: leaving time for the way home after it. */
export function findBreakStart({ toBase, hotspots }: BcuInstance, { tour, place, breakTarget, free }: Crew): number {
  const home = place < 0 ? 0 : toBase[tour.base * hotspots.length + place]!
  const latest = Math.min(tour.breakLatest, tour.dutyEnd - tour.breakMinutes - home)
  // At base nothing stands before the break but the first departure's delay, which must not push it out of its span.
  const earliest = place < 0 ? tour.dutyStart : free
  return Math.max(earliest, tour.breakFrom, Math.min(breakTarget, latest))
}
