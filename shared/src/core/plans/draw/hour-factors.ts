import { BINS_PER_DAY } from '../plan.ts'

/**
 * Power of the hour-of-week risk in the weights: buys coverage, costs clock repeat and the safest decile (PLANNING). The
 * greatest that keeps both limits below is taken, since places whose hours differ sharply give their safe hours away.
 */
export const PROFILE_POWERS = [2.75, 2.25, 1.8, 1.4, 1.1, 0.85, 0.65, 0.5, 0.35, 0.2, 0] as const
/** Most that knowing a place's hours may tell beyond the published rates by tier and hour: METRICS 2 asks for .015. */
const MOST_STATIC_SKILL = 0.011
/** Least rate in the tenth of place-hours with the lowest, over the mean: METRICS 2 asks for .30. */
const LEAST_SAFEST_DECILE = 0.32
/** No hour is left out: an observer must never be sure that nobody comes. */
const LEAST_HOUR_FACTOR = 0.05
const MOST_HOUR_FACTOR = 20
const HOURS = 168

interface Place {
  tier: string
  dosePerDay: number
  profile: readonly number[]
}

/** places x 168, each place's mean 1. */
export function createHourFactors(hotspots: readonly Place[]): Float64Array {
  let factors = raiseProfiles(hotspots, 0)
  // Doses alone may set the rarest tier below the limit; hours shall then not make much of a difference to it.
  const decileOfDoses = foresee(hotspots, factors).safestDecile
  const leastDecile = Math.min(LEAST_SAFEST_DECILE, 0.8 * decileOfDoses)
  for (const power of PROFILE_POWERS) {
    factors = raiseProfiles(hotspots, power)
    const { staticSkill, safestDecile } = foresee(hotspots, factors)
    if (staticSkill <= MOST_STATIC_SKILL && safestDecile >= leastDecile) break
  }
  return factors
}

export function raiseProfiles(hotspots: readonly Place[], power: number): Float64Array {
  const factors = new Float64Array(hotspots.length * HOURS)
  for (const [place, { profile }] of hotspots.entries()) {
    const ofPlace = factors.subarray(place * HOURS, (place + 1) * HOURS)
    for (let hour = 0; hour < HOURS; hour++)
      ofPlace[hour] = Math.min(MOST_HOUR_FACTOR, Math.max(LEAST_HOUR_FACTOR, (profile[hour] ?? 1) ** power))
    const mean = ofPlace.reduce((sum, factor) => sum + factor, 0) / HOURS
    for (let hour = 0; hour < HOURS; hour++) ofPlace[hour]! /= mean
  }
  return factors
}

/**
 * What an observer of these factors could know at best, before any simulation: crews make the same number of visits in every
 * hour, which places share by dose x factor. What all places have in common therefore cancels.
 */
export function foresee(
  hotspots: readonly Place[],
  factors: Float64Array,
): { staticSkill: number; safestDecile: number } {
  const demand = hotspots.reduce((sum, { dosePerDay }) => sum + dosePerDay, 0)
  const chances = new Float64Array(factors.length)
  const means = new Map<string, { sum: Float64Array; places: number }>()
  for (let hour = 0; hour < HOURS; hour++) {
    let total = 0
    for (const [place, { dosePerDay }] of hotspots.entries()) total += dosePerDay * factors[place * HOURS + hour]!
    if (total === 0) return { staticSkill: 0, safestDecile: 1 }
    for (const [place, { dosePerDay, tier }] of hotspots.entries()) {
      const visits = (demand * dosePerDay * factors[place * HOURS + hour]!) / total / BINS_PER_DAY
      const chance = 1 - Math.exp(-visits)
      chances[place * HOURS + hour] = chance
      let mean = means.get(tier)
      if (mean === undefined) {
        mean = { sum: new Float64Array(24), places: 0 }
        means.set(tier, mean)
      }
      mean.sum[hour % 24]! += chance / 7
      if (hour === 0) mean.places += 1
    }
  }
  let told = 0
  let open = 0
  for (const [place, { tier }] of hotspots.entries()) {
    const { sum, places } = means.get(tier)!
    for (let hour = 0; hour < HOURS; hour++) {
      const p = chances[place * HOURS + hour]!
      const published = sum[hour % 24]! / places
      if (p <= 0 || published <= 0) continue
      told += p * Math.log(p / published) + (1 - p) * Math.log((1 - p) / (1 - published))
      open -= published * Math.log(published) + (1 - published) * Math.log(1 - published)
    }
  }
  const sorted = Float64Array.from(chances).sort()
  const tenth = Math.max(1, Math.floor(sorted.length / 10))
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
  return {
    staticSkill: open === 0 ? 0 : told / open,
    safestDecile: sorted.length === 0 ? 1 : mean(sorted.subarray(0, tenth)) / mean(sorted),
  }
}

export function isWithinBars({ staticSkill, safestDecile }: { staticSkill: number; safestDecile: number }): boolean {
  return staticSkill <= MOST_STATIC_SKILL && safestDecile >= LEAST_SAFEST_DECILE
}
