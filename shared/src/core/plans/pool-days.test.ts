import { describe, expect, it } from 'vitest'
import { weekdayOf } from '../time.ts'
import { createBcuInstance } from './draw/bcu-instance.ts'
import { findDayClasses } from './draw/day-classes.ts'
import { fitMechanism } from './draw/fit.ts'
import { createSimulator } from './draw/simulate.ts'
import { normaliseInput } from './normalise-input.ts'
import { createPlanClock } from './plan-clock.ts'
import { createInstance } from './plan-instance.test-support.ts'
import { poolDays } from './pool-days.ts'
import { computePropensities } from './propensities.ts'
import { findTargets } from './targets.ts'

const PLACES = 6

/** Places of which each has its own day of the week. */
function createUnit(days: number, often = 4) {
  const made = createInstance({ hotspots: PLACES, bcus: 1, crews: 2, days })
  const hotspots = made.hotspots.map((place, index) => ({
    ...place,
    profile: place.profile.map((risk, hour) => (Math.floor(hour / 24) % PLACES === index ? often * risk : risk)),
  }))
  const input = normaliseInput({ ...made, hotspots })
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  return createBcuInstance('BCU0', input.hotspots, input.shifts, input.travel, clock, input)
}

const instance = createUnit(14)
const classes = findDayClasses(instance)
const { classOf, sizes } = classes
const likeOthers = classOf[5]!

/** Sums that come out where days and places have nothing but their levels and hour factors. */
function createSums(levelOf: (place: number) => number): Float64Array {
  const sums = new Float64Array(sizes.length * 48 * PLACES)
  for (const [index, size] of sizes.entries())
    for (let bin = 0; bin < 48; bin++) {
      const midnight = 24 * weekdayOf(instance.clock.startDay + classOf.indexOf(index))
      const chances = Array.from(
        { length: PLACES },
        (_, place) => levelOf(place) * instance.hourFactors[place * 168 + midnight + Math.floor(bin / 2)]!,
      )
      const all = chances.reduce((sum, chance) => sum + chance, 0)
      for (const [place, chance] of chances.entries()) sums[(index * 48 + bin) * PLACES + place] = (size * chance) / all
    }
  return sums
}

describe('poolDays', () => {
  it('changes nothing where days differ by hour factors alone', () => {
    const sums = createSums((place) => 1 + place)
    const pooled = poolDays(instance, classes, sums)
    expect(Math.max(...pooled.map((sum, at) => Math.abs(sum - sums[at]!)))).toBeLessThan(1e-3)
  })

  it('spreads what chance gave a place on one day over all days of that roster, and keeps the sum of all', () => {
    const sums = createSums(() => 1)
    const plain = poolDays(instance, classes, sums)
    const at = (index: number, place: number): number => (index * 48 + 20) * PLACES + place
    sums[at(likeOthers, 2)]! += 1
    const pooled = poolDays(instance, classes, sums)
    expect(pooled[at(likeOthers, 2)]! - plain[at(likeOthers, 2)]!).toBeLessThan(0.4)
    expect(pooled[at(classOf[6]!, 2)]!).toBeGreaterThan(1.05 * plain[at(classOf[6]!, 2)]!)
    const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
    expect(total(pooled)).toBeCloseTo(total(sums), 6)
  })

  it('leaves the first day and the last as they are, since nothing comes before the one and after the other', () => {
    const sums = createSums((place) => 1 + place).map((sum, at) => sum + (at % 7))
    const pooled = poolDays(instance, classes, sums)
    for (const day of [0, 13]) {
      const from = classOf[day]! * 48 * PLACES
      expect(pooled.slice(from, from + 48 * PLACES)).toEqual(sums.slice(from, from + 48 * PLACES))
    }
  })
})

describe('computePropensities with days that are pooled', () => {
  const simulator = createSimulator(instance)
  const mechanism = fitMechanism(instance, findTargets(instance), simulator)
  const covariance = (a: Float64Array, b: Float64Array): number => {
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
    return mean(a.map((value, at) => value * b[at]!)) - mean(a) * mean(b)
  }

  it('does not pool where the draws show that the model is wrong', () => {
    const right = Float64Array.from(computePropensities(instance, mechanism, simulator).p)
    // Factors of a different place each: what pooling would go by is nonsense then.
    const hourFactors = instance.hourFactors.map((_, at) => instance.hourFactors[(at + 168) % (168 * PLACES)]! ** 2)
    const other = Float64Array.from(computePropensities({ ...instance, hourFactors }, mechanism, simulator).p)
    const slope = covariance(right, other) / covariance(other, other)
    expect(slope).toBeGreaterThan(0.97)
    expect(slope).toBeLessThan(1.03)
  })

  it('needs fewer draws where days of one roster lend each other what they have in common: 220 without', () => {
    const unit = createUnit(28, 1.3)
    const run = createSimulator(unit)
    const fitted = fitMechanism(unit, findTargets(unit), run)
    let draws = 0
    const counting: typeof run = {
      ...run,
      run: (...given) => {
        draws += 1
        return run.run(...given)
      },
    }
    computePropensities(unit, fitted, counting)
    expect(draws).toBeLessThan(110)
  })
})
