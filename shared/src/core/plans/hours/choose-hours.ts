import { coolHours, followRisk, meetEntropy } from './cool-hours.ts'
import { foreseeStaticSkill } from './foresee.ts'
import type { HourPlan } from './hour-programme.ts'
import type { UnitHours } from './unit-hours.ts'

/**
 * Most that knowing a place's hours may tell beyond the rates by tier and hour. METRICS 2 asks for .015: the rest is room for
 * what units differ in, and for the chance of a single plan.
 */
const MOST_STATIC_SKILL = 0.009

/**
 * When the places of a unit are to be visited: as the floor asks, or, without one, following risk as far as what can be
 * foreseen stays within the limit.
 */
export function chooseHours(hours: UnitHours, entropyFloor: number | undefined): HourPlan {
  const { programme } = hours
  if (entropyFloor === undefined)
    return followRisk(programme, ({ logRates }) => foreseeStaticSkill([{ hours, logRates }]) <= MOST_STATIC_SKILL)
  const path = coolHours(programme, ({ entropy }) => entropy >= entropyFloor)
  return meetEntropy(programme, entropyFloor, path)
}
