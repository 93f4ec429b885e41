import type { Tier } from './hotspot.ts'

/** What a tier is patrolled with: target mean visits a day, most a day, most a week. */
export interface TierDose {
  dosePerDay: number
  capDay: number
  capWeek: number
}

/** Last rank of each tier (DESIGN 9); C is the rest. */
const LAST_RANK_A = 50
const LAST_RANK_B = 150

/**
 * Doses of a ranking file. A tasking team sets its own per operation from its crews' capacity; until then these are the
 * means of METRICS 2 (CEIL: 38, 18 and 10 visits a week), and ceilings far above them: a hard cap near
 * the mean tells an observer when a place is sure to stay empty.
 */
export const TIER_DOSES: Readonly<Record<Tier, TierDose>> = {
  A: { dosePerDay: 5.4, capDay: 18, capWeek: 114 },
  B: { dosePerDay: 2.6, capDay: 9, capWeek: 54 },
  C: { dosePerDay: 1.4, capDay: 6, capWeek: 30 },
}

export function tierOfRank(rank: number): Tier {
  if (rank <= LAST_RANK_A) return 'A'
  return rank <= LAST_RANK_B ? 'B' : 'C'
}
