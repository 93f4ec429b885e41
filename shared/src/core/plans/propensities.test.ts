import { describe, expect, it } from 'vitest'
import { createKeyedRng, createSeededRng, sha256Hex } from '../random.ts'
import { createBcuInstance } from './draw/bcu-instance.ts'
import { fitMechanism } from './draw/fit.ts'
import { createSimulator } from './draw/simulate.ts'
import { normaliseInput } from './normalise-input.ts'
import { createPlanClock } from './plan-clock.ts'
import { createInstance } from './plan-instance.test-support.ts'
import { PROBABILITY_UNIT } from './plan.ts'
import { computePropensities, LEAST_PROPENSITY } from './propensities.ts'
import { findTargets } from './targets.ts'

function toShares(p: Uint32Array): Float64Array {
  return Float64Array.from(p, (share) => share / PROBABILITY_UNIT)
}

describe('computePropensities', () => {
  const input = createInstance({ hotspots: 8, bcus: 1, crews: 2, days: 2, tours: [[9, 8]] })
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const instance = createBcuInstance('BCU0', input.hotspots, input.shifts, input.travel, clock, input)
  const simulator = createSimulator(instance)
  const mechanism = fitMechanism(instance, findTargets(instance), simulator)
  const { p: millionths, meanVisits } = computePropensities(instance, mechanism, simulator)
  const p = toShares(millionths)

  it('states how often a visit really starts in a place and half-hour over many keys', () => {
    const keys = 400
    const started = new Float64Array(p.length)
    for (let n = 0; n < keys; n++) {
      const key = Uint8Array.from(Buffer.from(sha256Hex(`key ${n}`), 'hex'))
      const bins = new Set(
        simulator
          .run(mechanism, createKeyedRng(key, 'draw/0/BCU0'))
          .visits.map(({ place, start }) => place * 96 + clock.bin[start]!),
      )
      for (const bin of bins) started[bin]! += 1 / keys
    }
    // Slope of frequency on stated probability, and the worst bin against its own sampling error.
    let cross = 0
    let square = 0
    let worst = 0
    for (let bin = 0; bin < p.length; bin++) {
      cross += p[bin]! * started[bin]!
      square += p[bin]! ** 2
      const error = Math.sqrt((Math.max(p[bin]!, 0.005) * (1 - p[bin]!)) / keys + 0.01 ** 2)
      worst = Math.max(worst, Math.abs(p[bin]! - started[bin]!) / error)
    }
    expect(cross / square).toBeGreaterThan(0.97)
    expect(cross / square).toBeLessThan(1.03)
    expect(worst).toBeLessThan(4.5)
  })

  it('keeps to the bars of fidelity: slope of frequencies on probabilities, and their variance', () => {
    const given = normaliseInput(createInstance({ hotspots: 14, bcus: 1, crews: 2, days: 17 }))
    const days = createPlanClock(given.timezone, given.startDay, given.days)
    const unit = createBcuInstance('BCU0', given.hotspots, given.shifts, given.travel, days, given)
    const run = createSimulator(unit)
    const fitted = fitMechanism(unit, findTargets(unit), run)
    const stated = toShares(computePropensities(unit, fitted, run).p)
    const keys = 800
    const halves = [new Float64Array(stated.length), new Float64Array(stated.length)] as const
    for (let n = 0; n < keys; n++) {
      const { visits } = run.run(fitted, createSeededRng(1000 + n))
      const bins = new Set(visits.map(({ place, start }) => place * 17 * 48 + days.bin[start]!))
      for (const bin of bins) halves[n % 2]![bin]! += 2 / keys
    }
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const covariance = (a: Float64Array, b: Float64Array): number =>
      mean(a.map((value, at) => value * b[at]!)) - mean(a) * mean(b)
    const both = halves[0].map((value, at) => (value + halves[1][at]!) / 2)
    const slope = covariance(both, stated) / covariance(stated, stated)
    // What two independent halves have in common is no chance.
    const variance = covariance(...halves) / covariance(stated, stated)
    expect(slope).toBeGreaterThan(0.98)
    expect(slope).toBeLessThan(1.02)
    expect(variance).toBeGreaterThan(0.97)
    expect(variance).toBeLessThan(1.03)
    expect(Math.abs(mean(both) / mean(stated) - 1)).toBeLessThan(0.01)
  })

  it('never says that a half-hour with a crew on patrol is safe, and says 0 where there is none', () => {
    const onPatrol = (bin: number): boolean => bin % 48 >= 18 && bin % 48 < 34
    const values = [...p]
    expect(Math.min(...values.filter((_, bin) => onPatrol(bin)))).toBeGreaterThanOrEqual(LEAST_PROPENSITY)
    expect(Math.max(...values.filter((_, bin) => !onPatrol(bin)))).toBe(0)
  })

  it('gives each place its dose on average', () => {
    const wanted = input.hotspots.map(({ dosePerDay }) => dosePerDay * 2)
    for (const [place, visits] of wanted.entries()) {
      // Chance of the fewest draws that are ever made, 16, at three standard errors, beside what the fit leaves.
      const chance = 3 / Math.sqrt(visits * 16)
      expect(Math.abs(meanVisits[place]! / visits - 1)).toBeLessThan(0.1 + chance)
    }
    const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)
    expect(Math.abs(sum(meanVisits) / sum(wanted) - 1)).toBeLessThan(0.06)
  })
})
