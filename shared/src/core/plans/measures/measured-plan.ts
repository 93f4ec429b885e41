/** A plan as the measures see it, whoever made it. `start`, `end`, `dutyStart` and `dutyEnd` are local minutes from midnight of the first day. */
export interface MeasuredPlan {
  days: number
  places: readonly { tier: string; bcu: string; lat: number; lng: number; dosePerDay: number }[]
  /** tours of the plan's days; duty is what is left of a tour after briefing and before booking off */
  tours: readonly {
    bcu: string
    dutyStart: number
    dutyEnd: number
    refreshments: { start: number; end: number } | null
  }[]
  visits: readonly { place: number; start: number; end: number }[]
}

/** A figure with its own sampling error, so that a verdict can say "too few to judge". */
export interface Estimate {
  value: number
  /** standard error; 0 for a figure that is exact for this plan */
  error: number
}

/** Sorted starts of the visits to each place. */
export function startsByPlace({ places, visits }: MeasuredPlan): number[][] {
  const starts: number[][] = places.map(() => [])
  for (const { place, start } of visits) starts[place]!.push(start)
  for (const list of starts) list.sort((a, b) => a - b)
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

/** Sum of seen over sum of expected, with the error by linearisation over the parts (places), which vary independently enough. */
export function ratioEstimate(seen: Float64Array, expected: Float64Array, leastExpected: number): Estimate | null {
  const total = expected.reduce((sum, value) => sum + value, 0)
  if (total < leastExpected) return null
  const value = seen.reduce((sum, part) => sum + part, 0) / total
  let squares = 0
  for (let part = 0; part < seen.length; part++) squares += (seen[part]! - value * expected[part]!) ** 2
  return { value, error: Math.sqrt(squares) / total }
}
