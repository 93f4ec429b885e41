/**
 * The controls of the jump process of one command unit: what a simulation fits, and all that a draw needs besides its
 * random stream. It never depends on the key, so that the probabilities are the same for every key.
 */
export interface Mechanism {
  /** pull of each place; fitted so that places get their dose */
  weights: Float64Array
  /** visits per place over the plan that the mechanism aims for */
  targets: Float64Array
  /** strength with which a place behind its target is favoured, by place */
  feedback: Float64Array
  /** factor by minutes since (or until) the nearest other visit to the place, see GAP_BINS */
  gapFactors: Float64Array
  /** minutes over which the pull of a place falls to 1/e with travel */
  tau: number
  /** planned visits per patrol minute */
  rate: number
  /** mean minutes of one journey, for the time that a planned number of visits needs */
  meanHop: number
  /** places x 168: how much likelier a visit is in that hour of the week */
  hourFactors: Float64Array
}

/** Upper ends, in minutes, of the bins in which the return hazard is set; beyond the last the factor is 1. */
export const GAP_BINS = [8, 16, 30, 45, 60, 90, 120, 180, 240] as const

export const GAP_LIMIT = 240

/** Bin of a gap by whole minute, so that the inner loop does one look-up. */
export const GAP_BIN_OF_MINUTE: Uint8Array = Uint8Array.from({ length: GAP_LIMIT }, (_, gap) =>
  GAP_BINS.findIndex((end) => gap < end),
)

/** Power of the hour-of-week risk in the weights: buys coverage, costs clock repeat and the safest decile (PLANNING). */
const PROFILE_POWER = 2.75
/** No hour is left out: an observer must never be sure that nobody comes. */
const LEAST_HOUR_FACTOR = 0.05
const MOST_HOUR_FACTOR = 20

/** places x 168, each place's mean 1. */
export function createHourFactors(hotspots: readonly { profile: readonly number[] }[]): Float64Array {
  const factors = new Float64Array(hotspots.length * 168)
  for (const [place, { profile }] of hotspots.entries()) {
    const ofPlace = factors.subarray(place * 168, (place + 1) * 168)
    for (let hour = 0; hour < 168; hour++)
      ofPlace[hour] = Math.min(MOST_HOUR_FACTOR, Math.max(LEAST_HOUR_FACTOR, (profile[hour] ?? 1) ** PROFILE_POWER))
    const mean = ofPlace.reduce((sum, factor) => sum + factor, 0) / 168
    for (let hour = 0; hour < 168; hour++) ofPlace[hour]! /= mean
  }
  return factors
}
