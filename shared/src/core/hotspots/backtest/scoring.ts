import type { MethodScores } from '../methods/method.ts'

/** The part of the predictive distribution that `expected_low` to `expected_high` span. */
const LOW = 0.1
const HIGH = 0.9

/** What a choice of k cells caught in one horizon. */
export interface Catch {
  hits: number
  /** capped days of those incidents */
  harmDays: number
  areaM2: number
  /** cells chosen: k, or all of a smaller study area */
  boxes: number
  /** chosen cells with at least one incident */
  boxesHit: number
}

/** How a method's own forecast of the chosen cells compares with what came. */
export interface ForecastCheck {
  /** incidents forecast in the chosen cells */
  expected: number
  /** chosen cells with a forecast */
  cells: number
  /** of these, how many have their randomised probability integral transform within .10 to .90, in expectation over its randomisation */
  inside: number
}

/**
 * The k cells of highest score; equals by the fixed hash, then by index (cells are in alphabetical order).
 *
 * @param tie hash of each cell
 */
export function chooseTop(score: Float64Array, tie: Float64Array, k: number): Int32Array {
  // Only cells that can be in the top are sorted: the k-th highest score bounds them.
  const bound = score.toSorted()[Math.max(0, score.length - k)]!
  const candidates: number[] = []
  for (let cell = 0; cell < score.length; cell++) if (score[cell]! >= bound) candidates.push(cell)
  candidates.sort((a, b) => score[b]! - score[a]! || tie[a]! - tie[b]! || a - b)
  return Int32Array.from(candidates.slice(0, k))
}

/** @param harm harm days of the observed incidents of each cell */
export function catchOf(chosen: Int32Array, observed: Float64Array, harm: Float64Array, areaM2: Float64Array): Catch {
  const result = { hits: 0, harmDays: 0, areaM2: 0, boxes: chosen.length, boxesHit: 0 }
  for (const cell of chosen) {
    result.hits += observed[cell]!
    result.harmDays += harm[cell]!
    result.areaM2 += areaM2[cell]!
    if (observed[cell]! > 0) result.boxesHit += 1
  }
  return result
}

export function checkForecast(
  { shape, rate, exposureDays }: NonNullable<MethodScores['forecast']>,
  chosen: Int32Array,
  observed: Float64Array,
): ForecastCheck {
  const result = { expected: 0, cells: 0, inside: 0 }
  for (const cell of chosen) {
    if (shape[cell] === 0) continue
    result.cells += 1
    result.expected += (shape[cell]! / rate[cell]!) * exposureDays
    result.inside += shareInside(observed[cell]!, shape[cell]!, rate[cell]!, exposureDays)
  }
  return result
}

/**
 * Chance that u = F(n - 1) + v (F(n) - F(n - 1)), v uniform, lies within .10 to .90: the randomised transform without the
 * noise of drawing v (Czado, Gneiting and Held 2009, Biometrics 65(4), on the transform of counts).
 */
export function shareInside(observed: number, shape: number, rate: number, exposureDays: number): number {
  const logSuccess = Math.log(exposureDays / (rate + exposureDays))
  let logTerm = -shape * Math.log1p(exposureDays / rate)
  let below = 0
  for (let n = 0; n < observed; n++) {
    below += Math.exp(logTerm)
    logTerm += Math.log((shape + n) / (n + 1)) + logSuccess
  }
  const here = Math.exp(logTerm)
  // A count that the forecast holds to be impossible is outside, and there is nothing to share out.
  if (here === 0) return below > LOW && below < HIGH ? 1 : 0
  return Math.max(0, Math.min(HIGH, below + here) - Math.max(LOW, below)) / here
}
