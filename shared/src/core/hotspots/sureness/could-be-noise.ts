/** Below an even chance the list is more likely than not to hold the place by luck. */
const EVEN_CHANCE = 0.5

/**
 * Whether chance alone explains why a place is in a list by incidents: it is then more likely than not that its true rate is below the
 * rate of the last place that truly belongs there, and its count was lucky. Of a long list in small cells that is a good part (EVIDENCE 2.7,
 * R7). It does not say that the place is quiet: nearly every listed place is above the force's mean. What such places come to, flagged and
 * not, is measured in the backtest. In a list by anything else, or with quotas, it says the same of the place's incidents and nothing of why it
 * is listed.
 *
 * @param chance probability of being in the true top (`topProbabilities`), 0 to 1
 */
export function couldBeNoise(chance: number): boolean {
  return chance < EVEN_CHANCE
}
