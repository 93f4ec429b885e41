import { createSeededRng, uniformBelow } from '../../random.ts'

/** A visit to a place by one crew, or by several that come and go together. */
export interface MeasuredVisit {
  place: number
  start: number
  end: number
  /** left out: 1 */
  crews?: number
}

/** A plan as the measures see it, whoever made it. `start`, `end`, `dutyStart` and `dutyEnd` are local minutes from midnight of the first day. */
export interface MeasuredPlan {
  days: number
  /** weekday of the first day, 0 = Monday; left out: Monday */
  startWeekday?: number
  places: readonly {
    /** what a travel matrix knows it by */
    id?: string
    tier: string
    bcu: string
    lat: number
    lng: number
    dosePerDay: number
    /** expected incidents over the horizon; coverage needs it */
    expected?: number
    /** 168 relative risks by hour of the week from Monday; left out: every hour alike */
    profile?: readonly number[]
  }[]
  /** tours of the plan's days; duty is what is left of a tour after briefing and before booking off */
  tours: readonly {
    bcu: string
    dutyStart: number
    dutyEnd: number
    refreshments: { start: number; end: number } | null
    /** most visits; left out or null: no limit */
    maxVisits?: number | null
  }[]
  /** to places: one visit, however many crews are there together */
  visits: readonly MeasuredVisit[]
  /** stated P(at least one visit starts), places x (days x 48); left out when nobody states it */
  probabilities?: Float64Array
  /** 1 where a place is closed to patrol (blackout), places x (days x 48): no measure of an observer counts it */
  leftOut?: Uint8Array
}

/** A figure with its own sampling error, so that a verdict can say "too few to judge". */
export interface Estimate {
  value: number
  /** standard error; 0 for a figure that is exact for this plan */
  error: number
}

const startsOf = new WeakMap<MeasuredPlan, readonly (readonly number[])[]>()

/** Sorted starts of the visits to each place; made once a plan, since most measures ask for them. */
export function startsByPlace(plan: MeasuredPlan): readonly (readonly number[])[] {
  const known = startsOf.get(plan)
  if (known !== undefined) return known
  const starts: number[][] = plan.places.map(() => [])
  for (const { place, start } of plan.visits) starts[place]!.push(start)
  for (const list of starts) list.sort((a, b) => a - b)
  startsOf.set(plan, starts)
  return starts
}

/** true when some value of the sorted `starts` lies in [from, to). */
export function hasStartIn(starts: readonly number[], from: number, to: number): boolean {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! < from) low = middle + 1
    else high = middle
  }
  return low < starts.length && starts[low]! < to
}

const RESAMPLES = 200

/** Sum of seen over sum of expected, with its error by bootstrap over the parts (places), which vary independently enough. */
export function ratioEstimate(seen: Float64Array, expected: Float64Array, leastExpected: number): Estimate | null {
  const used = [...seen.keys()].filter((part) => seen[part]! > 0 || expected[part]! > 0)
  let top = 0
  let total = 0
  for (const part of used) {
    top += seen[part]!
    total += expected[part]!
  }
  const value = top / total
  if (used.length === 0 || total < leastExpected) return null
  const rng = createSeededRng(used.length)
  let squares = 0
  let count = 0
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let topAgain = 0
    let totalAgain = 0
    for (let k = 0; k < used.length; k++) {
      const part = used[uniformBelow(rng, used.length)]!
      topAgain += seen[part]!
      totalAgain += expected[part]!
    }
    const again = topAgain / totalAgain
    if (!Number.isFinite(again)) continue
    squares += (again - value) ** 2
    count += 1
  }
  return { value, error: count === 0 ? 0 : Math.sqrt(squares / count) }
}
