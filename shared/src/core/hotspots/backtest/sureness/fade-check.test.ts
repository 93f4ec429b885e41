import { describe, expect, it } from 'vitest'
import { fadeOf } from './fade-check.ts'

describe('fadeOf', () => {
  it('sets what came, as if over as long, beside what was foreseen, by how much was', () => {
    const check = fadeOf(Int32Array.of(0, 1), {
      window: Float64Array.of(12, 4, 100),
      horizon: Float64Array.of(2, 2, 0),
      // 9 and 5 over the 84 days: a fade of a quarter, and a rise
      mean: Float64Array.of(9 / 84, 5 / 84, 1),
      windowDays: 84,
      horizonDays: 21,
      cityWindow: 400,
      cityHorizon: 50,
    })
    expect(check.all).toMatchObject({ places: 2, observed: 16, came: 16, cameAtLevel: 32 })
    expect(check.all.expected).toBeCloseTo(14, 12)
    expect(check.bins.map(({ places }) => places)).toEqual([0, 1, 0, 0, 0, 1])
    expect(check.bins[1]).toMatchObject({ observed: 12, came: 8 })
    expect(check.bins.at(-1)).toMatchObject({ observed: 4, came: 8 })
  })
})
