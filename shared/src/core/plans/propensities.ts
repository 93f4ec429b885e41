import { findPatrolledBins, type BcuInstance } from './draw/bcu-instance.ts'
import { findDayClasses, type DayClasses } from './draw/day-classes.ts'
import { createFitRng } from './draw/fit.ts'
import type { Mechanism } from './draw/mechanism.ts'
import type { Simulator } from './draw/simulate.ts'
import { BINS_PER_DAY, PROBABILITY_UNIT } from './plan.ts'
import { poolDays } from './pool-days.ts'

/** Draws come in batches of two halves, whose difference shows how much chance is left in the mean. */
const BATCH = 4
/** Fewest and most draws: one day of the plan that is like no other has no more to go by. */
const LEAST_DRAWS = 16
const MOST_DRAWS = 240
/**
 * Chance left in the probabilities, as a share of their own variance, at which to stop: a line through frequencies against
 * them is too flat by this share. METRICS 2 asks for a slope of .98-1.02.
 */
const MOST_NOISE = 0.009

/**
 * The least probability stated for a half-hour in which a crew of the unit is on patrol. A start there is never
 * impossible, and a rare one may not have been a candidate in any simulated draw.
 */
export const LEAST_PROPENSITY = 0.0001

/** What many draws say about a command unit, whatever the key. */
export interface BcuPropensities {
  /** places x (days x 48): P(at least one visit starts in the bin), in PROBABILITY_UNIT */
  p: Uint32Array
  /** by place: mean visits in one draw */
  meanVisits: Float64Array
}

/**
 * P(at least one visit starts in each place and half-hour), unconditional over keys.
 *
 * At each decision of each simulated draw the choice probability of every candidate is added to its bin, if that bin has
 * no start yet in that draw. Each addition is the probability that this very decision makes the first start there, so
 * that the mean over draws is unbiased, and far less noisy than counting starts. Days that are alike share one average, and
 * days of the same roster lend each other what they have in common, where the draws themselves show that this errs less.
 */
export function computePropensities(
  instance: BcuInstance,
  mechanism: Mechanism,
  simulator: Simulator,
  onProgress?: (share: number) => void,
): BcuPropensities {
  const { hotspots, clock } = instance
  const places = hotspots.length
  const classes = findDayClasses(instance)
  const { classOf, sizes } = classes
  const bins = clock.days * BINS_PER_DAY
  // By bin, then place: the candidates of one decision lie close together.
  const size = sizes.length * BINS_PER_DAY * places
  const halves = [new Float64Array(size), new Float64Array(size)] as const
  const startedIn = new Uint8Array(bins * places)
  const sumRowOfBin = Int32Array.from(
    { length: bins },
    (_, bin) => (classOf[Math.floor(bin / BINS_PER_DAY)]! * BINS_PER_DAY + (bin % BINS_PER_DAY)) * places,
  )
  const visitsOf = new Float64Array(places)
  const rng = createFitRng(instance, 'propensities')
  const most = instance.productive === 0 ? 0 : MOST_DRAWS
  let draws = 0
  let best: Float64Array = halves[0]
  while (draws < most) {
    const sums = halves[draws % 2]!
    startedIn.fill(0)
    const { visits } = simulator.run(mechanism, rng, ({ count, places: at, starts, weights, total }, chosen) => {
      const perWeight = 1 / total
      for (let k = 0; k < count; k++) {
        const bin = clock.bin[starts[k]!]!
        const place = at[k]!
        if (startedIn[bin * places + place] === 0) sums[sumRowOfBin[bin]! + place]! += weights[k]! * perWeight
      }
      if (chosen >= 0) startedIn[clock.bin[starts[chosen]!]! * places + at[chosen]!] = 1
    })
    for (const { place } of visits) visitsOf[place]! += 1
    simulator.recycle(visits)
    draws += 1
    onProgress?.(Math.min(0.99, draws / (draws + BATCH)))
    if (draws < LEAST_DRAWS || draws % BATCH !== 0) continue
    const { sums: steadier, error } = chooseSums(instance, classes, halves, draws)
    best = steadier
    if (error <= MOST_NOISE) break
  }
  return {
    p: spread(instance, best, sumRowOfBin, classOf, sizes, Math.max(1, draws)),
    meanVisits: visitsOf.map((visits) => visits / Math.max(1, draws)),
  }
}

