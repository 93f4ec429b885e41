import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../../random.ts'
import { boostTrees, type LearningTask } from './boosted-trees.ts'
import { regressLogistic } from './logistic-regression.ts'

/** Rows whose true log-odds are given; the first half teaches. */
function task(oddsOf: (x: number, z: number) => number, rows = 40_000): { given: LearningTask; truth: Float64Array } {
  const rng = createSeededRng(3)
  const x = new Float32Array(rows).map(() => uniform(rng) * 2 - 1)
  const z = new Float32Array(rows).map(() => uniform(rng) * 2 - 1)
  const truth = Float64Array.from(x, (value, row) => oddsOf(value, z[row]!))
  const started = Uint8Array.from(truth, (odds) => (uniform(rng) < 1 / (1 + Math.exp(-odds)) ? 1 : 0))
  const offset = new Float64Array(rows)
  return { truth, given: { features: [x, z], started, rows, fitRows: rows * 0.4, trainRows: rows / 2, offset } }
}
const meanError = (odds: Float64Array, truth: Float64Array, from: number): number => {
  let sum = 0
  for (let row = from; row < odds.length; row++)
    sum += Math.abs(1 / (1 + Math.exp(-odds[row]!)) - 1 / (1 + Math.exp(-truth[row]!)))
  return sum / (odds.length - from)
}

describe('the learners', () => {
  it('logistic regression recovers a linear relation on rows that it has not seen', () => {
    const { given, truth } = task((x, z) => 1.5 * x - 0.5 * z - 1)
    expect(meanError(regressLogistic(given), truth, given.trainRows)).toBeLessThan(0.01)
  })

  it('boosted trees recover an interaction that no linear model sees', () => {
    const { given, truth } = task((x, z) => (x > 0.2 === z > -0.3 ? 1.5 : -1.5))
    expect(meanError(boostTrees(given), truth, given.trainRows)).toBeLessThan(0.04)
    expect(meanError(regressLogistic(given), truth, given.trainRows)).toBeGreaterThan(0.15)
  })

  it('boosted trees stop at once where there is nothing to learn, and keep the offset', () => {
    const { given } = task(() => 0)
    const odds = boostTrees({ ...given, offset: new Float64Array(given.rows) })
    expect(Math.max(...odds.subarray(0, 1000).map(Math.abs))).toBeLessThan(0.2)
  })

  it('both start from the offset, so that a perfect reference is left alone', () => {
    const { given, truth } = task((x) => 2 * x)
    for (const learn of [regressLogistic, boostTrees])
      expect(meanError(learn({ ...given, offset: truth }), truth, given.trainRows)).toBeLessThan(0.015)
  })
})
