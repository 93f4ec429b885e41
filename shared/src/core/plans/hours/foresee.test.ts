import { describe, expect, it } from 'vitest'
import { foreseeSafestDecile, foreseeStaticSkill, type StartRhythm } from './foresee.ts'
import type { UnitHours } from './unit-hours.ts'

/** Places of one tier each with two slots of a day, on patrol for `halfHours` in the plan. */
function createHours(tiers: readonly string[], visits: readonly number[], halfHours = 100): UnitHours {
  const places = tiers.length
  return {
    programme: {
      places,
      slots: 2,
      pace: Float64Array.of(0.5, 0.5),
      occurrences: new Float64Array(2).fill(halfHours / 4),
      risks: new Float64Array(places * 2).fill(1),
      visits: Float64Array.from(visits),
      leastRates: new Float64Array(places).fill(0.1),
    },
    roster: {
      slots: Int32Array.of(3, 7),
      pace: Float64Array.of(0.5, 0.5),
      occurrences: new Float64Array(2).fill(halfHours / 4),
    },
    members: Int32Array.from(tiers.keys()),
    tiers,
  }
}

const chance = (visits: number, halfHours = 100): number => 1 - Math.exp(-visits / halfHours)
const entropy = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p)

const STEADY: StartRhythm = { rates: new Float64Array(48).fill(1), patrolled: new Float64Array(48).fill(10) }

describe('foreseeStaticSkill', () => {
  it('tells nothing of places that are like their tier in every slot', () => {
    const logRates = Float64Array.of(0.2, -0.25, 0.2, -0.25, -0.1, 0.1)
    const hours = createHours(['A', 'A', 'B'], [40, 40, 10])
    expect(foreseeStaticSkill([{ hours, logRates }])).toBeCloseTo(0, 12)
  })

  it('is the information of a place on its slots over what the published rates leave open', () => {
    const [low, high] = [Math.log(0.5), Math.log(1.5)]
    const skill = foreseeStaticSkill([
      { hours: createHours(['A', 'A'], [40, 40]), logRates: Float64Array.of(low, high, high, low) },
    ])
    const published = (chance(10) + chance(30)) / 2
    const told = entropy(published) - (entropy(chance(10)) + entropy(chance(30))) / 2
    expect(skill).toBeCloseTo(told / entropy(published), 10)
  })

  it('publishes one rate for a tier in the whole force, so that a unit of fewer visits is told by it', () => {
    const even = new Float64Array(2)
    const units = [20, 40].map((visits) => ({ hours: createHours(['A'], [visits]), logRates: even }))
    expect(foreseeStaticSkill(units)).toBeGreaterThan(0.01)
    expect(foreseeStaticSkill(units.slice(1))).toBeCloseTo(0, 12)
  })

  it('says that nothing is told where nobody goes', () => {
    expect(foreseeStaticSkill([])).toBe(0)
  })
})

describe('foreseeSafestDecile', () => {
  it('knows the rate in the safest tenth of half-hours, weighing slots by how often they are', () => {
    // A tenth of 400 half-hours: 40 of the 100 of the rarest slot.
    const logRates = Float64Array.of(Math.log(0.4), Math.log(1.6), 0, 0)
    const safest = foreseeSafestDecile([{ hours: createHours(['A', 'A'], [20, 40]), logRates, rhythm: STEADY }])
    const mean = (chance(4) + chance(16) + 2 * chance(20)) / 4
    expect(safest).toBeCloseTo(chance(4) / mean, 2)
    // With a fifth as many half-hours in it, the tenth takes all 20 of it and some of the next.
    const rare = createHours(['A', 'A'], [20, 40])
    rare.roster.occurrences[0] = 5
    const mixed = foreseeSafestDecile([{ hours: rare, logRates, rhythm: STEADY }])
    const all = [chance(4, 20), chance(16), chance(20, 20), chance(20)] as const
    const mixedMean = (20 * all[0] + 100 * all[1] + 20 * all[2] + 100 * all[3]) / 240
    expect(mixed).toBeCloseTo(Math.min(all[1], all[0]) / mixedMean, 2)
  })

  it('counts the half-hours in which crews start few visits, and not those without patrol', () => {
    const hours = createHours(['A'], [40])
    const logRates = new Float64Array(2)
    // Slot 3 is from 06:00: the half-hour from 07:30 has a fifth of the starts of the others, a share of an eighth of all.
    const rhythm = { rates: Float64Array.from(STEADY.rates), patrolled: Float64Array.from(STEADY.patrolled) }
    rhythm.rates[15] = 0.2
    const mean = (3 * chance(25) + chance(5) + 4 * chance(20)) / 8
    expect(foreseeSafestDecile([{ hours, logRates, rhythm }])).toBeCloseTo(chance(5) / mean, 2)
    rhythm.patrolled[15] = 0
    expect(foreseeSafestDecile([{ hours, logRates, rhythm }])).toBeCloseTo(1, 2)
  })

  it('says that nobody is safe where nobody goes', () => {
    expect(foreseeSafestDecile([])).toBe(1)
  })
})
