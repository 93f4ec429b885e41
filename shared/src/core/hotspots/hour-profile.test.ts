import { describe, expect, it } from 'vitest'
import { createSeededRng, uniformBelow } from '../random.ts'
import { HOURS_PER_WEEK } from '../time.ts'
import { hourProfiles } from './hour-profile.ts'

const hours = (fill: (hour: number) => number) => Float64Array.from({ length: HOURS_PER_WEEK }, (_, hour) => fill(hour))

describe('hourProfiles', () => {
  it('has mean 1 everywhere, whatever the counts', () => {
    const rng = createSeededRng(1)
    const places = Array.from({ length: 12 }, () => hours(() => (uniformBelow(rng, 30) === 0 ? 1 : 0)))
    const profiles = hourProfiles(
      places,
      places.map((_, i) => i % 2),
      [hours(() => 3), hours((h) => h % 5)],
      hours((h) => h),
    )
    for (const { profile } of profiles) {
      expect(profile).toHaveLength(HOURS_PER_WEEK)
      expect(profile.reduce((a, b) => a + b, 0) / HOURS_PER_WEEK).toBeCloseTo(1, 10)
      expect(Math.min(...profile)).toBeGreaterThan(0)
    }
  })
  it('says none, all 1, when the data has no hours', () => {
    const empty = hours(() => 0)
    expect(hourProfiles([empty], [0], [empty], empty)).toEqual([
      { profile: Array.from({ length: HOURS_PER_WEEK }, () => 1), profileSource: 'none' },
    ])
  })
  it('follows the place where it has much to say, and the force where it has little', () => {
    const nights = hours((hour) => (hour % 24 < 4 ? 60 : 0))
    const force = hours((hour) => (hour % 24 >= 8 && hour % 24 < 16 ? 9000 : 10))
    // Most places are like the force, so the pull to it is strong.
    const alike = Array.from({ length: 100 }, () => hours((hour) => (hour % 24 >= 8 && hour % 24 < 16 ? 2 : 0)))
    const few = hours((hour) => (hour === 2 ? 1 : 0))
    const places = [nights, few, ...alike]
    const [much, little] = hourProfiles(
      places,
      places.map(() => 0),
      [force],
      force,
    )
    expect(much!.profileSource).toBe('place')
    expect(much!.profile[1]!).toBeGreaterThan(much!.profile[12]!)
    expect(little!.profileSource).not.toBe('place')
    expect(little!.profile[12]!).toBeGreaterThan(little!.profile[2]!)
  })
})
