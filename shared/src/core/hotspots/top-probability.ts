import { everyIndex } from '../pick.ts'
import { gammaUpperTail, logGamma } from './gamma-distribution.ts'

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
  const places = describePlaces(shape, rate)
  // Whoever is negligible at a threshold is so at every higher one, and after a few halvings nearly all places are.
  let near = everyIndex(shape.length)
  let tooMany = Infinity
  let tooFew = 0
  let side = 0
  for (let step = 0; step < MOST_STEPS && high - low > PRECISION * high; step++) {
    // Halving as long as the ends are far apart; then along the chord, the end that stays weighing half (Illinois: Dowell and Jarratt 1971, BIT 11).
    const chord = (tooMany - top) / (tooMany - tooFew)
    const threshold = high > 2 * low ? (low + high) / 2 : low + (high - low) * Math.min(0.999, Math.max(0.001, chord))
    const above = expectedAbove(threshold, near, places)
    if (above === top) {
      // Found, or in a gap between the top and all others, where the ends would meet and the chord say nothing.
      low = threshold
      high = threshold
    } else if (above > top) {
      low = threshold
      tooMany = above
      if (side === 1) tooFew = (tooFew + top) / 2
      side = 1
      near = reaching(low, near, places)
    } else {
      high = threshold
      tooFew = above
      if (side === -1) tooMany = (tooMany + top) / 2
      side = -1
    }
  }
  expectedAbove((low + high) / 2, near, places)
  return places.chances.map((chance) => Math.min(1, chance))
}

interface Places {
  shape: Float64Array
  rate: Float64Array
  /** a threshold at which each place is negligible; falls as thresholds are tried */
  reach: Float64Array
  /** of each place the first of the same distribution, maybe itself */
  alike: Int32Array
  /** NaN: not asked for yet */
  logGammas: Float64Array
  /** of each place to be above the threshold that was last tried */
  chances: Float64Array
}

function describePlaces(shape: Float64Array, rate: Float64Array): Places {
  const reach = new Float64Array(shape.length)
  // At the latest: u - ln(1 + u) >= u^2 / (2 + 2u) in Chernoff's bound at a threshold of 1 + u means.
  for (let i = 0; i < reach.length; i++)
    reach[i] = (shape[i]! - LOG_NEGLIGIBLE + Math.sqrt(LOG_NEGLIGIBLE ** 2 - 2 * LOG_NEGLIGIBLE * shape[i]!)) / rate[i]!
  const logGammas = new Float64Array(shape.length).fill(NaN)
  return { shape, rate, reach, alike: firstAlike(shape, rate), logGammas, chances: new Float64Array(shape.length) }
}

/** Where little is known many places are alike, and one answer serves all of them. */
function firstAlike(shape: Float64Array, rate: Float64Array): Int32Array {
  const first = new Int32Array(shape.length)
  const halves = new Uint32Array(shape.slice().buffer)
  // Two slots for each place at the least; the next free one where another has taken it.
  const bits = 1 + Math.ceil(Math.log2(shape.length))
  const slots = new Int32Array(2 ** bits).fill(-1)
  for (let i = 0; i < first.length; i++) {
    let slot = Math.imul(halves[2 * i]! ^ halves[2 * i + 1]!, 0x9e3779b1) >>> (32 - bits)
    let other = slots[slot]!
    while (other >= 0 && (shape[other] !== shape[i] || rate[other] !== rate[i])) {
      slot = (slot + 1) & (slots.length - 1)
      other = slots[slot]!
    }
    if (other < 0) slots[slot] = i
    first[i] = other < 0 ? i : other
  }
  return first
}

/** Chances of these places to be above a threshold, and their sum. */
function expectedAbove(
  threshold: number,
  near: Int32Array,
  { shape, rate, reach, alike, logGammas, chances }: Places,
): number {
  let above = 0
  for (let k = 0; k < near.length; k++) {
    const i = near[k]!
    const like = alike[i]!
    if (like < i) {
      reach[i] = reach[like]!
      chances[i] = chances[like]!
    } else if (reach[i]! <= threshold) chances[i] = 0
    else if (isNegligible(threshold * rate[i]!, shape[i]!)) {
      reach[i] = threshold
      chances[i] = 0
    } else {
      if (Number.isNaN(logGammas[i]!)) logGammas[i] = logGamma(shape[i]!)
      chances[i] = gammaUpperTail(threshold, shape[i]!, rate[i]!, logGammas[i])
    }
    above += chances[i]
  }
  return above
}

/** Of these places those that are not negligible at a threshold. */
function reaching(threshold: number, near: Int32Array, { reach }: Places): Int32Array {
  const left = new Int32Array(near.length)
  let count = 0
  for (let k = 0; k < near.length; k++) if (reach[near[k]!]! > threshold) left[count++] = near[k]!
  return left.subarray(0, count)
}

/** Chernoff's bound: nearly all places of a force are far below the threshold, and this costs one logarithm. */
function isNegligible(z: number, shape: number): boolean {
  return z > shape && shape - z + shape * Math.log(z / shape) < LOG_NEGLIGIBLE
}
