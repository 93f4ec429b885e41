import { countQuantile } from './negative-binomial.ts'
import type { Place } from './places/choose-places.ts'

/** Quantiles of the predictive interval (DESIGN 5). */
export const LOW_QUANTILE = 0.1
export const HIGH_QUANTILE = 0.9

/** The incidents to be expected at a place over so many days, and the 10 % and 90 % predictive quantiles of their number. */
export function expectedRange({ shape, rate, perDay }: Pick<Place, 'shape' | 'rate' | 'perDay'>, exposureDays: number) {
  return {
    expected: perDay * exposureDays,
    expectedLow: countQuantile(LOW_QUANTILE, shape, rate, exposureDays),
    expectedHigh: countQuantile(HIGH_QUANTILE, shape, rate, exposureDays),
  }
}
