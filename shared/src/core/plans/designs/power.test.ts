import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform, type Rng } from '../../random.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import { drawCrossover, type Crossover } from './crossover.ts'
import { computePower, countCrossover, countOrdinary, findSmallestReduction, sumArms } from './power.ts'

const half = (incidents: number) => [{ expected: incidents, p: 0.5 }]
const smallest = (incidents: number, dispersion = 1) =>
  findSmallestReduction(half(incidents), { power: 0.8, dispersion })!

describe('findSmallestReduction', () => {
  // 250 places; incidents a place and 12 weeks, days, and the figure of EVIDENCE 2.7 at Poisson and at dispersion 1.5.
  it.each([
    [8.4, 21, 0.22, 0.26],
    [4.2, 21, 0.29, 0.35],
    [2.5, 21, 0.36, 0.42],
    [8.4, 84, 0.12, 0.14],
    [4.2, 84, 0.16, 0.19],
    [2.5, 84, 0.2, 0.24],
  ])(
    'for %d incidents a place in %d days is the %d (overdispersed %d) of the evidence, or a little more',
    (rate, days, poisson, over) => {
      const incidents = (250 * rate * days) / 84
      for (const [found, stated] of [
        [smallest(incidents), poisson],
        [smallest(incidents, 1.5), over],
      ] as const) {
        expect(found).toBeGreaterThan(stated - 0.006)
        expect(found).toBeLessThan(stated * 1.17)
      }
    },
  )

  it('is the reduction at which the power is what was asked for, and null where none is', () => {
    const reduction = findSmallestReduction(half(300), { power: 0.8, dispersion: 1.5 })!
    expect(computePower(half(300), { reduction, dispersion: 1.5 })).toBeCloseTo(0.8, 6)
    expect(findSmallestReduction(half(3), { power: 0.8, dispersion: 1 })).toBeNull()
    expect(computePower([], { reduction: 0.5, dispersion: 1 })).toBe(0)
    expect(computePower(half(300), { reduction: 0, dispersion: 1 })).toBeCloseTo(0.05, 6)
  })
})

describe('countOrdinary', () => {
  const { hotspots, startDay, days } = createInstance()
  /** `total` incidents in all, twice as many at a place of tier A as at another. */
  const withTotal = (total: number) => {
    const weights = hotspots.map(({ tier }) => (tier === 'A' ? 2 : 1))
    const sum = weights.reduce((a, b) => a + b, 0)
    return hotspots.map((hotspot, at) => ({ ...hotspot, expected: (total * weights[at]!) / sum }))
  }
  it.each([
    [1000, 0.8],
    [250, 0.26],
  ])('with %d incidents in three weeks finds a reduction of 20 %% with power about %d (METRICS 3)', (total, stated) => {
    const counts = countOrdinary({ hotspots: withTotal(total), startDay, days, horizonDays: 21 })
    const { treated, control } = sumArms(counts)
    expect(treated + control).toBeCloseTo(total, 6)
    expect(Math.abs(computePower(counts, { reduction: 0.2, dispersion: 1 }) - stated)).toBeLessThan(0.06)
  })
})

describe('countCrossover', () => {
  const { hotspots, startDay, days } = createInstance({ hotspots: 60, bcus: 4, seed: 5 })
  const design = (name: 'crossover-daily' | 'crossover-blocks', n = 0): Crossover =>
    drawCrossover(name, { hotspots, startDay, days }, { key: new Uint8Array(32).fill(3), draw: n })
  const counted = (name: 'crossover-daily' | 'crossover-blocks') =>
    sumArms(countCrossover(design(name), { hotspots, startDay, horizonDays: 21 }))

  it('leaves washout days out and spreads the horizon over the days of the plan', () => {
    const all = hotspots.reduce((sum, { expected }) => sum + expected, 0)
    expect(counted('crossover-daily').treated).toBeCloseTo(all / 2, 6)
    const blocks = counted('crossover-blocks')
    expect((blocks.treated + blocks.control) / all).toBeCloseTo(5 / 7, 1)
    const twice = countCrossover(design('crossover-daily'), { hotspots, startDay, horizonDays: 42 })
    expect(sumArms(twice).control).toBeCloseTo(all / 4, 6)
  })
})

describe('the formula, against simulated trials judged by randomisation inference', () => {
  const { hotspots, startDay, days } = createInstance({ hotspots: 60, bcus: 4, seed: 5 })
  const REDRAWS = 300
  const RUNS = 400

  it.each(['crossover-daily', 'crossover-blocks'] as const)(
    '%s: 3 to 7 of 100 nulls are rejected, and a reduction as often as stated',
    (name) => {
      const designs = Array.from({ length: REDRAWS }, (_, draw) =>
        drawCrossover(name, { hotspots, startDay, days }, { key: new Uint8Array(32).fill(3), draw }),
      )
      const mean = 4 / 21
      const rejected = (reduction: number, rng: Rng): number => {
        let count = 0
        for (let run = 0; run < RUNS; run++) {
          const actual = designs[run % REDRAWS]!
          const at: { place: number; day: number }[] = []
          for (const [place, { treated }] of actual.rows.entries())
            for (let day = 0; day < days; day++) {
              const incidents = drawPoisson(treated[day] === 1 ? mean * (1 - reduction) : mean, rng)
              for (let k = 0; k < incidents; k++) at.push({ place, day })
            }
          const statistic = ({ rows }: Crossover): number => {
            let sum = 0
            for (const { place, day } of at) sum += rows[place]!.analysed[day]! * (rows[place]!.treated[day]! - 0.5)
            return Math.abs(sum)
          }
          const observed = statistic(actual)
          const asFar = designs.filter((design) => statistic(design) >= observed).length
          if (asFar / REDRAWS <= 0.05) count += 1
        }
        return count / RUNS
      }
      const falsePositives = rejected(0, createSeededRng(11))
      expect(falsePositives).toBeGreaterThanOrEqual(0.03)
      expect(falsePositives).toBeLessThanOrEqual(0.07)
      const flat = hotspots.map((hotspot) => ({ ...hotspot, profile: hotspot.profile.map(() => 1) }))
      const counts = countCrossover(designs[0]!, { hotspots: flat, startDay, horizonDays: 21 })
      const stated = computePower(counts, { reduction: 0.35, dispersion: 1 })
      // Standard error of the simulated power: .025 at most; the statistic is discrete, which costs a little.
      expect(Math.abs(rejected(0.35, createSeededRng(12)) - stated)).toBeLessThan(0.07)
    },
  )
})

function drawPoisson(mean: number, rng: Rng): number {
  const limit = Math.exp(-mean)
  let product = uniform(rng)
  let count = 0
  while (product > limit) {
    product *= uniform(rng)
    count += 1
  }
  return count
}
