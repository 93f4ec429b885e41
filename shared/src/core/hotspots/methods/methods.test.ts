import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../random.ts'
import { auto } from './auto.ts'
import { decayedCount, longCount, rawCount } from './counts.ts'
import { rowOfCells } from './evidence.fixture.ts'
import { getisOrd, giStar, hotThreshold } from './getis-ord.ts'
import { kernelDensity } from './kernel-density.ts'
import type { Evidence, RankingMethod } from './method.ts'
import { nearRepeat } from './near-repeat.ts'
import { createNearPoints } from './near-points.ts'
import { fitSelfExciting, selfExciting } from './self-exciting.ts'

const scoreOf = (method: RankingMethod, evidence: Evidence): number[] => [...method.score(evidence).score]

describe('counts', () => {
  const evidence = rowOfCells(3, [
    [0, 28],
    [0, 56],
    [1, 0],
    [1, 85],
    [2, 1092],
    [2, 1093],
    [-1, 3],
  ])
  it('count the window only, and nothing outside the study area', () => {
    expect(scoreOf(rawCount, evidence)).toEqual([2, 1, 0])
  })
  it('halve an incident for every 28 days', () => {
    expect(scoreOf(decayedCount, evidence)).toEqual([0.75, 1, 0])
  })
  it('look back three years and not a day further', () => {
    expect(scoreOf(longCount, evidence)).toEqual([2, 2, 1])
  })
})

describe('kernelDensity', () => {
  it('gives (1 - d2/h2)2 at each centre within 150 m and nothing at that distance', () => {
    const [here, next, far] = scoreOf(kernelDensity, rowOfCells(3, [[0, 5]]))
    expect(here).toBe(1)
    expect(next).toBeCloseTo((1 - (100 / 150) ** 2) ** 2, 12)
    expect(far).toBe(0)
    expect(scoreOf(kernelDensity, rowOfCells(2, [[0, 5, -50]]))[1]).toBe(0)
  })
  it('averages over the points of a cell', () => {
    const one = rowOfCells(2, [[0, 5]])
    const study = {
      ...one.study,
      pointsPerCell: 2,
      pointX: Float64Array.of(0, 100, 200, 300),
      pointY: new Float64Array(4),
    }
    expect(scoreOf(kernelDensity, { ...one, study })[0]).toBeCloseTo((1 + (1 - 4 / 9) ** 2) / 2, 12)
  })
})

describe('createNearPoints', () => {
  it('finds exactly the points that a full search finds', () => {
    const rng = createSeededRng(3)
    const x = Float64Array.from({ length: 400 }, () => 3000 * uniform(rng) - 1000)
    const y = Float64Array.from({ length: 400 }, () => 3000 * uniform(rng) - 1000)
    const near = createNearPoints(x, y, 170)
    for (let trial = 0; trial < 200; trial++) {
      const [atX, atY] = [3600 * uniform(rng) - 1300, 3600 * uniform(rng) - 1300]
      const found: number[] = []
      near(atX, atY, (point) => found.push(point))
      const wanted = [...x.keys()].filter((i) => (x[i]! - atX) ** 2 + (y[i]! - atY) ** 2 < 170 * 170)
      expect(found.sort((a, b) => a - b)).toEqual(wanted)
    }
  })
})

describe('nearRepeat', () => {
  it('divides by one more than the half cell widths and the weeks, within 400 m and 8 weeks', () => {
    expect(scoreOf(nearRepeat, rowOfCells(6, [[0, 8]]))).toEqual([1 / 2, 1 / 3 / 2, 1 / 5 / 2, 1 / 7 / 2, 0, 0])
    expect(scoreOf(nearRepeat, rowOfCells(1, [[0, 55]]))).toEqual([1 / 8])
    expect(scoreOf(nearRepeat, rowOfCells(1, [[0, 56]]))).toEqual([0])
  })
})

