import { describe, expect, it } from 'vitest'
import { createBcuInstance } from '../draw/bcu-instance.ts'
import { createFitRng, fitMechanism } from '../draw/fit.ts'
import { createSimulator } from '../draw/simulate.ts'
import { measureCoverage } from '../measures/coverage.ts'
import { normaliseInput } from '../normalise-input.ts'
import { createPlanClock } from '../plan-clock.ts'
import { createInstance, type InstanceSettings } from '../plan-instance.test-support.ts'
import type { PlanInput } from '../plan.ts'
import { selectUnit } from '../plan-unit.ts'
import { findTargets } from '../targets.ts'
import { previewPlan } from './preview-plan.ts'
import { foreseeRhythm } from './start-rhythm.ts'

const SMALL: InstanceSettings = { hotspots: 24, bcus: 2, crews: 2, days: 14, flat: false }

/** What fitted mechanisms make of an input: mean visits, also by area, coverage and starts by half-hour of some draws. */
function drawMeans(given: PlanInput, draws: number) {
  const input = normaliseInput(given)
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  let visits = 0
  let coverage = 0
  const perDay: Record<string, number> = {}
  const starts = new Float64Array(48)
  for (const bcu of new Set(input.hotspots.map((hotspot) => hotspot.bcu))) {
    const unit = selectUnit(input, bcu)
    const instance = createBcuInstance(bcu, unit.hotspots, unit.shifts, unit.travel, clock, unit)
    const simulator = createSimulator(instance)
    const mechanism = fitMechanism(instance, findTargets(instance), simulator)
    for (let draw = 0; draw < draws; draw++) {
      const drawn = simulator.run(mechanism, createFitRng(instance, `preview/${draw}`)).visits
      visits += drawn.length / draws
      for (const { place, start } of drawn) {
        const { area } = unit.hotspots[place]!
        perDay[area] = (perDay[area] ?? 0) + 1 / draws / input.days
        starts[clock.bin[start]! % 48]! += 1
      }
      coverage += measureCoverage({ days: input.days, places: unit.hotspots, tours: [], visits: drawn }) / draws
    }
  }
  return { visits, coverage, perDay, starts: starts.map((count) => count / draws / visits) }
}

