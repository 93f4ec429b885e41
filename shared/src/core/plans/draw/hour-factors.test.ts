import { describe, expect, it } from 'vitest'
import { createHourFactors } from './hour-factors.ts'

/** Places with risk that rises and falls by `depth` around an hour of the day. */
function createPlaces(depth: number, peakOf: (place: number) => number) {
  return Array.from({ length: 30 }, (_, place) => ({
    tier: place < 6 ? 'A' : place < 18 ? 'B' : 'C',
    dosePerDay: place < 6 ? 5.4 : place < 18 ? 2.6 : 1.4,
    profile: Array.from(
      { length: 168 },
      (__, hour) => 1 + depth * Math.cos(((hour - peakOf(place)) / 24) * 2 * Math.PI),
    ),
  }))
}

/** Greatest over least factor of the first place. */
function rangeOf(factors: Float64Array): number {
  const first = factors.subarray(0, 168)
  return Math.max(...first) / Math.min(...first)
}

describe('createHourFactors', () => {
  it('has mean 1 for each place, and follows risk with its full power where all places have the same hours', () => {
    const factors = createHourFactors(createPlaces(0.5, () => 20))
    for (let place = 0; place < 30; place++)
      expect(
        factors.subarray(place * 168, (place + 1) * 168).reduce((sum, factor) => sum + factor, 0) / 168,
      ).toBeCloseTo(1)
    expect(rangeOf(factors)).toBeCloseTo(3 ** 2.75, 0)
  })

  it('follows it less where places differ sharply, so that nobody can be sure of their quiet hours', () => {
    const sharp = createHourFactors(createPlaces(0.9, (place) => (place * 7) % 24))
    expect(rangeOf(sharp)).toBeGreaterThan(1.1)
    expect(rangeOf(sharp)).toBeLessThan(6)
  })

  it('knows no hours of places without any', () => {
    expect(new Set(createHourFactors(createPlaces(0, () => 0)))).toEqual(new Set([1]))
    expect(createHourFactors([])).toHaveLength(0)
  })
})
