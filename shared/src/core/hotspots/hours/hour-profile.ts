import { HOURS_PER_WEEK } from '../../time.ts'
import { logGamma } from '../gamma-distribution.ts'
import type { ProfileSource } from '../hotspot.ts'

/** Relative risk by hour of the week from Monday 00:00 local, mean 1, and what it rests on. */
export interface HourProfile {
  profile: readonly number[]
  /** where it mostly comes from */
  profileSource: ProfileSource
  /** as many incidents of known hour, all from the place itself, would tell its hours as surely; 0 without hours */
  profileSampleSize: number
}

export interface HourProfileInput {
  /** 168 counts of each place */
  places: readonly Float64Array[]
  /** for each place its entry in `units` */
  unitOf: readonly number[]
  /** 168 counts of each command unit */
  units: readonly Float64Array[]
  /** 168 counts; all 0 when the data has no hours */
  force: Float64Array
  /** hours of the week that the theme is about; absent or empty: all */
  within?: readonly number[]
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

/** Share of the week's risk that a theme's profile leaves outside its hours: a plan may go there, and need not. */
const OUTSIDE_SHARE = 0.01

/** 168 shares that add up to 1, and how many incidents would tell them as surely. */
interface Estimate {
  shares: Float64Array
  sampleSize: number
}

/**
 * Profiles of places, each shrunk to its command unit's, which is shrunk to the force's. How strongly is learnt:
 * the pull with the highest Dirichlet-multinomial likelihood of the counts below it.
 *
 * `profileSampleSize`: n own incidents and a pull of k make a profile as sure as n + k incidents would, if what it is pulled to were
 * known; that is itself only as sure as m incidents, and enters with weight k / (n + k). So 1 / size = 1 / (n + k) +
 * (k / (n + k))^2 / m, from the force (m: its incidents) down.
 */
export function hourProfiles({ places, unitOf, units, force, within = [] }: HourProfileInput): HourProfile[] {
  const forceTotal = total(force)
  if (forceTotal === 0)
    return places.map(() => ({
      profile: Array.from({ length: HOURS_PER_WEEK }, () => 1),
      profileSource: 'none',
      profileSampleSize: 0,
    }))

  const flat = new Float64Array(HOURS_PER_WEEK).fill(1 / HOURS_PER_WEEK)
  const forceShares = shrink(force, flat, FLAT_INCIDENTS)
  const ofForce: Estimate = { shares: forceShares, sampleSize: forceTotal }
  const unitPull = likeliestPull(
    units,
    units.map(() => forceShares),
  )
  const ofUnits = units.map((counts) => pulled(counts, ofForce, unitPull))
  const placePull = likeliestPull(
    places,
    unitOf.map((unit) => ofUnits[unit]!.shares),
  )
  const isWithin = Array.from({ length: HOURS_PER_WEEK }, (_, hour) => within.length === 0 || within.includes(hour))
  return places.map((counts, i) => {
    const { shares, sampleSize } = pulled(counts, ofUnits[unitOf[i]!]!, placePull)
    const unitTotal = total(units[unitOf[i]!]!)
    return {
      profile: Array.from(confine(shares, isWithin), (share) => share * HOURS_PER_WEEK),
      profileSource: total(counts) >= placePull ? 'place' : unitTotal >= unitPull ? 'area' : 'force',
      profileSampleSize: sampleSize,
    }
  })
}

function pulled(counts: Float64Array, parent: Estimate, pull: number): Estimate {
  const size = total(counts) + pull
  return {
    shares: shrink(counts, parent.shares, pull),
    sampleSize: 1 / (1 / size + (pull / size) ** 2 / parent.sampleSize),
  }
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

/** What floor and smoothing put outside a theme's hours, taken back but for `OUTSIDE_SHARE`, spread evenly. */
function confine(shares: Float64Array, isWithin: readonly boolean[]): Float64Array {
  const outside = isWithin.filter((one) => !one).length
  if (outside === 0) return shares
  const inside = shares.reduce((sum, share, hour) => sum + (isWithin[hour] === true ? share : 0), 0)
  return shares.map((share, hour) =>
    isWithin[hour] === true ? (share / inside) * (1 - OUTSIDE_SHARE) : OUTSIDE_SHARE / outside,
  )
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
