import { indexesWhere } from '../pick.ts'
import { gammaUpperTail } from './gamma-distribution.ts'

/** Logarithm of a place's contribution to the number above the threshold that is too small to be worth computing. */
const LOG_NEGLIGIBLE = Math.log(1e-9)
const PRECISION = 1e-12
const MOST_STEPS = 60

/**
 * For each place the probability of being among the `top` of highest true rate.
 *
 * By a threshold: the rate t above which `top` places are expected to lie, then P(rate > t). The threshold of the
 * true top varies little around t when `top` is tens or more, so this agrees with simulation (the test compares both) while being exact
 * to the last digit on every machine; and the probabilities add up to `top`, as they should.
 *
 * @param shape gamma shape of each place's rate
 * @param rate gamma rate (days) of each place's rate
 */
export function topProbabilities(shape: Float64Array, rate: Float64Array, top: number): Float64Array {
  if (shape.length <= top) return new Float64Array(shape.length).fill(1)
  let low = 0
  let high = 0
  for (let i = 0; i < shape.length; i++) high = Math.max(high, (shape[i]! + 10 * Math.sqrt(shape[i]!) + 10) / rate[i]!)
  // Where each place is negligible at the latest: u - ln(1 + u) >= u^2 / (2 + 2u) in Chernoff's bound at a threshold of 1 + u means.
  const reach = shape.map(
    (value, i) => (value - LOG_NEGLIGIBLE + Math.sqrt(LOG_NEGLIGIBLE ** 2 - 2 * LOG_NEGLIGIBLE * value)) / rate[i]!,
  )
  const expectedAbove = (at: number): number => {
    let above = 0
    for (const i of near) if (reach[i]! > at) above += chanceAbove(at, shape[i]!, rate[i]!)
    return above
  }
  // Whoever is negligible at a threshold is so at every higher one, and after a few halvings nearly all places are.
  let near: Int32Array = indexesWhere(shape.length, () => true)
  let tooMany = Infinity
  let tooFew = 0
  let side = 0
  for (let step = 0; step < MOST_STEPS && high - low > PRECISION * high; step++) {
    // Halving as long as the ends are far apart; then along the chord, the end that stays weighing half (Illinois: Dowell and Jarratt 1971, BIT 11).
    const chord = (tooMany - top) / (tooMany - tooFew)
    const threshold = high > 2 * low ? (low + high) / 2 : low + (high - low) * Math.min(0.999, Math.max(0.001, chord))
    const above = expectedAbove(threshold)
    if (above === top) {
      // Found, or in a gap between the top and all others, where the ends would meet and the chord say nothing.
      low = threshold
      high = threshold
    } else if (above > top) {
      low = threshold
      tooMany = above
      if (side === 1) tooFew = (tooFew + top) / 2
      side = 1
      near = near.filter((i) => reach[i]! > low)
    } else {
      high = threshold
      tooFew = above
      if (side === -1) tooMany = (tooMany + top) / 2
      side = -1
    }
  }
  const threshold = (low + high) / 2
  const chances = new Float64Array(shape.length)
  for (const i of near) chances[i] = Math.min(1, chanceAbove(threshold, shape[i]!, rate[i]!))
  return chances
}

function chanceAbove(threshold: number, shape: number, rate: number): number {
  return isNegligible(threshold * rate, shape) ? 0 : gammaUpperTail(threshold, shape, rate)
}

/** Chernoff's bound: nearly all places of a force are far below the threshold, and this costs one logarithm. */
function isNegligible(z: number, shape: number): boolean {
  return z > shape && shape - z + shape * Math.log(z / shape) < LOG_NEGLIGIBLE
}
