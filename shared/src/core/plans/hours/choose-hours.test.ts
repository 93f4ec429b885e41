import { describe, expect, it } from 'vitest'
import { chooseHours } from './choose-hours.ts'
import { foreseeStaticSkill } from './foresee.ts'
import { createSlotRoster, createUnitHours, toHourFactors, type UnitHours } from './unit-hours.ts'

const DAYS = 21

function crewsBy(crewsAt: (hourOfDay: number) => number) {
  const minutes = DAYS * 1440
  return createSlotRoster(
    Float64Array.from({ length: minutes }, (_, minute) => crewsAt(Math.floor(minute / 60) % 24)),
    { hourOfWeek: Uint8Array.from({ length: minutes }, (_, minute) => Math.floor(minute / 60) % 168) },
  )
}

/** Places with risk that rises and falls by `depth` around an hour of the day, with crews by the hour of the day. */
function createHours(depth: number, peakOf: (place: number) => number, crewsAt = (_hour: number) => 2): UnitHours {
  const places = Array.from({ length: 30 }, (_, place) => ({
    tier: place < 6 ? 'A' : place < 18 ? 'B' : 'C',
    expected: place < 6 ? 20 : place < 18 ? 8 : 5,
    profile: Array.from(
      { length: 168 },
      (__, hour) => 1 + depth * Math.cos(((hour - peakOf(place)) / 24) * 2 * Math.PI),
    ),
  }))
  const visits = Float64Array.from(places, ({ tier }) => DAYS * (tier === 'A' ? 5.4 : tier === 'B' ? 2.6 : 1.4))
  return createUnitHours(places, visits, crewsBy(crewsAt))
}

const spread = (place: number): number => (place * 7) % 24
const skillOf = (hours: UnitHours, floor?: number): number =>
  foreseeStaticSkill([{ hours, logRates: chooseHours(hours, floor).logRates }])

describe('chooseHours', () => {
  it('follows risk as far as an observer may know, and knows no hours of places without any', () => {
    for (const depth of [0.6, 0.7, 0.8, 0.9]) {
      const skill = skillOf(createHours(depth, spread))
      expect(skill).toBeGreaterThan(0.0081)
      expect(skill).toBeLessThanOrEqual(0.009)
    }
    expect(chooseHours(createHours(0, spread), undefined).entropy).toBeCloseTo(1, 9)
  })

  it('goes further, or less far, only where a floor asks for it', () => {
    const hours = createHours(0.9, spread)
    const { entropy } = chooseHours(hours, undefined)
    expect(skillOf(hours, 0)).toBeGreaterThan(0.02)
    expect(skillOf(hours, 1 - (1 - entropy) / 4)).toBeLessThan(0.005)
    expect(chooseHours(hours, 1).entropy).toBe(1)
  })

  it('leaves no place an hour that is safe for whoever knows all hours', () => {
    const hours = createHours(0.95, spread)
    const { logRates } = chooseHours(hours, 0)
    const { visits, slots } = hours.programme
    const mean = visits.reduce((sum, count) => sum + count, 0) / visits.length
    const rates = logRates.map((logRate, at) => (Math.exp(logRate) * visits[Math.floor(at / slots)]!) / mean)
    const most = Math.max(...rates.subarray(29 * slots))
    expect(Math.min(...rates)).toBeGreaterThan(0.46)
    expect(most).toBeGreaterThan(Math.min(...rates))
  })

  it('asks nothing of hours without crews, and has mean 1 over the patrol time of each place', () => {
    const hours = createHours(0.8, spread, (hour) => (hour >= 8 && hour < 14 ? 1 : hour >= 14 ? 3 : 0))
    expect(hours.programme.slots).toBe(7 * 8)
    const factors = toHourFactors(hours, chooseHours(hours, undefined).logRates, 30)
    for (let place = 0; place < 30; place++) {
      let sum = 0
      for (let hour = 0; hour < 168; hour++) {
        const crews = hour % 24 >= 14 ? 3 : hour % 24 >= 8 ? 1 : 0
        if (crews === 0) expect(factors[place * 168 + hour]).toBe(1)
        sum += (crews * factors[place * 168 + hour]!) / (7 * (6 + 30))
      }
      expect(sum).toBeCloseTo(1, 5)
    }
  })

  it('leaves out places that get no visits', () => {
    const place = { tier: 'A', expected: 1, profile: Array.from({ length: 168 }, (_, hour) => hour % 24) }
    const hours = createUnitHours(
      [place, place, place],
      Float64Array.of(10, 0, 20),
      crewsBy(() => 1),
    )
    expect([...hours.members]).toEqual([0, 2])
    const factors = toHourFactors(hours, chooseHours(hours, undefined).logRates, 3)
    expect(new Set(factors.subarray(168, 336))).toEqual(new Set([1]))
    expect(
      chooseHours(
        createUnitHours(
          [],
          new Float64Array(),
          crewsBy(() => 1),
        ),
        undefined,
      ).coverage,
    ).toBe(0)
    expect(
      chooseHours(
        createUnitHours(
          [place],
          Float64Array.of(9),
          crewsBy(() => 0),
        ),
        0.5,
      ).entropy,
    ).toBe(1)
  })
})
