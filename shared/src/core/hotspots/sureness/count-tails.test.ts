import { describe, expect, it } from 'vitest'
import { countQuantile } from '../negative-binomial.ts'
import { countTails } from './count-tails.ts'

describe('countTails', () => {
  it('is geometric for shape 1, as worked by hand', () => {
    // P(N = n) = 1/2 ^ (n + 1) where rate and exposure are equal.
    expect(countTails(3, 1, 10, 10).atLeast).toBeCloseTo(1 / 8, 12)
    expect(countTails(3, 1, 10, 10).atMost).toBeCloseTo(15 / 16, 12)
  })
  it('shares the count itself between both tails, and is sure of at least none', () => {
    expect(countTails(0, 2.5, 30, 21).atLeast).toBe(1)
    const [below, here] = [countTails(3, 2.5, 30, 21).atMost, countTails(4, 2.5, 30, 21)]
    expect(below + here.atLeast).toBeCloseTo(1, 12)
    expect(here.atMost).toBeGreaterThan(below)
  })
  it('makes each tail the longer for a part of an incident', () => {
    const [two, part, three] = [2, 2.4, 3].map((count) => countTails(count, 2.5, 30, 21))
    expect(part).toEqual({ atLeast: two!.atLeast, atMost: three!.atMost })
  })
  it('agrees with the quantile', () => {
    const n = countQuantile(0.9, 4.2, 60, 21)
    expect(countTails(n, 4.2, 60, 21).atMost).toBeGreaterThanOrEqual(0.9)
    expect(countTails(n - 1, 4.2, 60, 21).atMost).toBeLessThan(0.9)
  })
})
