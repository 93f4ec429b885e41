import { describe, expect, it } from 'vitest'
import { chanceInLaterTop, inLaterTop, laterTop } from './later-top.ts'

describe('laterTop', () => {
  it('shares the places that are left among the cells with the last count', () => {
    const counts = Float64Array.of(5, 3, 9, 3, 3, 0)
    const top = laterTop(counts, 3)!
    expect(top).toEqual({ cutoff: 3, tieShare: 1 / 3 })
    expect(Array.from(counts, (count) => inLaterTop(count, top))).toEqual([1, 1 / 3, 1, 1 / 3, 1 / 3, 0])
  })
  it('is none where nothing separates the last of the top from the rest', () => {
    expect(laterTop(Float64Array.of(2, 1, 0, 0), 3)).toBeUndefined()
    expect(laterTop(Float64Array.of(2), 3)).toBeUndefined()
  })
  it('gives the chance that a count comes to be in it, ties in part', () => {
    // Geometric with P(N = n) = 1/2 ^ (n + 1): P(N > 3) = 1/16, P(N = 3) = 1/16.
    expect(chanceInLaterTop({ cutoff: 3, tieShare: 0.5 }, 1, 10, 10)).toBeCloseTo(1.5 / 16, 12)
  })
})
