import { describe, expect, it } from 'vitest'
import { createKeyedRng } from '../../random.ts'
import { createPlanClock } from '../plan-clock.ts'
import { createInstance, type InstanceSettings } from '../plan-instance.test-support.ts'
import { measurePlan } from '../measures/measure.ts'
import type { MeasuredPlan } from '../measures/measured-plan.ts'
import { findTargets } from '../targets.ts'
import { createBcuInstance } from './bcu-instance.ts'
import { fitMechanism } from './fit.ts'
import { createSimulator } from './simulate.ts'

/** One unit's draw with its measures. */
function drawUnit(settings: InstanceSettings) {
  const input = createInstance({ bcus: 1, ...settings })
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const instance = createBcuInstance('BCU0', input.hotspots, input.shifts, input.travel, clock, input)
  const simulator = createSimulator(instance)
  const mechanism = fitMechanism(instance, findTargets(instance), simulator)
  const { visits, breakStarts } = simulator.run(mechanism, createKeyedRng(new Uint8Array(32).fill(5), 'draw/0/BCU0'))
  const plan: MeasuredPlan = {
    days: input.days,
    places: input.hotspots,
    tours: instance.tours.map(({ dutyStart, dutyEnd, breakMinutes }, tour) => ({
      bcu: 'BCU0',
      dutyStart,
      dutyEnd,
      refreshments: { start: breakStarts[tour]!, end: breakStarts[tour]! + breakMinutes },
    })),
    visits,
  }
  return { visits, breakStarts, instance, measures: measurePlan(plan) }
}

describe('the jump process', () => {
  const unit = drawUnit({ hotspots: 23, crews: 3, days: 21, flat: true })

  it('starts visits on every minute of the half-hour alike', () => {
    expect(unit.measures.minuteEntropy!.value).toBeGreaterThan(0.995)
  })

  it('gives each tier its dose and no place less than 0.7 of it', () => {
    for (const name of ['doseRatioA', 'doseRatioB', 'doseRatioC'] as const) {
      expect(unit.measures[name]!.value).toBeGreaterThan(0.93)
      expect(unit.measures[name]!.value).toBeLessThan(1.12)
    }
    expect(unit.measures.doseRatioLeast!.value).toBeGreaterThan(0.7)
  })

  it('leaves no safe window after a visit, also where one crew is alone on tour', () => {
    const alone = drawUnit({ hotspots: 23, crews: 1, days: 21, flat: true })
    for (const { measures } of [unit, alone])
      for (const name of ['safeWindow30', 'safeWindow60', 'safeWindow120'] as const) {
        const { value, error } = measures[name]!
        expect(value).toBeGreaterThan(0.75 - 2 * error)
        expect(value).toBeLessThan(1.25 + 2 * error)
      }
  })

  it('spreads refreshments over their span and rarely sends half the crews at once', () => {
    const offsets = unit.instance.tours.map(({ breakFrom }, tour) => unit.breakStarts[tour]! - breakFrom)
    // Span 240 min, break 40: the starts lie in 0..200.
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...offsets)).toBeLessThanOrEqual(200)
    expect(Math.min(...offsets)).toBeLessThan(30)
    expect(Math.max(...offsets)).toBeGreaterThan(170)
    expect(unit.measures.breakSync!.value).toBeLessThan(0.1)
  })

  it('stays 12 to 16 minutes, each length alike', () => {
    const counts = new Map<number, number>()
    for (const { start, end } of unit.visits) counts.set(end - start, (counts.get(end - start) ?? 0) + 1)
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([12, 13, 14, 15, 16])
    for (const count of counts.values()) {
      const expected = unit.visits.length / 5
      expect(Math.abs(count - expected)).toBeLessThan(4.5 * Math.sqrt(expected * 0.8))
    }
  })
})
