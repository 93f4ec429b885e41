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
function compareWithOtherDays(plan: MeasuredPlan, intervals: readonly Interval[]): Estimate | null {
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
  const intervals = plan.visits
    .filter(({ place }) => tier === undefined || plan.places[place]!.tier === tier)
    .map(({ place, end }) => ({ place, watched: place, from: end, to: end + minutes }))
  return compareWithOtherDays(plan, intervals)
}

/** Q of METRICS 2: a further visit on the day, after the one that reaches the place's usual daily number. */
export function measureQuotaLeak(plan: MeasuredPlan): Estimate | null {
  const visits: MeasuredPlan['visits'][number][][] = plan.places.map(() => [])
  for (const visit of plan.visits) visits[visit.place]!.push(visit)
  const intervals = visits.flatMap((list, place) => {
    const usual = Math.max(1, Math.round(list.length / plan.days))
    const counts = new Int32Array(plan.days)
    return list
      .sort((a, b) => a.start - b.start)
      .flatMap(({ start, end }) => {
        const day = Math.floor(start / MINUTES_PER_DAY)
        const dayEnd = (day + 1) * MINUTES_PER_DAY
        counts[day]! += 1
        return counts[day] === usual && end < dayEnd ? [{ place, watched: place, from: end, to: dayEnd }] : []
      })
  })
  return compareWithOtherDays(plan, intervals)
}

/** L of METRICS 2: a visit to the nearest place of the same command unit within 30 minutes after one ends. */
export function measureNeighbourLift(plan: MeasuredPlan): Estimate | null {
  const nearest = plan.places.map((place, index) => {
    let best = -1
    let bestKm = Number.POSITIVE_INFINITY
    for (const [other, candidate] of plan.places.entries()) {
      if (other === index || candidate.bcu !== place.bcu) continue
      const km = distanceKm(place, candidate)
      if (km >= bestKm) continue
      best = other
      bestKm = km
    }
    return best
  })
  const intervals = plan.visits.flatMap(({ place, end }) => {
    const watched = nearest[place]!
    return watched < 0 ? [] : [{ place, watched, from: end, to: end + 30 }]
  })
  return compareWithOtherDays(plan, intervals)
}
