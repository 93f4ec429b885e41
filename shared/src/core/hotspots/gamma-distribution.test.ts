import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import { describe, expect, it } from 'vitest'
import { gammaUpperTail, logGamma } from './gamma-distribution.ts'

describe('logGamma', () => {
  it('gives factorials, and the square root of pi at one half', () => {
    let logFactorial = 0
    for (let n = 1; n < 60; n++) {
      expect(logGamma(n)).toBeCloseTo(logFactorial, 10)
      logFactorial += Math.log(n)
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13)
    expect(logGamma(0.01)).toBeCloseTo(4.599479878042022, 11)
  })
})

describe('gammaUpperTail', () => {
  it('is the exponential and the Poisson sum where it has a closed form', () => {
    expect(gammaUpperTail(2, 1, 3)).toBeCloseTo(Math.exp(-6), 14)
    const poisson = Math.exp(-5) * (1 + 5 + 25 / 2 + 125 / 6)
    expect(gammaUpperTail(5, 4, 1)).toBeCloseTo(poisson, 13)
    expect(gammaUpperTail(0, 4, 1)).toBe(1)
  })
  it.each([0.05, 0.4, 1.7, 12, 90, 400])('inverts an independent quantile function at shape %d', (shape) => {
    for (const p of [0.02, 0.1, 0.5, 0.9, 0.99])
      expect(1 - gammaUpperTail(gammaQuantile(p, shape, 7), shape, 7)).toBeCloseTo(p, 8)
  })
})
