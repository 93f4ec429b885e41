import { MINUTES_PER_DAY } from '../../time.ts'
import type { MeasuredPlan } from './measured-plan.ts'

/** Visits that start in one such block of the clock share its benefit. How long a visit works is contested; see docs/planning.md. */
export const BLOCK_MINUTES = 120
export const BLOCKS_PER_DAY = MINUTES_PER_DAY / BLOCK_MINUTES

/** Benefit of n visits that start in one block, as a share of its risk: 1 - e^-n. The second is worth 0.37 of the first. */
export function benefitOf(visits: number): number {
  return 1 - Math.exp(-visits)
}

/** Risk by place and block, places x (days x 12 for blocks of two hours): expected incidents of the place times the profile's share of the block. */
export function listRisks(
  { places, days, startWeekday = 0 }: MeasuredPlan,
  blockMinutes: number = BLOCK_MINUTES,
): Float64Array {
  const perDay = MINUTES_PER_DAY / blockMinutes
  const blocks = days * perDay
  const hoursPerBlock = blockMinutes / 60
  const risks = new Float64Array(places.length * blocks)
  for (const [place, { expected = 1, profile }] of places.entries())
    for (let block = 0; block < blocks; block++) {
      const day = Math.floor(block / perDay)
      const hour = ((startWeekday + day) % 7) * 24 + (block % perDay) * hoursPerBlock
      let sum = 0
      for (let k = 0; k < hoursPerBlock; k++) sum += profile?.[hour + k] ?? 1
      risks[place * blocks + block] = (expected * sum) / 168
    }
  return risks
}

/**
 * C of METRICS 2: sum over places and blocks of risk times benefit. Comparable only between plans for the same places.
 *
 * @param blockMinutes a whole number of hours that divides a day
 */
export function measureCoverage(plan: MeasuredPlan, blockMinutes: number = BLOCK_MINUTES): number {
  return measureDailyCoverage(plan, blockMinutes).reduce((sum, coverage) => sum + coverage, 0)
}

/** Coverage by day of the plan. */
export function measureDailyCoverage(plan: MeasuredPlan, blockMinutes: number = BLOCK_MINUTES): Float64Array {
  const perDay = MINUTES_PER_DAY / blockMinutes
  const blocks = plan.days * perDay
  const visits = new Uint16Array(plan.places.length * blocks)
  for (const { place, start } of plan.visits) {
    const block = Math.floor(start / blockMinutes)
    if (block >= 0 && block < blocks) visits[place * blocks + block]! += 1
  }
  const byDay = new Float64Array(plan.days)
  for (const [at, risk] of listRisks(plan, blockMinutes).entries())
    byDay[Math.floor((at % blocks) / perDay)]! += risk * benefitOf(visits[at]!)
  return byDay
}
