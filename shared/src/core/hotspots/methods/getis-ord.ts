import { sumByCell } from './counts.ts'
import type { RankingMethod, StudyArea } from './method.ts'

/** Share of false discoveries that is put up with among the cells called hot. */
const FALSE_DISCOVERY_RATE = 0.05

/**
 * Getis-Ord Gi* of the window's counts: how far the sum over a cell and its ring lies above what chance gives, in
 * standard deviations; weights 1 within the ring, the cell included.
 *
 * The order is that of z. The false discovery rate cannot change it, since whatever passes has the higher z; it says how many
 * cells are more than noise (`significant`), which is less than an analyst expects who asks for a fixed number of places.
 *
 * @see Ord and Getis (1995), Geographical Analysis 27(4), 286-306
 */
export const getisOrd: RankingMethod = {
  id: 'gi-star',
  label: 'Gi* (FDR)',
  score(evidence) {
    const z = giStar(sumByCell(evidence, evidence.windowFrom), evidence.study)
    const threshold = hotThreshold(z)
    return { score: z, significant: z.reduce((count, value) => count + (value >= threshold ? 1 : 0), 0) }
  },
}

/** z of every cell; all 0 when every cell has the same count. */
export function giStar(counts: Float64Array, study: Pick<StudyArea, 'neighbours'>): Float64Array {
  const n = counts.length
  const mean = counts.reduce((sum, count) => sum + count, 0) / n
  const spread = Math.sqrt(counts.reduce((sum, count) => sum + count * count, 0) / n - mean * mean)
  const z = new Float64Array(n)
  if (!(spread > 0)) return z
  for (let cell = 0; cell < n; cell++) {
    let sum = counts[cell]!
    let weights = 1
    for (let k = 6 * cell; k < 6 * cell + 6; k++) {
      const other = study.neighbours[k]!
      if (other < 0) continue
      sum += counts[other]!
      weights += 1
    }
    // Nothing is left to compare with when the ring is the whole area.
    if (weights < n) z[cell] = (sum - mean * weights) / (spread * Math.sqrt((weights * (n - weights)) / (n - 1)))
  }
  return z
}

/**
 * The least z that counts as hot at the false discovery rate (Benjamini and Hochberg 1995, JRSS B 57(1), 289-300), one-sided;
 * Infinity when none does.
 */
export function hotThreshold(z: Float64Array): number {
  const sorted = z.toSorted().reverse()
  let threshold = Infinity
  for (let i = 0; i < sorted.length && sorted[i]! > 0; i++)
    if (normalUpperTail(sorted[i]!) <= (FALSE_DISCOVERY_RATE * (i + 1)) / sorted.length) threshold = sorted[i]!
  return threshold
}

/** P(Z > z), z >= 0, by Abramowitz and Stegun 26.2.17: absolute error under 7.5e-8. */
function normalUpperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial
}