/**
 * Either the sums themselves or those that `poolDays` makes of them, whichever err less, and by how much: the mean square of
 * the error of the probabilities as a share of their variance.
 *
 * The difference of two halves of the draws tells the chance in both. By how much pooling moves a sum is partly chance, but
 * what both halves have of it in common is not: it is what the model of pooling gets wrong, and an error like any other.
 */
function chooseSums(
  instance: BcuInstance,
  classes: DayClasses,
  halves: readonly [Float64Array, Float64Array],
  draws: number,
): { sums: Float64Array; error: number } {
  const places = instance.hotspots.length
  const sums = halves[0].map((sum, at) => sum + halves[1][at]!)
  const plain = compare(halves, classes.sizes, places, draws)
  const pooledHalves = [poolDays(instance, classes, halves[0]), poolDays(instance, classes, halves[1])] as const
  const pooledSums = poolDays(instance, classes, sums)
  const pooled = compare(pooledHalves, classes.sizes, places, draws)
  const wrong = Math.max(0, meanWrong(halves, pooledHalves, classes.sizes, places, draws))
  const errorOf = (chance: number, variance: number): number => {
    if (chance === 0) return 0
    return variance <= 0 ? 1 : chance / variance
  }
  const ofPlain = errorOf(plain.chance, plain.variance)
  const ofPooled = errorOf(pooled.chance + wrong, pooled.variance)
  return ofPooled < ofPlain ? { sums: pooledSums, error: ofPooled } : { sums, error: ofPlain }
}

/** Mean over the bins of the product of what pooling moves in either half, as means: nothing but for what it gets wrong. */
function meanWrong(
  [even, odd]: readonly [Float64Array, Float64Array],
  [pooledEven, pooledOdd]: readonly [Float64Array, Float64Array],
  sizes: readonly number[],
  places: number,
  draws: number,
): number {
  const row = BINS_PER_DAY * places
  let product = 0
  let count = 0
  for (const [index, size] of sizes.entries()) {
    const scale = 2 / (draws * size)
    for (let at = index * row; at < (index + 1) * row; at++) {
      const both = even[at]! + odd[at]!
      if (both === 0) continue
      product += size * (even[at]! - pooledEven[at]!) * (odd[at]! - pooledOdd[at]!) * scale * scale
      count += size
    }
  }
  return count === 0 ? 0 : product / count
}

/** Variance of the means by chance, and of the probabilities without it; bins without a start do not count. */
function compare(
  [even, odd]: readonly [Float64Array, Float64Array],
  sizes: readonly number[],
  places: number,
  draws: number,
): { chance: number; variance: number } {
  const row = BINS_PER_DAY * places
  let chance = 0
  let count = 0
  let sum = 0
  let squares = 0
  for (const [index, size] of sizes.entries()) {
    const scale = 1 / (draws * size)
    for (let at = index * row; at < (index + 1) * row; at++) {
      const mean = (even[at]! + odd[at]!) * scale
      if (mean === 0) continue
      chance += size * ((even[at]! - odd[at]!) * scale) ** 2
      count += size
      sum += size * mean
      squares += size * mean * mean
    }
  }
  if (count === 0) return { chance: 0, variance: 0 }
  return { chance: chance / count, variance: squares / count - (sum / count) ** 2 - chance / count }
}

/** From sums by class of day to a probability for each day. */
function spread(
  instance: BcuInstance,
  sums: Float64Array,
  sumRowOfBin: Int32Array,
  classOf: Int32Array,
  sizes: readonly number[],
  draws: number,
): Uint32Array {
  const places = instance.hotspots.length
  const bins = sumRowOfBin.length
  const { closures, clock } = instance
  const patrolled = findPatrolledBins(instance)
  const p = new Uint32Array(places * bins)
  for (let bin = 0; bin < bins; bin++) {
    if (patrolled[bin] === 0) continue
    const runs = draws * sizes[classOf[Math.floor(bin / BINS_PER_DAY)]!]!
    for (let place = 0; place < places; place++) {
      const share = Math.min(1, Math.max(LEAST_PROPENSITY, sums[sumRowOfBin[bin]! + place]! / runs))
      p[place * bins + bin] = Math.round(share * PROBABILITY_UNIT)
    }
  }
  if (closures === undefined) return p
  // No start is possible in a half-hour whose minutes are all closed.
  const open = new Uint8Array(p.length)
  for (let minute = 0; minute < clock.minutes; minute++)
    for (let place = 0; place < places; place++)
      if (!closures.closesStart(place, minute)) open[place * bins + clock.bin[minute]!] = 1
  for (let at = 0; at < p.length; at++) if (open[at] === 0) p[at] = 0
  return p
}
