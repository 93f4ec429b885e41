import { describe, expect, it } from 'vitest'
import { makePlan } from '../make-plan.ts'
import { toPlanFile } from '../plan-file.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import { checkPlan } from './check-plan.ts'

const key = new Uint8Array(32).fill(5)
const force = createInstance({ hotspots: 16, bcus: 1, crews: 2, days: 14, flat: true })

/** The bars of doses in the plan of a force whose places ask for `factor` times their dose. */
function doseBars(factor: number) {
  const hotspots = force.hotspots.map((place) => ({
    ...place,
    dosePerDay: place.dosePerDay * factor,
    capDay: 40,
    capWeek: 280,
  }))
  const made = toPlanFile(makePlan({ ...force, hotspots }, { key }))
  return checkPlan(made).bars.filter(({ name }) => name.startsWith('doseRatio'))
}

describe('doses and what the roster can carry', () => {
  it('are too much for the roster wherever they fall below their bar, whatever their error, with the visits it can make', () => {
    const bars = doseBars(6)
    for (const { value, verdict, note } of bars.filter((bar) => bar.verdict !== 'too-few-to-judge')) {
      expect(value).toBeLessThan(0.95)
      expect(verdict).toBe('roster-too-small')
      expect(note).toMatch(
        /^the tours of BCU0 can make about \d+ visits with every minute used; the doses there ask for/,
      )
    }
    expect(bars.filter(({ verdict }) => verdict === 'roster-too-small').length).toBeGreaterThan(2)
  })

  it('are too much also where a bar widened by its error would just let them pass', () => {
    const near = doseBars(2.2).filter(({ value, error, low }) => value! < low! && value! >= low! - 2 * error!)
    expect(near.length).toBeGreaterThan(0)
    for (const { verdict } of near) expect(verdict).toBe('roster-too-small')
  })

  it('are no excuse where the roster can carry them', () => {
    const hotspots = force.hotspots.map((place) => ({ ...place, dosePerDay: place.dosePerDay * 0.5 }))
    const made = toPlanFile(makePlan({ ...force, hotspots }, { key }))
    const lazy = { ...made, windows: made.windows.filter((_, index) => index % 2 === 0), measures: {} }
    const bars = checkPlan(lazy).bars.filter(({ name }) => name.startsWith('doseRatio'))
    expect(bars.map(({ verdict }) => verdict)).not.toContain('roster-too-small')
    expect(bars.map(({ verdict }) => verdict)).toContain('outside')
  })
})
