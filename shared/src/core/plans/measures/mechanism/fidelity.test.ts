import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../../random.ts'
import { measureFidelity } from './fidelity.ts'

/** Counts of draws in which bins with probability `truth` start, beside what is stated. */
function count(truth: Float64Array, stated: Float64Array, draws = 200, seed = 1) {
  const rng = createSeededRng(seed)
  const binomial = (p: number): number => {
    let sum = 0
    for (let draw = 0; draw < draws / 2; draw++) sum += uniform(rng) < p ? 1 : 0
    return sum
  }
  return {
    evenStarts: Uint16Array.from(truth, binomial),
    oddStarts: Uint16Array.from(truth, binomial),
    evenDraws: draws / 2,
    oddDraws: draws / 2,
    probabilities: stated,
    patrolled: new Uint8Array(truth.length).fill(1),
  }
}
const rng = createSeededRng(5)
const truth = new Float64Array(20_000).map(() => 0.02 + 0.2 * uniform(rng))

describe('measureFidelity', () => {
  it('is 1, 1 and 0 where starts are as likely as stated', () => {
    const { varianceRatio, slope, intercept, verdict } = measureFidelity([count(truth, truth)])!
    expect(Math.abs(varianceRatio - 1)).toBeLessThan(0.03)
    expect(Math.abs(slope - 1)).toBeLessThan(0.015)
    expect(Math.abs(intercept)).toBeLessThan(0.003)
    expect(verdict).toBe('inside')
  })

  it('sees probabilities that are stated too flat, too steep, or noisily', () => {
    const flat = truth.map((p) => 0.12 + (p - 0.12) / 2)
    expect(measureFidelity([count(truth, flat)])!).toMatchObject({ verdict: 'outside' })
    expect(measureFidelity([count(truth, flat)])!.slope).toBeCloseTo(2, 1)
    expect(measureFidelity([count(truth, flat)])!.varianceRatio).toBeCloseTo(4, 0)
    const noisy = truth.map((p) => Math.max(0, p + 0.06 * (uniform(rng) - 0.5)))
    expect(measureFidelity([count(truth, noisy)])!.slope).toBeLessThan(0.95)
  })

  it('adds parts up, and leaves out bins with no crew on patrol', () => {
    const whole = count(truth, truth)
    const [a, b] = [count(truth, truth, 200, 2), count(truth, truth, 200, 3)]
    expect(measureFidelity([a, b])!.draws).toBe(400)
    const wrong = { ...whole, probabilities: whole.probabilities.map((p, at) => (at < 10_000 ? 1 - p : p)) }
    expect(measureFidelity([wrong])!.verdict).toBe('outside')
    expect(
      measureFidelity([{ ...wrong, patrolled: wrong.patrolled.map((_, at) => (at < 10_000 ? 0 : 1)) }])!.verdict,
    ).toBe('inside')
  })

  it('says nothing about a few draws', () => {
    expect(measureFidelity([count(truth, truth, 10)])).toBeNull()
  })
})
