import { MINUTES_PER_DAY } from '../../time.ts'
import type { Hotspot } from '../../hotspots/hotspot.ts'
import type { PlanClock } from '../plan-clock.ts'
import type { PlanInput } from '../plan.ts'

/** When places of a unit may not be visited: blackouts and days without treatment, in minutes of the plan's clock. */
export interface Closures {
  /** true when a window of `stay` minutes from `start`, the longest that a decision counts on, would touch a closed minute */
  closesStart(place: number, start: number): boolean
  /** First closed minute of the place from `minute` on; Infinity when there is none. */
  nextClosed(place: number, minute: number): number
  /** places x (hours + 1): share of the place's open patrol time, weighed by crews on tour, before each hour */
  elapsed: Float64Array
  /** by place: share of all patrol time in which it is open, weighed by its pull at that hour */
  openShare: Float64Array
}

/**
 * @param stay minutes
 * @param crews by minute: crews on patrol
 * @param hourFactors places x 168, see `Mechanism`
 * @returns undefined when nothing is ever closed, which keeps the inner loop of a draw short
 */
export function createClosures(
  hotspots: readonly Hotspot[],
  { blackouts = [], treatment }: Pick<PlanInput, 'blackouts' | 'treatment'>,
  clock: PlanClock,
  stay: number,
  crews: Float64Array,
  hourFactors: Float64Array,
): Closures | undefined {
  const { originUtcMin, zone, startDay, days, minutes } = clock
  const midnight = (day: number): number => zone.toUtcMin((startDay + day) * MINUTES_PER_DAY).utcMin - originUtcMin
  const spans = hotspots.map(({ id }) => {
    const raw: [number, number][] = []
    for (const { hotspotId, from, to } of blackouts)
      if (hotspotId === null || hotspotId === id) raw.push([from - originUtcMin, to - originUtcMin])
    const treated = treatment?.get(id)
    for (let day = 0; day < days; day++) if (treated?.[day] === 0) raw.push([midnight(day), midnight(day + 1)])
    return joinSpans(raw)
  })
  if (spans.every((list) => list.length === 0)) return undefined
  // One bit a minute: the question is asked for every candidate of every decision.
  const closed = spans.map((list) => {
    const bits = new Uint32Array((minutes >> 5) + 1)
    for (const [from, to] of list)
      for (let minute = Math.max(0, from - stay + 1); minute < Math.min(minutes, to); minute++)
        bits[minute >> 5]! |= 1 << (minute & 31)
    return bits
  })
  const closesStart = (place: number, start: number): boolean =>
    ((closed[place]![start >> 5]! >>> (start & 31)) & 1) === 1

  const hours = Math.ceil(minutes / 60)
  const elapsed = new Float64Array(hotspots.length * (hours + 1))
  const openShare = new Float64Array(hotspots.length)
  for (let place = 0; place < hotspots.length; place++) {
    const row = elapsed.subarray(place * (hours + 1), (place + 1) * (hours + 1))
    let all = 0
    let open = 0
    for (let minute = 0; minute < minutes; minute++) {
      const isOpen = !closesStart(place, minute)
      const pull = crews[minute]! * hourFactors[place * 168 + clock.hourOfWeek[minute]!]!
      all += pull
      if (isOpen) open += pull
      const hour = Math.floor(minute / 60)
      if (minute % 60 === 0) row[hour + 1] = row[hour]!
      if (isOpen) row[hour + 1]! += crews[minute]!
    }
    const total = row[hours]!
    if (total > 0) for (let hour = 0; hour <= hours; hour++) row[hour]! /= total
    openShare[place] = all === 0 ? 0 : open / all
  }
  return {
    closesStart,
    nextClosed(place, minute) {
      for (const [from, to] of spans[place]!) if (to > minute) return Math.max(from, minute)
      return Number.POSITIVE_INFINITY
    },
    elapsed,
    openShare,
  }
}

function joinSpans(raw: [number, number][]): [number, number][] {
  const joined: [number, number][] = []
  for (const [from, to] of raw.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}
