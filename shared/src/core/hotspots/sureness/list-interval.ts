import { HIGH_QUANTILE, LOW_QUANTILE } from '../expected-range.ts'
import type { Hotspot } from '../hotspot.ts'
import { countQuantile } from '../negative-binomial.ts'

/** Distance of the 10 % and 90 % quantiles of a normal distribution, in standard deviations. */
const QUANTILES_APART = 2.5631

/**
 * How far the whole city's level of three weeks strays from what is foreseen, as a standard deviation of its logarithm: what the season prior
 * allows (`seasonal-level.ts`), and twice that for a ranking that never saw the same weeks of an earlier year. All places move by it
 * together, so a long list does not average it out.
 */
const LEVEL_SPREAD = { known: 0.1, unknown: 0.2 }

/**
 * What a list of places should have together: the sum of their predictive counts, whose spread is read off each place's quantiles, and a level
 * that all share. As a negative binomial of the sum's mean and variance.
 *
 * @param share of the horizon that is asked about, 0 to 1
 * @param seasonKnown whether the ranking could see the same weeks of an earlier year (`seasonIsKnown`)
 * @returns incidents: mean, 10 % and 90 % quantile
 */
export function sumInterval(
  places: readonly Pick<Hotspot, 'expected' | 'expectedLow' | 'expectedHigh'>[],
  share: number,
  seasonKnown: boolean,
): { mean: number; low: number; high: number } {
  let mean = 0
  let rateVariance = 0
  for (const { expected, expectedLow, expectedHigh } of places) {
    mean += share * expected
    const variance = ((expectedHigh - expectedLow) / QUANTILES_APART) ** 2
    // Quantiles of small counts are coarse: never less than counts of a rate that is known have.
    rateVariance += share ** 2 * Math.max(0, variance - expected)
  }
  if (!(mean > 0)) return { mean: 0, low: 0, high: 0 }
  const shape = mean ** 2 / (rateVariance + (mean * LEVEL_SPREAD[seasonKnown ? 'known' : 'unknown']) ** 2)
  return {
    mean,
    low: countQuantile(LOW_QUANTILE, shape, shape / mean, 1),
    high: countQuantile(HIGH_QUANTILE, shape, shape / mean, 1),
  }
}
