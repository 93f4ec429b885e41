import { BINS_PER_DAY } from '../plan.ts'
import { STAY_MAX, STAY_MEAN, type BcuInstance } from './bcu-instance.ts'
import { GAP_LIMIT } from './mechanism.ts'

/** Starts at one place lie at least this far apart, so that two crews are never there at once: the longest stay and a minute. */
const START_GAP_MIN = STAY_MAX + 1

/** Who was, and will be, where: the visits of one draw, by place, with the ceilings. */
export interface VisitBook {
  clear(): void
  add(place: number, start: number): void
  /** visits of the place so far */
  count(place: number): number
  underCeilings(place: number, start: number): boolean
  /** Minutes between a visit at `start` and the nearest other one at the place; -1 when they would meet; GAP_LIMIT from there on. */
  gap(place: number, start: number): number
}

export function createVisitBook({ hotspots, clock }: BcuInstance): VisitBook {
  const places = hotspots.length
  const weeks = Math.ceil(clock.days / 7)
  const counts = new Int32Array(places)
  const dayCounts = new Int32Array(places * clock.days)
  const weekCounts = new Int32Array(places * weeks)
  const capDay = Float64Array.from(hotspots, (hotspot) => hotspot.capDay)
  const capWeek = Float64Array.from(hotspots, (hotspot) => hotspot.capWeek)
  const starts: number[][] = hotspots.map(() => [])
  const dayAt = (start: number): number => Math.floor(clock.bin[start]! / BINS_PER_DAY)
  return {
    clear() {
      counts.fill(0)
      dayCounts.fill(0)
      weekCounts.fill(0)
      for (const list of starts) list.length = 0
    },
    add(place, start) {
      const day = dayAt(start)
      counts[place]! += 1
      dayCounts[place * clock.days + day]! += 1
      weekCounts[place * weeks + Math.floor(day / 7)]! += 1
      // Sorted, nearly always at the end: crews commit only the next visit.
      const list = starts[place]!
      let at = list.length
      while (at > 0 && list[at - 1]! > start) at -= 1
      list.splice(at, 0, start)
    },
    count: (place) => counts[place]!,
    underCeilings(place, start) {
      const day = dayAt(start)
      return (
        dayCounts[place * clock.days + day]! < capDay[place]! &&
        weekCounts[place * weeks + Math.floor(day / 7)]! < capWeek[place]!
      )
    },
    gap(place, start) {
      const list = starts[place]!
      let nearest = GAP_LIMIT + STAY_MEAN
      for (let k = list.length - 1; k >= 0; k--) {
        const other = list[k]!
        const apart = Math.abs(start - other)
        if (apart < START_GAP_MIN) return -1
        if (apart < nearest) nearest = apart
        if (other <= start) break
      }
      return nearest - STAY_MEAN
    },
  }
}
