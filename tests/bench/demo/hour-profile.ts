import { HOURS_PER_WEEK, hourOfWeek } from '../../../shared/src/core/index.ts'

/** Share of incidents in each hour of the week from Monday 00:00 by the local clock; sums to 1. */
export function measureHourProfile(localMins: Iterable<number>): number[] {
  const counts = Array.from({ length: HOURS_PER_WEEK }, () => 0)
  for (const localMin of localMins) counts[hourOfWeek(localMin)]! += 1
  return asShares(counts)
}

/** The same by hour of the day. */
export function hoursOfDay(profile: readonly number[]): number[] {
  return Array.from({ length: 24 }, (_, hour) => profile.reduce((sum, p, i) => (i % 24 === hour ? sum + p : sum), 0))
}

/** The same by day of the week from Monday. */
export function daysOfWeek(profile: readonly number[]): number[] {
  return Array.from({ length: 7 }, (_, day) =>
    profile.slice(24 * day, 24 * day + 24).reduce((sum, share) => sum + share, 0),
  )
}

/** Total variation distance of two distributions over the same bins: the share that lies in other bins, 0 to 1. */
export function totalVariation(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} bins cannot be compared with ${b.length}.`)
  return a.reduce((sum, share, i) => sum + Math.abs(share - b[i]!), 0) / 2
}

/** The `count` bins with the largest shares, in their own order. */
export function busiestBins(profile: readonly number[], count: number): number[] {
  return profile
    .map((share, bin) => ({ share, bin }))
    .sort((a, b) => b.share - a.share)
    .slice(0, count)
    .map(({ bin }) => bin)
    .sort((a, b) => a - b)
}

function asShares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / total)
}
