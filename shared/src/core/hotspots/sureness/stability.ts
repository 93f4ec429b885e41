import type { RatePosterior } from '../gamma-poisson.ts'
import type { Stability } from '../hotspot.ts'
import { topProbabilities } from '../top-probability.ts'
import { countTails } from './count-tails.ts'
import { couldBeNoise } from './could-be-noise.ts'
import { findingThreshold } from './false-discovery.ts'

/** Chance below which a place surely was not in the top; above 1 minus it, it surely was. */
const UNLIKELY = 0.1
/** Share of the findings of a rise or fall that may be chance. */
const FALSE_DISCOVERY_RATE = 0.1

/** What is known of every place that could have been listed; entry i of each is the same place. */
export interface StabilityEvidence {
  /** as of the day that the window began (`earlierRates`) */
  earlier: RatePosterior
  /** incidents in the window, without what patrols added to the records: may be fractions */
  observed: ArrayLike<number>
  windowDays: number
  /** places listed */
  top: number
}

/**
 * What became of the first `chances.length` places between the day that the window began and now.
 *
 * `new`: it was unlikely (under 10 %) to be in the true top then, more likely than not it is now, and the window's count is beyond
 * chance. `fading`: it surely was there (over 90 %), and the window's count is below what was then expected, beyond chance.
 * `persistent`: more likely than not it was there then and is now, without such a fall. `unknown`: the counts do not tell, or there are no
 * more places than are listed, so that each belongs to the top whatever its counts.
 *
 * Beyond chance is judged over all places that could have been found, at a false discovery rate of 10 %, and against the predictive
 * distribution of that day, which knows that incidents come in clumps: among thousands of small cells some always
 * jump, and those are the ones that get listed (EVIDENCE 2.7). A rise or fall of the whole city is taken off first.
 *
 * @param chances of being in the true top now
 */
export function judgeStability(
  { earlier, observed, windowDays, top }: StabilityEvidence,
  chances: ArrayLike<number>,
): Stability[] {
  if (earlier.shape.length <= top) return Array.from(chances, () => 'unknown')
  const then = topProbabilities(earlier.shape, earlier.rate, top)
  const exposure = windowDays * levelSince(earlier, observed, windowDays)
  const tails = Array.from(then, (_, i) => countTails(observed[i]!, earlier.shape[i]!, earlier.rate[i]!, exposure))
  const risen = findingThreshold(
    tails.map((tail) => tail.atLeast),
    FALSE_DISCOVERY_RATE,
  )
  const fallen = findingThreshold(
    tails.filter((_, i) => then[i]! > 1 - UNLIKELY).map((tail) => tail.atMost),
    FALSE_DISCOVERY_RATE,
  )
  return Array.from(chances, (now, i) => {
    if (then[i]! > 1 - UNLIKELY && tails[i]!.atMost <= fallen) return 'fading'
    if (couldBeNoise(now)) return 'unknown'
    if (!couldBeNoise(then[i]!)) return 'persistent'
    return then[i]! < UNLIKELY && tails[i]!.atLeast <= risen ? 'new' : 'unknown'
  })
}

/** The window's incidents against all that were expected of it. */
function levelSince({ shape, rate }: RatePosterior, observed: ArrayLike<number>, windowDays: number): number {
  let expected = 0
  let came = 0
  for (let i = 0; i < shape.length; i++) {
    expected += (shape[i]! / rate[i]!) * windowDays
    came += observed[i]!
  }
  return came / expected
}
