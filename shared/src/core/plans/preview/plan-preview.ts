/** What can be foreseen of a plan without drawing it, fast enough for a slider. */
export interface PlanPreview {
  capacity: readonly UnitCapacity[]
  /** from the most even hours to those that follow risk most */
  tradeOff: readonly TradeOff[]
  /** at the input's own entropy floor, or at the default where it has none */
  chosen: TradeOff
  guarantees: readonly GuaranteePrice[]
  handovers: readonly Handover[]
}

/** What the doses of a command unit ask for, and what its roster can give; visits over the whole plan. */
export interface UnitCapacity {
  bcu: string
  /** tours that start in the plan's days */
  tours: number
  patrolMinutes: number
  wantedVisits: number
  possibleVisits: number
  /** possible over wanted visits, at most 1; 1 where nothing is wanted */
  share: number
}

/** One position of the slider: what it costs in coverage, and what it lets an observer foresee. */
export interface TradeOff {
  /** give this as `PlanInput.entropyFloor` to plan with it */
  entropyFloor: number
  /** entropy of when visits happen, mean over visits: 1 is as even as the roster allows */
  entropy: number
  /** expected coverage over that at floor 0, with the same visits */
  coverage: number
  /** most that knowing each place's hours tells beyond the rates by tier and hour (METRICS 2); who watches learns less of it */
  staticSkill: number
  /** rate in the tenth of place-half-hours with the lowest, over the mean, for whoever knows them all (METRICS 2) */
  safestDecile: number
  /** false: hours tell an observer more than the bars allow, beyond what doses and tours tell anyhow */
  withinBars: boolean
}

/** What a guarantee changes; visits a day are those of all places of the area together. */
export interface GuaranteePrice {
  area: string
  leastPerDay: number
  withoutPerDay: number
  /** share of expected coverage given up for it, 0 to 1; below 0 where it adds coverage */
  costShare: number
}

/** A moment at which a unit with tours before and after it has no crew on patrol, on some days at least. */
export interface Handover {
  bcu: string
  /** local wall clock, 'HH:MM' */
  clock: string
  minutesWithoutCrew: number
}
