import { BINS_PER_DAY } from '../plan.ts'
import type { BcuInstance } from './bcu-instance.ts'
import { GAP_LIMIT } from './mechanism.ts'

/** Crews that follow each other at one place are at least this many minutes apart, so that they never meet. */
const APART_MIN = 1
/** Before anything the plan knows of. */
const NEVER = -1_000_000

/** Who was, and will be, where: the visits of one draw, by place, with the ceilings. */
export interface VisitBook {
  /** by place: visits so far */
  readonly counts: Int32Array
  /** by place: end of the visit that starts last; long ago when there is none */
  readonly lastEnds: Int32Array
  clear(): void
  add(place: number, start: number, end: number): void
  /** true when some place has reached a ceiling on some day: else `underCeilings` need not be asked */
  hasFullPlaces(): boolean
  /** true when one more visit on a day (of the plan, from 0) keeps to the ceilings */
  underCeilings(place: number, day: number): boolean
  /** Minutes from a stay [start, end) to the nearest other one at the place; -1 when they would meet; GAP_LIMIT from there on. */
  gap(place: number, start: number, end: number): number
  /** First start of another visit at the place after `start`; Infinity when there is none yet. */
  nextStart(place: number, start: number): number
}

export function createVisitBook({ hotspots, clock }: Pick<BcuInstance, 'hotspots' | 'clock'>): VisitBook {
  const places = hotspots.length
  const weeks = Math.ceil(clock.days / 7)
  const counts = new Int32Array(places)
  const lastEnds = new Int32Array(places)
  const dayCounts = new Int32Array(places * clock.days)
  const weekCounts = new Int32Array(places * weeks)
  const capDay = Float64Array.from(hotspots, (hotspot) => hotspot.capDay)
  const capWeek = Float64Array.from(hotspots, (hotspot) => hotspot.capWeek)
  // By place: start, end, start, end ... in order of time.
  const stays: number[][] = hotspots.map(() => [])
  const isAlwaysFull = hotspots.some((hotspot) => hotspot.capDay < 1 || hotspot.capWeek < 1)
  let someFull = isAlwaysFull
  return {
    counts,
    lastEnds,
    clear() {
      counts.fill(0)
      lastEnds.fill(NEVER)
      dayCounts.fill(0)
      weekCounts.fill(0)
      for (const list of stays) list.length = 0
      someFull = isAlwaysFull
    },
    add(place, start, end) {
      const day = Math.floor(clock.bin[start]! / BINS_PER_DAY)
      counts[place]! += 1
      const dayAt = place * clock.days + day
      const weekAt = place * weeks + Math.floor(day / 7)
      dayCounts[dayAt]! += 1
      weekCounts[weekAt]! += 1
      if (dayCounts[dayAt]! >= capDay[place]! || weekCounts[weekAt]! >= capWeek[place]!) someFull = true
      const list = stays[place]!
      let at = list.length
      // Nearly always at the end: crews commit only the next visit.
      while (at > 0 && list[at - 2]! > start) at -= 2
      if (at === list.length) {
        list.push(start, end)
        lastEnds[place] = end
      } else list.splice(at, 0, start, end)
    },
    hasFullPlaces: () => someFull,
    underCeilings(place, day) {
      return (
        dayCounts[place * clock.days + day]! < capDay[place]! &&
        weekCounts[place * weeks + Math.floor(day / 7)]! < capWeek[place]!
      )
    },
    gap(place, start, end) {
      const list = stays[place]!
      let nearest = GAP_LIMIT
      for (let at = list.length - 2; at >= 0; at -= 2) {
        const before = list[at]! <= start
        const apart = before ? start - list[at + 1]! : list[at]! - end
        if (apart < APART_MIN) return -1
        if (apart < nearest) nearest = apart
        if (before) break
      }
      return nearest
    },
    nextStart(place, start) {
      const list = stays[place]!
      let next = Number.POSITIVE_INFINITY
      for (let at = list.length - 2; at >= 0 && list[at]! > start; at -= 2) next = list[at]!
      return next
    },
  }
}
