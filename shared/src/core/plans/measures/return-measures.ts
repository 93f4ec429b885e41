import { distanceKm } from '../../geo.ts'
import { MINUTES_PER_DAY } from '../../time.ts'
import { hasStartIn, ratioEstimate, startsByPlace, type Estimate, type MeasuredPlan } from './measured-plan.ts'

/** Below this many expected returns a ratio says nothing. */
const LEAST_RETURNS = 30

interface Interval {
  place: number
  watched: number
  from: number
  to: number
}

/**
 * How often a watched place has a start in the interval after a visit, over how often it has one in the same clock interval
 * of all other days. 0: a sure safe window; 1: the visit tells nothing.
 */
function compareWithOtherDays(plan: MeasuredPlan, intervals: Iterable<Interval>): Estimate | null {
  const starts = startsByPlace(plan)
  const seen = new Float64Array(plan.places.length)
  const expected = new Float64Array(plan.places.length)
  const end = plan.days * MINUTES_PER_DAY
  for (const { place, watched, from, to } of intervals) {
    if (to > end) continue
    let otherDays = 0
    let starting = 0
    for (let day = 0; day < plan.days; day++) {
      const shift = (day - Math.floor(from / MINUTES_PER_DAY)) * MINUTES_PER_DAY
      if (shift === 0 || to + shift > end) continue
      otherDays += 1
      if (hasStartIn(starts[watched]!, from + shift, to + shift)) starting += 1
    }
    if (otherDays === 0) continue
    if (hasStartIn(starts[watched]!, from, to)) seen[place]! += 1
    expected[place]! += starting / otherDays
  }
  return ratioEstimate(seen, expected, LEAST_RETURNS)
}

/** S of METRICS 2: a new visit within `minutes` after one ends. */
export function measureSafeWindow(plan: MeasuredPlan, minutes: number, tier?: string): Estimate | null {
  return compareWithOtherDays(plan, watchPlaces(plan, minutes, tier))
}

/** One interval at a time: a big plan has half a million. */
function* watchPlaces(
  { places, visits }: MeasuredPlan,
  minutes: number,
  tier: string | undefined,
): Generator<Interval> {
  for (const { place, end } of visits)
    if (tier === undefined || places[place]!.tier === tier)
      yield { place, watched: place, from: end, to: end + minutes }
}

/** Q of METRICS 2: a further visit on the day, after the one that reaches the place's usual daily number. */
export function measureQuotaLeak(plan: MeasuredPlan): Estimate | null {
  return compareWithOtherDays(plan, watchQuotas(plan))
}

function* watchQuotas({ places, visits, days }: MeasuredPlan): Generator<Interval> {
  const byPlace: MeasuredPlan['visits'][number][][] = places.map(() => [])
  for (const visit of visits) byPlace[visit.place]!.push(visit)
  for (const [place, list] of byPlace.entries()) {
    const usual = Math.max(1, Math.round(list.length / days))
    const counts = new Int32Array(days)
    for (const { start, end } of list.sort((a, b) => a.start - b.start)) {
      const day = Math.floor(start / MINUTES_PER_DAY)
      const dayEnd = (day + 1) * MINUTES_PER_DAY
      counts[day]! += 1
      if (counts[day] === usual && end < dayEnd) yield { place, watched: place, from: end, to: dayEnd }
    }
  }
}

/** L of METRICS 2: a visit to the nearest place of the same command unit within 30 minutes after one ends. */
export function measureNeighbourLift(plan: MeasuredPlan): Estimate | null {
  return compareWithOtherDays(plan, watchNeighbours(plan))
}

function* watchNeighbours({ places, visits }: MeasuredPlan): Generator<Interval> {
  const nearest = findNearest(places)
  for (const { place, end } of visits) {
    const watched = nearest[place]!
    if (watched >= 0) yield { place, watched, from: end, to: end + 30 }
  }
}

/** By place: the nearest other one of its command unit, the first in order of those as near; -1 for a place on its own. */
function findNearest(places: MeasuredPlan['places']): Int32Array {
  const nearest = new Int32Array(places.length).fill(-1)
  for (const unit of Map.groupBy(places.keys(), (place) => places[place]!.bcu).values())
    for (const place of unit) {
      let bestKm = Number.POSITIVE_INFINITY
      for (const other of unit) {
        if (other === place) continue
        const km = distanceKm(places[place]!, places[other]!)
        if (km >= bestKm) continue
        nearest[place] = other
        bestKm = km
      }
    }
  return nearest
}