describe('previewPlan', () => {
  it('trades evenness for coverage, from as even as the roster to as far as hours go', () => {
    const { tradeOff } = previewPlan(createInstance(SMALL))
    expect(tradeOff).toHaveLength(9)
    expect(tradeOff[0]).toMatchObject({ entropyFloor: 1, entropy: 1, withinBars: true })
    expect(tradeOff[0]!.staticSkill).toBeLessThan(0.001)
    expect(tradeOff.at(-1)!.coverage).toBeGreaterThan(0.995)
    for (const [index, point] of tradeOff.slice(1).entries()) {
      const before = tradeOff[index]!
      expect(point.entropyFloor).toBeLessThan(before.entropyFloor)
      expect(point.entropy).toBeGreaterThanOrEqual(point.entropyFloor)
      expect(point.coverage).toBeGreaterThan(before.coverage)
      expect(point.coverage).toBeLessThanOrEqual(1)
      expect(point.staticSkill).toBeGreaterThan(before.staticSkill)
      expect(point.safestDecile).toBeLessThanOrEqual(before.safestDecile + 0.01)
    }
  })

  it('stays within the bars unless a lower floor is asked for, which it says', () => {
    const input = createInstance(SMALL)
    const { chosen, tradeOff } = previewPlan(input)
    expect(chosen.withinBars).toBe(true)
    expect(chosen.coverage).toBeGreaterThan(tradeOff[0]!.coverage)
    const low = previewPlan({ ...input, entropyFloor: tradeOff.at(-1)!.entropyFloor }).chosen
    expect(low.withinBars).toBe(false)
    expect(low.coverage).toBeGreaterThan(chosen.coverage)
    const asked = previewPlan({ ...input, entropyFloor: chosen.entropyFloor }).chosen
    expect(asked.coverage).toBeCloseTo(chosen.coverage, 2)
    expect(previewPlan({ ...input, entropyFloor: 1 }).chosen.entropy).toBe(1)
  })

  it('foresees the coverage of what is drawn within 4 %', () => {
    const input = createInstance(SMALL)
    const even = { ...input, entropyFloor: 1 }
    const points = [previewPlan(input).chosen.coverage, previewPlan(even).chosen.coverage]
    const drawn = [drawMeans(input, 20).coverage, drawMeans(even, 20).coverage]
    expect(drawn[0]! / drawn[1]! / (points[0]! / points[1]!)).toBeGreaterThan(0.96)
    expect(drawn[0]! / drawn[1]! / (points[0]! / points[1]!)).toBeLessThan(1.04)
    expect(drawn[0]!).toBeGreaterThan(drawn[1]!)
  })

  it('foresees within 6 % the visits that too few tours make', () => {
    const input = createInstance({ ...SMALL, crews: 1, doses: { A: 10, B: 5, C: 3.5 } })
    const { capacity } = previewPlan(input)
    for (const { share, wantedVisits, possibleVisits } of capacity) {
      expect(share).toBeLessThan(0.9)
      expect(share).toBeCloseTo(possibleVisits / wantedVisits, 9)
    }
    const possible = capacity.reduce((sum, { possibleVisits }) => sum + possibleVisits, 0)
    expect(Math.abs(drawMeans(input, 4).visits / possible - 1)).toBeLessThan(0.06)
  })

  it('foresees when crews start visits, and the half-hours at handover in which few do', () => {
    const input = normaliseInput(createInstance({ ...SMALL, bcus: 1 }))
    const clock = createPlanClock(input.timezone, input.startDay, input.days)
    const { rates } = foreseeRhythm(createBcuInstance('BCU0', input.hotspots, input.shifts, input.travel, clock, input))
    const all = rates.reduce((sum, rate) => sum + rate, 0)
    const { starts } = drawMeans(input, 20)
    const off = rates.map((rate, bin) => Math.abs(rate / all - starts[bin]!) * 48)
    expect(off.reduce((sum, error) => sum + error, 0) / 48).toBeLessThan(0.12)
    // The last half-hour of each tour has far fewer starts than others.
    const atHandover = (values: Float64Array): number => 16 * (values[13]! + values[29]! + values[45]!)
    expect(atHandover(starts)).toBeLessThan(0.8)
    expect(atHandover(rates) / all).toBeLessThan(0.75)
    expect(atHandover(rates) / all).toBeGreaterThan(atHandover(starts) - 0.3)
  })

  it('draws what is guaranteed, where tours are too few, at the cost of the other places', () => {
    const base = createInstance({ ...SMALL, bcus: 1, crews: 1, doses: { A: 10, B: 5, C: 3.5 } })
    const input = { ...base, hotspots: base.hotspots.map((place, k) => ({ ...place, area: k % 2 === 0 ? 'E' : 'O' })) }
    const { wantedVisits, possibleVisits } = previewPlan(input).capacity[0]!
    const plain = drawMeans(input, 4).perDay
    const leastPerDay = plain['E']! * 1.2
    const { perDay } = drawMeans({ ...input, guarantees: [{ area: 'E', leastPerDay }] }, 4)
    expect(possibleVisits / wantedVisits).toBeLessThan(0.85)
    expect(Math.abs(perDay['E']! / leastPerDay - 1)).toBeLessThan(0.05)
    expect(perDay['O']!).toBeLessThan(plain['O']! * 0.9)
  })

  it('counts tours and patrol minutes by unit, and knows units without places or tours', () => {
    const input = createInstance(SMALL)
    const bare = { ...input, shifts: input.shifts.filter(({ bcu }) => bcu === 'BCU0') }
    expect(previewPlan(bare).capacity).toMatchObject([
      { bcu: 'BCU0', tours: 84, patrolMinutes: 36_200, share: 1 },
      {
        bcu: 'BCU1',
        tours: 0,
        patrolMinutes: 0,
        possibleVisits: 0,
        wantedVisits: expect.closeTo(431.2, 6) as number,
        share: 0,
      },
    ])
    const elsewhere = { ...input, hotspots: input.hotspots.filter(({ bcu }) => bcu === 'BCU1') }
    expect(previewPlan(elsewhere).capacity[0]).toMatchObject({ bcu: 'BCU0', tours: 84, wantedVisits: 0, share: 1 })
  })

  it('prices a guarantee in visits and coverage', () => {
    const base = createInstance({ ...SMALL, crews: 1, doses: { A: 8, B: 4, C: 2.5 } })
    // The borough of most expected incidents costs nothing to favour, the one of least does.
    const halves = base.hotspots.map((hotspot, index) => ({
      ...hotspot,
      area: index % 4 < 2 ? 'Busy' : 'Quiet',
      expected: index % 4 < 2 ? 9 : 1,
    }))
    const input = { ...base, hotspots: halves }
    const without = previewPlan({ ...input, guarantees: [{ area: 'Quiet', leastPerDay: 0 }] }).guarantees[0]!
    expect(without.costShare).toBeCloseTo(0, 5)
    const least = without.withoutPerDay * 1.3
    const [price] = previewPlan({ ...input, guarantees: [{ area: 'Quiet', leastPerDay: least }] }).guarantees
    expect(price!.withoutPerDay).toBeCloseTo(without.withoutPerDay, 6)
    expect(price!.costShare).toBeGreaterThan(0.01)
    expect(price!.costShare).toBeLessThan(0.3)
    const [gain] = previewPlan({ ...input, guarantees: [{ area: 'Busy', leastPerDay: least * 1.1 }] }).guarantees
    expect(gain!.costShare).toBeLessThan(0)
  })

  it('names the clock times at which nobody is on patrol between two tours, and none where tours overlap', () => {
    const between = previewPlan(createInstance({ ...SMALL, briefingMinutes: 20, bookOffMinutes: 15 })).handovers
    expect(between.filter(({ bcu }) => bcu === 'BCU0')).toEqual([
      { bcu: 'BCU0', clock: '06:45', minutesWithoutCrew: 35 },
      { bcu: 'BCU0', clock: '14:45', minutesWithoutCrew: 35 },
      { bcu: 'BCU0', clock: '22:45', minutesWithoutCrew: 35 },
    ])
    expect(previewPlan(createInstance(SMALL)).handovers).toEqual([])
    const overlapping: InstanceSettings['tours'] = [
      [7, 9],
      [15, 9],
      [23, 9],
    ]
    const staggered = { ...SMALL, briefingMinutes: 20, bookOffMinutes: 15, tours: overlapping }
    expect(previewPlan(createInstance(staggered)).handovers).toEqual([])
    // Nobody rostered at night is no handover.
    expect(previewPlan(createInstance({ ...SMALL, tours: [[9, 8]] })).handovers).toEqual([])
  })

  it('refuses what a plan would be refused for', () => {
    const input = createInstance(SMALL)
    expect(() => previewPlan({ ...input, entropyFloor: 1.2 })).toThrow('The entropy floor is 1.2')
    expect(() => previewPlan({ ...input, guarantees: [{ area: 'Atlantis', leastPerDay: 1 }] })).toThrow('"Atlantis"')
    expect(() => previewPlan({ ...input, guarantees: [{ area: 'Borough 0', leastPerDay: 900 }] })).toThrow(
      'The guarantee of "Borough 0" is 900 visits a day',
    )
  })
})
