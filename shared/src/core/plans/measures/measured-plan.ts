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
const MOST_PARTS = 500

/**
 * Standard error of a figure by bootstrap over parts that vary independently enough (places, or days).
 *
 * @param given what the figure is made of, each by part
 * @param figure of the sums over all parts drawn
 */
export function bootstrapError(given: readonly Float64Array[], figure: (totals: readonly number[]) => number): number {
  const sums = given.map(joinParts)
  const parts = sums[0]?.length ?? 0
  const rng = createSeededRng(parts)
  const totals = sums.map(() => 0)
  let sum = 0
  let squares = 0
  let used = 0
  for (let resample = 0; resample < RESAMPLES; resample++) {
    totals.fill(0)
    for (let k = 0; k < parts; k++) {
      const part = uniformBelow(rng, parts)
      for (let of = 0; of < totals.length; of++) totals[of]! += sums[of]![part]!
    }
    const value = figure(totals)
    if (!Number.isFinite(value)) continue
    sum += value
    squares += value * value
    used += 1
  }
  return used < 2 ? 0 : Math.sqrt(Math.max(0, squares / used - (sum / used) ** 2))
}

/** Very many parts are drawn in groups, which says the same in less time. */
function joinParts(parts: Float64Array): Float64Array {
  if (parts.length <= MOST_PARTS) return parts
  const groups = new Float64Array(MOST_PARTS)
  for (let part = 0; part < parts.length; part++) groups[part % MOST_PARTS]! += parts[part]!
  return groups
}

/** Sum of seen over sum of expected, with its error by bootstrap over the parts (places). */
export function ratioEstimate(seen: Float64Array, expected: Float64Array, leastExpected: number): Estimate | null {
  const isUsed = (_: number, part: number): boolean => seen[part]! > 0 || expected[part]! > 0
  const tops = seen.filter(isUsed)
  const totals = expected.filter(isUsed)
  const ratio = ([top, total]: readonly number[]): number => top! / total!
  const total = sumOf(totals)
  if (tops.length === 0 || total < leastExpected) return null
  return { value: ratio([sumOf(tops), total]), error: bootstrapError([tops, totals], ratio) }
}

/** A sum of parts (days) over a scale that is known exactly, with its error by bootstrap over the parts. */
export function sumEstimate(parts: Float64Array, scale: number): Estimate {
  return { value: sumOf(parts) / scale, error: bootstrapError([parts], ([sum]) => sum! / scale) }
}

export function sumOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
