import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logGamma } from './gamma-distribution.ts'
import { countQuantile } from './negative-binomial.ts'

/** P(count <= n), each term from the closed form. */
function cumulative(n: number, shape: number, rate: number, exposure: number): number {
  let sum = 0
  for (let k = 0; k <= n; k++)
    sum += Math.exp(
      logGamma(shape + k) -
        logGamma(shape) -
        logGamma(k + 1) +
        shape * Math.log(rate / (rate + exposure)) +
        k * Math.log(exposure / (rate + exposure)),
    )
  return sum
}

describe('countQuantile', () => {
  it('is the least count whose summed probability reaches the share', () => {
    const shape = fc.double({ min: 0.05, max: 60, noNaN: true })
    const rate = fc.double({ min: 5, max: 500, noNaN: true })
    fc.assert(
      fc.property(shape, rate, fc.constantFrom(0.1, 0.5, 0.9), (a, b, q) => {
        const n = countQuantile(q, a, b, 21)
        expect(cumulative(n, a, b, 21)).toBeGreaterThanOrEqual(q - 1e-9)
        expect(cumulative(n - 1, a, b, 21)).toBeLessThan(q + 1e-9) // an empty sum is 0
      }),
    )
  })
  it('is near the normal limit for a count of thousands, where the first terms underflow', () => {
    const median = countQuantile(0.5, 4000, 1, 1)
    expect(Math.abs(median - 4000)).toBeLessThan(3)
    expect(Math.abs(countQuantile(0.9, 4000, 1, 1) - (4000 + 1.2816 * Math.sqrt(8000)))).toBeLessThan(3)
  })
})