describe('getisOrd', () => {
  it('gives the z of Ord and Getis, worked by hand', () => {
    // Counts 0 0 3 0 0: mean 0.6, S = 1.2. Cell 2 with its two neighbours: (3 - 0.6 x 3) / (1.2 sqrt(3 x 2 / 4)).
    const z = giStar(Float64Array.of(0, 0, 3, 0, 0), rowOfCells(5, []).study)
    expect(z[2]).toBeCloseTo(1.2 / (1.2 * Math.sqrt(1.5)), 12)
    // Cell 0 with one neighbour: (0 - 0.6 x 2) / (1.2 sqrt(2 x 3 / 4)).
    expect(z[0]).toBeCloseTo(-1.2 / (1.2 * Math.sqrt(1.5)), 12)
  })
  it('finds nothing in equal counts', () => {
    expect([...giStar(new Float64Array(5).fill(2), rowOfCells(5, []).study)]).toEqual([0, 0, 0, 0, 0])
  })
  it('calls hot what passes the false discovery rate, step up', () => {
    // One-sided p of 2.0 is .0228, over .05 x 2 / 4 alone is .025: it passes, and takes 2.4 (p .0082) with it.
    expect(hotThreshold(Float64Array.of(0, 2.4, 2, -1))).toBe(2)
    // p of 1.9 is .0287, above .025; p of 2.4 is .0082, below .0125.
    expect(hotThreshold(Float64Array.of(0, 2.4, 1.9, -1))).toBe(2.4)
    expect(hotThreshold(Float64Array.of(0, 1, 0.5, -1))).toBe(Infinity)
  })
  it('says how many cells pass', () => {
    const many = Array.from({ length: 30 }, (_, i) => [20, i] as const)
    expect(getisOrd.score(rowOfCells(60, many)).significant).toBe(3)
  })
})

describe('selfExciting', () => {
  /** Cells of constant background; each incident has `offspring` children on average after exponential waits. */
  function simulate(offspring: number, decayPerDay: number): Evidence {
    const rng = createSeededRng(11)
    const incidents: [number, number][] = []
    for (let cell = 0; cell < 300; cell++) {
      const waiting: number[] = []
      for (let day = 0; day < 84; day += 1) if (uniform(rng) < 0.05) waiting.push(day + uniform(rng))
      while (waiting.length > 0) {
        const day = waiting.pop()!
        if (day >= 84) continue
        incidents.push([cell, 84 - day])
        // A geometric number of children has the mean asked for, and needs no more than a coin.
        while (uniform(rng) < offspring / (1 + offspring)) waiting.push(day - Math.log(1 - uniform(rng)) / decayPerDay)
      }
    }
    return rowOfCells(300, incidents)
  }

  it('finds the triggering that made the incidents', () => {
    const fit = fitSelfExciting(simulate(0.5, 1))
    expect(fit.offspring).toBeGreaterThan(0.4)
    expect(fit.offspring).toBeLessThan(0.6)
    expect(fit.decayPerDay).toBeGreaterThan(0.75)
    expect(fit.decayPerDay).toBeLessThan(1.3)
  })
  it('accounts for every incident by background or triggering', () => {
    const evidence = simulate(0.5, 0.1)
    const fit = fitSelfExciting(evidence)
    const background = fit.background.reduce((sum, rate) => sum + rate * evidence.windowDays, 0)
    const exposed = [...evidence.rows.utcMin].reduce(
      (sum, at) => sum + 1 - Math.exp((-fit.decayPerDay * (evidence.asOfUtcMin - at)) / 1440),
      0,
    )
    expect((background + fit.offspring * exposed) / evidence.rows.cell.length).toBeCloseTo(1, 4)
  })
  it('puts a recent incident before an old one, and equals the count when all are of one instant', () => {
    const clustered = Array.from(
      { length: 20 },
      (_, i) =>
        [
          [i + 2, 40],
          [i + 2, 39.9],
        ] as const,
    ).flat()
    const [recent, old] = scoreOf(selfExciting, rowOfCells(22, [[0, 0.1], [1, 80], ...clustered]))
    expect(recent).toBeGreaterThan(old!)
    const [two, one] = scoreOf(
      selfExciting,
      rowOfCells(2, [
        [0, 30],
        [0, 30],
        [1, 30],
      ]),
    )
    expect(two! / one!).toBeCloseTo(2, 9)
  })
  it('says nothing of an empty window', () => {
    expect(scoreOf(selfExciting, rowOfCells(2, []))).toEqual([0, 0])
  })
})

describe('auto', () => {
  const estimate = () => ({
    posterior: { shape: Float64Array.of(2, 9, 3), rate: Float64Array.of(4, 9, 1) },
    exposureDays: 20,
    studyCell: Int32Array.of(1, -1, 0),
  })
  it('scores study cells by their mean rate, and the others not at all', () => {
    const { score, forecast } = auto.score({ ...rowOfCells(3, []), estimate })
    expect([...score]).toEqual([3, 0.5, 0])
    expect([...forecast!.shape]).toEqual([3, 2, 0])
    expect(forecast!.exposureDays).toBe(20)
  })
  it('has no forecast when the window is empty', () => {
    expect(auto.score(rowOfCells(2, []))).toEqual({ score: new Float64Array(2) })
  })
})
