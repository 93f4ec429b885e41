import { BINS_PER_DAY } from './plan.ts'
import { findPatrolledBins, type BcuInstance } from './draw/bcu-instance.ts'
import { createFitRng } from './draw/fit.ts'
import type { Mechanism } from './draw/mechanism.ts'
import type { Simulator } from './draw/simulate.ts'

/** Draws over which the choice probabilities are averaged: fidelity slope .996 at this number (PLANNING). */
const DRAWS = 100

/**
 * The least probability stated for a half-hour in which a crew of the unit is on patrol. A start there is never
 * impossible, and a rare one may not have been a candidate in any simulated draw.
 */
export const LEAST_PROPENSITY = 0.0001

/** What many draws say about a command unit, whatever the key. */
export interface BcuPropensities {
  /** places x (days x 48): P(at least one visit starts in the bin) */
  p: Float64Array
  /** by place: mean visits in one draw */
  meanVisits: Float64Array
}

/**
 * P(at least one visit starts in each place and half-hour), unconditional over keys.
 *
 * At each decision of each simulated draw the choice probability of every candidate is added to its bin, if that bin has
 * no start yet in that draw. Each addition is the probability that this very decision makes the first start there, so
 * that the mean over draws is unbiased, and far less noisy than counting starts.
 */
export function computePropensities(
  instance: BcuInstance,
  mechanism: Mechanism,
  simulator: Simulator,
  onProgress?: (share: number) => void,
): BcuPropensities {
  const { hotspots, clock } = instance
  const bins = clock.days * BINS_PER_DAY
  const p = new Float64Array(hotspots.length * bins)
  const meanVisits = new Float64Array(hotspots.length)
  const startedIn = new Uint8Array(p.length)
  const rng = createFitRng(instance, 'propensities')
  for (let draw = 0; draw < DRAWS; draw++) {
    startedIn.fill(0)
    const { visits } = simulator.run(mechanism, rng, (candidates, chosen) => {
      for (let k = 0; k < candidates.count; k++) {
        const at = candidates.places[k]! * bins + clock.bin[candidates.starts[k]!]!
        if (startedIn[at] === 0) p[at]! += candidates.weights[k]! / candidates.total
      }
      if (chosen >= 0) startedIn[candidates.places[chosen]! * bins + clock.bin[candidates.starts[chosen]!]!] = 1
    })
    for (const { place } of visits) meanVisits[place]! += 1 / DRAWS
    onProgress?.((draw + 1) / DRAWS)
  }
  const patrolled = findPatrolledBins(instance)
  for (let at = 0; at < p.length; at++)
    p[at] = patrolled[at % bins] === 1 ? Math.min(1, Math.max(LEAST_PROPENSITY, p[at]! / DRAWS)) : 0
  return { p, meanVisits }
}
