import type { MechanismDraws } from './draw-mechanism.ts'

/** Fewest draws in each half: below it the halves share too little to compare. */
const LEAST_HALF = 10
/** M of METRICS 2. */
const RATIO_BAR = { low: 0.97, high: 1.03 }
const SLOPE_BAR = { low: 0.98, high: 1.02 }

/** M of METRICS 2: whether starts happen as often as the plan states. */
export interface Fidelity {
  draws: number
  /** covariance of the two halves' frequencies over the variance of the stated probabilities: 1 when they spread as stated */
  varianceRatio: number
  /** frequency on stated probability by least squares */
  slope: number
  intercept: number
  verdict: 'inside' | 'outside'
}

type Counts = Pick<
  MechanismDraws,
  'evenStarts' | 'oddStarts' | 'evenDraws' | 'oddDraws' | 'probabilities' | 'patrolled'
>

/**
 * The noise of counting is independent in the two halves of the draws, so their covariance holds the true spread alone.
 *
 * @returns null for too few draws, or probabilities that are all alike
 */
export function measureFidelity(parts: readonly Counts[]): Fidelity | null {
  const evenDraws = parts.reduce((sum, part) => sum + part.evenDraws, 0)
  const oddDraws = parts.reduce((sum, part) => sum + part.oddDraws, 0)
  const first = parts[0]
  if (first === undefined || evenDraws < LEAST_HALF || oddDraws < LEAST_HALF) return null
  const { probabilities, patrolled } = first
  const moments = { n: 0, even: 0, odd: 0, p: 0, evenOdd: 0, allP: 0, pp: 0 }
  for (let at = 0; at < probabilities.length; at++) {
    if (patrolled[at] === 0) continue
    let evenCount = 0
    let oddCount = 0
    for (const part of parts) {
      evenCount += part.evenStarts[at]!
      oddCount += part.oddStarts[at]!
    }
    const even = evenCount / evenDraws
    const odd = oddCount / oddDraws
    const p = probabilities[at]!
    moments.n += 1
    moments.even += even
    moments.odd += odd
    moments.p += p
    moments.evenOdd += even * odd
    moments.allP += ((evenCount + oddCount) / (evenDraws + oddDraws)) * p
    moments.pp += p * p
  }
  const { n } = moments
  const meanP = moments.p / n
  const variance = moments.pp / n - meanP ** 2
  if (n === 0 || variance < 1e-12) return null
  const meanAll = (moments.even * evenDraws + moments.odd * oddDraws) / n / (evenDraws + oddDraws)
  const varianceRatio = (moments.evenOdd / n - (moments.even / n) * (moments.odd / n)) / variance
  const slope = (moments.allP / n - meanAll * meanP) / variance
  const within = (value: number, { low, high }: { low: number; high: number }): boolean => value >= low && value <= high
  return {
    draws: evenDraws + oddDraws,
    varianceRatio,
    slope,
    intercept: meanAll - slope * meanP,
    verdict: within(varianceRatio, RATIO_BAR) && within(slope, SLOPE_BAR) ? 'inside' : 'outside',
  }
}
