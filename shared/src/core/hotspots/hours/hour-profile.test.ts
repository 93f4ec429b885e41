import { describe, expect, it } from 'vitest'
import { createSeededRng, uniformBelow } from '../../random.ts'
import { HOURS_PER_WEEK } from '../../time.ts'
import { hourProfiles } from './hour-profile.ts'

const hours = (fill: (hour: number) => number) => Float64Array.from({ length: HOURS_PER_WEEK }, (_, hour) => fill(hour))

describe('hourProfiles', () => {
  it('has mean 1 everywhere, whatever the counts', () => {
    const rng = createSeededRng(1)
    const places = Array.from({ length: 12 }, () => hours(() => (uniformBelow(rng, 30) === 0 ? 1 : 0)))
    const profiles = hourProfiles({
      places,
      unitOf: places.map((_, i) => i % 2),
      units: [hours(() => 3), hours((h) => h % 5)],
      force: hours((h) => h),
    })
    for (const { profile } of profiles) {
      expect(profile).toHaveLength(HOURS_PER_WEEK)
      expect(profile.reduce((a, b) => a + b, 0) / HOURS_PER_WEEK).toBeCloseTo(1, 10)
      expect(Math.min(...profile)).toBeGreaterThan(0)
    }
  })
  it('says none, all 1, when the data has no hours', () => {
    const empty = hours(() => 0)
    expect(hourProfiles({ places: [empty], unitOf: [0], units: [empty], force: empty })).toEqual([
      { profile: Array.from({ length: HOURS_PER_WEEK }, () => 1), profileSource: 'none', profileSampleSize: 0 },
    ])
  })
  it('follows the place where it has much to say, and the force where it has little', () => {
    const nights = hours((hour) => (hour % 24 < 4 ? 60 : 0))
    const force = hours((hour) => (hour % 24 >= 8 && hour % 24 < 16 ? 9000 : 10))
    // Most places are like the force, so the pull to it is strong.
    const alike = Array.from({ length: 100 }, () => hours((hour) => (hour % 24 >= 8 && hour % 24 < 16 ? 2 : 0)))
    const few = hours((hour) => (hour === 2 ? 1 : 0))
    const places = [nights, few, ...alike]
    const [much, little] = hourProfiles({ places, unitOf: places.map(() => 0), units: [force], force })
    expect(much!.profileSource).toBe('place')
    expect(much!.profile[1]!).toBeGreaterThan(much!.profile[12]!)
    expect(little!.profileSource).not.toBe('place')
    expect(little!.profile[12]!).toBeGreaterThan(little!.profile[2]!)
  })
  it('tells how many incidents are behind a profile: more with own ones, and never more than the force can vouch for', () => {
    const sizes = (own: number, force: number) =>
      hourProfiles({
        places: [hours((hour) => (hour === 20 ? own : 0))],
        unitOf: [0],
        units: [hours((hour) => (hour === 20 ? own : 0))],
        force: hours((hour) => (hour === 20 ? force : 0)),
      })[0]!.profileSampleSize
    // A pull of 300 at both levels (there is one place) to a force of 6 incidents: each of them counts, and hardly more.
    expect(sizes(0, 6)).toBeCloseTo(1 / (1 / 300 + 1 / 300 + 1 / 6), 10)
    // Unit: 1 / (1/400 + (300/400)^2 / 1e6); place: 1 / (1/400 + (3/4)^2 / unit).
    expect(sizes(100, 1e6)).toBeCloseTo(1 / (1 / 400 + 0.5625 * (1 / 400 + 0.5625 / 1e6)), 8)
    expect(sizes(50, 1000)).toBeGreaterThan(sizes(5, 1000))
    expect(sizes(5, 1000)).toBeGreaterThan(sizes(5, 100))
  })
  it('keeps to the hours of a theme, but for one part in a hundred', () => {
    const night = hours((hour) => (hour % 24 < 4 ? 3 : 0))
    const within = [...night.keys()].filter((hour) => night[hour]! > 0)
    const { profile } = hourProfiles({ places: [night], unitOf: [0], units: [night], force: night, within })[0]!
    const inside = within.reduce((sum, hour) => sum + profile[hour]!, 0) / HOURS_PER_WEEK
    expect(inside).toBeCloseTo(0.99, 10)
    expect(profile.reduce((a, b) => a + b, 0) / HOURS_PER_WEEK).toBeCloseTo(1, 10)
    expect(Math.min(...profile)).toBeGreaterThan(0)
  })
  it('foretells the hours of what comes better than a flat week, the own counts and the whole force', () => {
    const rng = createSeededRng(5)
    // Half of the places are busy at night, half in the afternoon; 15 incidents are known of each, 40 come.
    const drawHour = (place: number): number => {
      const from = place % 2 === 0 ? 20 : 12
      const hour = uniformBelow(rng, 4) === 0 ? uniformBelow(rng, 24) : (from + uniformBelow(rng, 6)) % 24
      return uniformBelow(rng, 7) * 24 + hour
    }
    const draw = (count: number) =>
      Array.from({ length: 120 }, (_, place) => {
        const counts = hours(() => 0)
        for (let i = 0; i < count; i++) counts[drawHour(place)]! += 1
        return counts
      })
    const [known, later] = [draw(15), draw(40)]
    const pooled = (some: readonly Float64Array[]) => hours((hour) => some.reduce((sum, one) => sum + one[hour]!, 0))
    const force = pooled(known)
    const profiles = hourProfiles({ places: known, unitOf: known.map(() => 0), units: [force], force })
    const score = (riskOf: (place: number) => ArrayLike<number>) =>
      later.reduce(
        (sum, counts, place) =>
          sum + counts.reduce((own, count, hour) => own + count * Math.log(riskOf(place)[hour]!), 0),
        0,
      )
    const relative = (counts: Float64Array) => {
      const total = counts.reduce((sum, count) => sum + count, 1)
      return counts.map((count) => ((count + 1 / HOURS_PER_WEEK) / total) * HOURS_PER_WEEK)
    }
    const ours = score((place) => profiles[place]!.profile)
    expect(ours).toBeGreaterThan(0)
    expect(ours).toBeGreaterThan(score(() => relative(force)))
    expect(ours).toBeGreaterThan(score((place) => relative(known[place]!)))
  })
})
