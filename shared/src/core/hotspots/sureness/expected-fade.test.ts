import { describe, expect, it } from 'vitest'
import { expectedFade, listFade } from './expected-fade.ts'

describe('expectedFade', () => {
  it('is the share of the observed above what is expected of as long a period', () => {
    expect(expectedFade(8, 6)).toBe(0.25)
  })
  it('is not stated where nothing was observed or no less is expected', () => {
    expect(expectedFade(0, 0)).toBeNull()
    expect(expectedFade(5, 5)).toBeNull()
    expect(expectedFade(5, 7)).toBeNull()
  })
})

describe('listFade', () => {
  it('sets what goes up in one place against what goes down in another', () => {
    expect(
      listFade([
        { observed: 10, expectedSamePeriod: 6 },
        { observed: 2, expectedSamePeriod: 3 },
      ]),
    ).toEqual({ observed: 12, expectedSamePeriod: 9, share: 0.25 })
    expect(listFade([])).toEqual({ observed: 0, expectedSamePeriod: 0, share: null })
  })
})
