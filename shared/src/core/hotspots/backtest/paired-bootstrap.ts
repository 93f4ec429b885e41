import { createSeededRng, uniformBelow } from '../../random.ts'

export const RESAMPLES = 2000
/** Fixed: the same backtest gives the same intervals. */
export const SEED = 20_260_105

/** An estimate with its bootstrap 95 % interval. */
export interface Interval {
  mean: number
  low: number
  high: number
}

/**
 * Percentile interval of a statistic of origins, which are resampled with replacement: whole origins, so that what two methods have in
 * common at one (a quiet month, a big event) cancels.
 *
 * @param origins how many there are, at least 1
 * @param statistic of the origins with these indexes, repeats allowed
 */
export function bootstrapOrigins(origins: number, statistic: (drawn: ArrayLike<number>) => number): Interval {
  const rng = createSeededRng(SEED)
  const drawn = new Int32Array(origins)
  const values = new Float64Array(RESAMPLES)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let i = 0; i < origins; i++) drawn[i] = uniformBelow(rng, origins)
    values[resample] = statistic(drawn)
  }
  values.sort()
  return {
    mean: statistic(Int32Array.from({ length: origins }, (_, i) => i)),
    low: quantile(values, 0.025),
    high: quantile(values, 0.975),
  }
}

function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!)
}
