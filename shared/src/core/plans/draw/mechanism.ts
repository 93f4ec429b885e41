/**
 * The controls of the jump process of one command unit: what a simulation fits, and all that a draw needs besides its
 * random stream. It never depends on the key, so that the probabilities are the same for every key.
 */
export interface Mechanism {
  /** pull of each place, mean 1; fitted so that places get their dose */
  weights: Float64Array
  /** visits per place over the plan that the mechanism aims for */
  targets: Float64Array
  /** by place: visits over the plan below which a place shall not stay; it is favoured once chance might leave it there */
  floors: Float64Array
  /** tiers x GAP_BINS: factor by minutes since (or until) the nearest other visit to the place */
  gapFactors: Float64Array
  /** by HOP_BINS: factor, at most 1, that keeps crews from working through a cluster door to door */
  neighbourFactors: Float64Array
  /** minutes over which the pull of a place falls to 1/e with travel */
  tau: number
  /** planned visits per patrol minute */
  rate: number
  /** share of the slack of a tour that is spent waiting at random */
  slackShare: number
  /** mean minutes of one journey, for the time that a planned number of visits needs */
  meanHop: number
  /** tiers x activities: factor on the part of each, by which those come up that few crews can do; 1 with one activity */
  activityPulls: Float64Array
}

/** Upper ends, in minutes, of the bins in which the return hazard is set; beyond the last the factor is 1. */
export const GAP_BINS = [8, 16, 30, 45, 60, 90, 120, 180, 240] as const

export const GAP_LIMIT = 240

/** Bin of a gap by whole minute, so that the inner loop does one look-up. */
export const GAP_BIN_OF_MINUTE: Uint8Array = Uint8Array.from({ length: GAP_LIMIT }, (_, gap) =>
  GAP_BINS.findIndex((end) => gap < end),
)

/** Upper ends, in minutes of travel, of the bins in which the neighbour lift is held down; beyond the last the factor is 1. */
export const HOP_BINS = [3, 5, 8, 12, 18] as const
