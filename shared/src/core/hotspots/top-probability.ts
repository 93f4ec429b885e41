import { indexesWhere } from '../pick.ts'
import { gammaUpperTail } from './gamma-distribution.ts'

/** Logarithm of a place's contribution to the number above the threshold that is too small to be worth computing. */
const LOG_NEGLIGIBLE = Math.log(1e-9)
const HALVINGS = 40

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
  // Whoever is negligible at a threshold is so at every higher one, and after a few halvings nearly all places are.
  let near: Int32Array = indexesWhere(shape.length, () => true)
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2
    let above = 0
    for (let k = 0; k < near.length && above <= top; k++) {
      const i = near[k]!
      if (reach[i]! > middle) above += chanceAbove(middle, shape[i]!, rate[i]!)
    }
    if (above > top) {
      low = middle
      near = near.filter((i) => reach[i]! > middle)
    } else high = middle
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
