import { BINS_PER_DAY } from '../../plan.ts'
import { bootstrapError, sumOf } from '../measured-plan.ts'
import type { MechanismDraws } from './draw-mechanism.ts'

/** Fewest draws in each half: below it the halves share too little to compare. */
const LEAST_HALF = 10
/** Most groups of place-bins that the errors are resampled from. */
const MOST_GROUPS = 500
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
  /** standard errors by bootstrap over places; the bars are widened by two */
  varianceRatioError: number
  slopeError: number
  interceptError: number
  verdict: 'inside' | 'outside'
}

type Counts = Pick<
  MechanismDraws,
  'evenStarts' | 'oddStarts' | 'evenDraws' | 'oddDraws' | 'probabilities' | 'patrolled'
>

/** Sums over place-bins: number, frequency in the even and the odd draws and in all, stated probability, and products. */
const MOMENTS = ['n', 'even', 'odd', 'all', 'p', 'evenOdd', 'allP', 'pp'] as const
const AT = Object.fromEntries(MOMENTS.map((name, at) => [name, at])) as Record<(typeof MOMENTS)[number], number>

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
  const byGroup = sumMoments(first, parts, evenDraws, oddDraws)
  const totals = byGroup.map(sumOf)
  if (totals[AT.n] === 0 || varianceOf(totals) < 1e-12) return null
  const varianceRatio = varianceRatioOf(totals)
  const slope = slopeOf(totals)
  const varianceRatioError = bootstrapError(byGroup, varianceRatioOf)
  const slopeError = bootstrapError(byGroup, slopeOf)
  const within = (value: number, error: number, { low, high }: { low: number; high: number }): boolean =>
    value >= low - 2 * error && value <= high + 2 * error
  return {
    draws: evenDraws + oddDraws,
    varianceRatio,
    slope,
    intercept: interceptOf(totals),
    varianceRatioError,
    slopeError,
    interceptError: bootstrapError(byGroup, interceptOf),
    verdict:
      within(varianceRatio, varianceRatioError, RATIO_BAR) && within(slope, slopeError, SLOPE_BAR)
        ? 'inside'
        : 'outside',
  }
}

/** By moment, then by group of neighbouring place-bins: half-hours of one place nearly all of the time. */
function sumMoments(
  { probabilities, patrolled }: Counts,
  parts: readonly Counts[],
  evenDraws: number,
  oddDraws: number,
): Float64Array[] {
  const size = Math.max(BINS_PER_DAY, Math.ceil(probabilities.length / MOST_GROUPS))
  const sums = MOMENTS.map(() => new Float64Array(Math.ceil(probabilities.length / size)))
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
    const all = (evenCount + oddCount) / (evenDraws + oddDraws)
    const p = probabilities[at]!
    const group = Math.floor(at / size)
    const values = [1, even, odd, all, p, even * odd, all * p, p * p]
    for (let moment = 0; moment < values.length; moment++) sums[moment]![group]! += values[moment]!
  }
  return sums
}

function varianceOf(totals: readonly number[]): number {
  return totals[AT.pp]! / totals[AT.n]! - (totals[AT.p]! / totals[AT.n]!) ** 2
}

function varianceRatioOf(totals: readonly number[]): number {
  const n = totals[AT.n]!
  return (totals[AT.evenOdd]! / n - (totals[AT.even]! / n) * (totals[AT.odd]! / n)) / varianceOf(totals)
}

function slopeOf(totals: readonly number[]): number {
  const n = totals[AT.n]!
  return (totals[AT.allP]! / n - (totals[AT.all]! / n) * (totals[AT.p]! / n)) / varianceOf(totals)
}

function interceptOf(totals: readonly number[]): number {
  return (totals[AT.all]! - slopeOf(totals) * totals[AT.p]!) / totals[AT.n]!
}
