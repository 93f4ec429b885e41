import { HOURS_PER_WEEK } from '../time.ts'
import { logGamma } from './gamma-distribution.ts'
import type { ProfileSource } from './hotspot.ts'

/** Relative risk by hour of the week from Monday 00:00 local, mean 1, and where it mostly comes from. */
export interface HourProfile {
  profile: readonly number[]
  profileSource: ProfileSource
}

/** Weights of an hour and its neighbours: opening hours and crowds do not change at the stroke of one. */
const KERNEL = [1, 2, 3, 2, 1] as const
const KERNEL_SUM = 9

/** Pseudo-incidents that are tried for the pull of each level to the one above; the likeliest is taken. */
const PULLS = [10, 30, 100, 300, 1000, 3000] as const

/** A flat floor under the force's own profile, in incidents: no hour is impossible. */
const FLAT_INCIDENTS = HOURS_PER_WEEK

/** Pull of places and of command units when there is no more than one of them to learn it from. */
const DEFAULT_PULL = 300

/**
 * Profiles of places, each shrunk to its command unit's, which is shrunk to the force's. How strongly is learnt:
 * the pull with the highest Dirichlet-multinomial likelihood of the counts below it.
 *
 * @param places 168 counts of each place
 * @param unitOf for each place its entry in `units`
 * @param units 168 counts of each command unit
 * @param force 168 counts; all 0 when the data has no hours
 */
export function hourProfiles(
  places: readonly Float64Array[],
  unitOf: readonly number[],
  units: readonly Float64Array[],
  force: Float64Array,
): HourProfile[] {
  const forceTotal = total(force)
  if (forceTotal === 0)
    return places.map(() => ({ profile: Array.from({ length: HOURS_PER_WEEK }, () => 1), profileSource: 'none' }))

  const forceShares = shrink(force, new Float64Array(HOURS_PER_WEEK).fill(1 / HOURS_PER_WEEK), FLAT_INCIDENTS)
  const unitPull = likeliestPull(
    units,
    units.map(() => forceShares),
  )
  const unitShares = units.map((counts) => shrink(counts, forceShares, unitPull))
  const parents = unitOf.map((unit) => unitShares[unit]!)
  const placePull = likeliestPull(places, parents)
  return places.map((counts, i) => {
    const shares = shrink(counts, parents[i]!, placePull)
    const unitTotal = total(units[unitOf[i]!]!)
    const source = total(counts) >= placePull ? 'place' : unitTotal >= unitPull ? 'area' : 'force'
    return { profile: Array.from(shares, (share) => share * HOURS_PER_WEEK), profileSource: source }
  })
}

/** Smoothed shares of the week's hours, with `pull` pseudo-incidents spread as `parent` says; they add up to 1. */
function shrink(counts: Float64Array, parent: Float64Array, pull: number): Float64Array {
  const sum = total(counts) + pull
  const smoothed = new Float64Array(HOURS_PER_WEEK)
  for (let hour = 0; hour < HOURS_PER_WEEK; hour++) {
    let near = 0
    for (const [k, weight] of KERNEL.entries())
      near += weight * counts[(hour + k - 2 + HOURS_PER_WEEK) % HOURS_PER_WEEK]!
    smoothed[hour] = (near / KERNEL_SUM + pull * parent[hour]!) / sum
  }
  return smoothed
}

function likeliestPull(counts: readonly Float64Array[], parents: readonly Float64Array[]): number {
  if (counts.length < 2) return DEFAULT_PULL
  let best = -Infinity
  let likeliest: number = DEFAULT_PULL
  for (const pull of PULLS) {
    let likelihood = 0
    for (const [i, own] of counts.entries()) {
      likelihood += logGamma(pull) - logGamma(pull + total(own))
      for (let hour = 0; hour < HOURS_PER_WEEK; hour++) {
        if (own[hour] === 0) continue
        const prior = pull * parents[i]![hour]!
        likelihood += logGamma(prior + own[hour]!) - logGamma(prior)
      }
    }
    if (likelihood <= best) continue
    best = likelihood
    likeliest = pull
  }
  return likeliest
}

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0)
