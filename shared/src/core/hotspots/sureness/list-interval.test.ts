import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../random.ts'
import { countQuantile } from '../negative-binomial.ts'
import { sumInterval } from './list-interval.ts'

const place = (shape: number, rate: number) => ({
  expected: (21 * shape) / rate,
  expectedLow: countQuantile(0.1, shape, rate, 21),
  expectedHigh: countQuantile(0.9, shape, rate, 21),
})

describe('sumInterval', () => {
  it('holds 80 % of simulated sums, whose places and whole level both vary', () => {
    const rng = createSeededRng(9)
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform(rng))) * Math.cos(2 * Math.PI * uniform(rng))
    const poisson = (mean: number): number => {
      let count = 0
      for (let left = Math.exp(-mean), product = uniform(rng); product > left; product *= uniform(rng)) count += 1
      return count
    }
    // Whole shapes, so that a gamma rate is a sum of exponentials.
    const places = Array.from({ length: 60 }, (_, i) => ({ shape: 2 + (i % 4), rate: 30 + i }))
    const { low, high, mean } = sumInterval(
      places.map(({ shape, rate }) => place(shape, rate)),
      1,
      true,
    )
    let inside = 0
    const runs = 2000
    for (let run = 0; run < runs; run++) {
      const level = Math.exp(0.1 * normal())
      let sum = 0
      for (const { shape, rate } of places) {
        let gamma = 0
        for (let k = 0; k < shape; k++) gamma -= Math.log(1 - uniform(rng))
        sum += poisson((level * gamma * 21) / rate)
      }
      if (sum >= low && sum <= high) inside += 1
    }
    expect(mean).toBeCloseTo(
      places.reduce((sum, { shape, rate }) => sum + (21 * shape) / rate, 0),
      9,
    )
    expect(inside / runs).toBeGreaterThan(0.77)
    expect(inside / runs).toBeLessThan(0.85)
  })
  it('is wider without a year to go by, and follows the share of the horizon', () => {
    const places = Array.from({ length: 100 }, () => place(4, 20))
    const [known, unknown, half] = [
      sumInterval(places, 1, true),
      sumInterval(places, 1, false),
      sumInterval(places, 0.5, true),
    ]
    expect(unknown.high - unknown.low).toBeGreaterThan(1.5 * (known.high - known.low))
    expect(half.mean).toBeCloseTo(known.mean / 2, 9)
    expect(half.high).toBeLessThan(known.high)
  })
  it('expects nothing of no place, and never less spread than counts of a known rate have', () => {
    expect(sumInterval([], 1, true)).toEqual({ mean: 0, low: 0, high: 0 })
    expect(sumInterval([{ expected: 100, expectedLow: 100, expectedHigh: 100 }], 1, true).high).toBeGreaterThan(112)
  })
})
