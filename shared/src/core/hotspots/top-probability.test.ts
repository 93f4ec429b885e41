import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../random.ts'
import { topProbabilities } from './top-probability.ts'

describe('topProbabilities', () => {
  it('is sure of everybody when there are no more places than wanted', () => {
    expect([...topProbabilities(new Float64Array([1, 2]), new Float64Array([84, 84]), 2)]).toEqual([1, 1])
  })
  it('adds up to the number wanted', () => {
    const shape = Float64Array.from({ length: 500 }, (_, i) => 0.2 + 10 / (1 + i / 20))
    const p = topProbabilities(shape, new Float64Array(500).fill(100), 50)
    expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(50, 5)
    expect(p[0]!).toBeGreaterThan(0.99)
    expect(p[499]!).toBeLessThan(p[250]!)
  })
  it('is sure where exactly as many as are wanted stand clear of all others', () => {
    // Any threshold in the gap will do, and a search along the chord finds none better than another.
    const shape = Float64Array.from({ length: 320 }, (_, i) => (i < 10 ? 60.2 : i < 20 ? 400.2 : 1.2))
    const p = topProbabilities(shape, new Float64Array(320).fill(364), 10)
    expect([...p.subarray(10, 20)]).toEqual(Array.from({ length: 10 }, () => 1))
    expect(Math.max(...p.subarray(0, 10), ...p.subarray(20))).toBeLessThan(1e-9)
  })
  it('says of places that are alike what it would say of each by itself', () => {
    const shapes = [0.7, 3, 9.5, 3.2]
    const shape = Float64Array.from({ length: 400 }, (_, i) => shapes[i % 4]!)
    const rate = Float64Array.from({ length: 400 }, (_, i) => 90 + (i % 3))
    const shared = topProbabilities(shape, rate, 40)
    const single = topProbabilities(
      shape.map((value, i) => value * (1 + i * 1e-13)),
      rate,
      40,
    )
    for (let i = 0; i < 400; i++) expect(Math.abs(shared[i]! - single[i]!)).toBeLessThan(1e-9)
    expect(new Set(shared).size).toBeGreaterThan(3)
  })
  it('agrees with simulation of all the rates', () => {
    const shape = Float64Array.from({ length: 120 }, (_, i) => 0.5 + 12 / (1 + i / 10))
    const rate = Float64Array.from({ length: 120 }, (_, i) => 80 + (i % 3) * 40)
    const stated = topProbabilities(shape, rate, 20)
    const inTop = new Float64Array(120)
    const rng = createSeededRng(5)
    const draws = 1500
    for (let draw = 0; draw < draws; draw++) {
      const rates = Array.from(shape, (a, i) => gammaQuantile(uniform(rng), a, rate[i]!))
      const least = [...rates].sort((a, b) => b - a)[19]!
      rates.forEach((value, i) => (inTop[i]! += value >= least ? 1 / draws : 0))
    }
    // 4 standard errors of the simulation (0.013) are 0.05
    for (let i = 0; i < 120; i++) expect(Math.abs(stated[i]! - inTop[i]!)).toBeLessThan(0.05)
  })
})
