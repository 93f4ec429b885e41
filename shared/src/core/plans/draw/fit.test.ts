import { describe, expect, it } from 'vitest'
import { createInstance } from '../plan-instance.test-support.ts'
import { createPlanClock } from '../plan-clock.ts'
import { findTargets } from '../targets.ts'
import { createBcuInstance } from './bcu-instance.ts'
import { fitMechanism } from './fit.ts'
import { createSimulator } from './simulate.ts'

function fit(factor: number) {
  const doses = { A: 8 * factor, B: 6 * factor, C: 5 * factor }
  const given = createInstance({ hotspots: 16, bcus: 1, crews: 1, days: 5, doses })
  const clock = createPlanClock(given.timezone, given.startDay, given.days)
  const unit = createBcuInstance('BCU0', given.hotspots, given.shifts, given.travel, clock, given)
  const targets = findTargets(unit)
  const { floors, targets: fitted } = fitMechanism(unit, targets, createSimulator(unit))
  return [...floors.keys()].map((place) => ({
    floor: floors[place]!,
    target: fitted[place]!,
    wanted: targets.wanted[place]!,
  }))
}

describe('the floor of a place', () => {
  it('is .76 of its target where the roster carries what is wanted', () => {
    for (const { floor, target, wanted } of fit(0.25)) {
      expect(target / wanted).toBeGreaterThan(0.98)
      expect(floor / target).toBeCloseTo(0.76, 6)
    }
  })

  it('stays at .74 of what is wanted on a roster that is nearly enough, and leaves chance some room on a short one', () => {
    for (const factor of [0.7, 0.8, 1, 1.6])
      for (const { floor, target, wanted } of fit(factor)) {
        const expected = Math.min(0.88 * target, Math.max(0.76 * target, 0.74 * wanted))
        expect(floor / expected).toBeCloseTo(1, 6)
      }
    expect(Math.min(...fit(1.6).map(({ floor, target }) => floor / target))).toBeCloseTo(0.88, 6)
  })
})
