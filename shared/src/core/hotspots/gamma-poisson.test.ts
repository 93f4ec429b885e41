import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import { describe, expect, it } from 'vitest'
import { cellAt, cellCentre, cellDisk } from '../cells.ts'
import { createSeededRng, uniform, uniformBelow, type Rng } from '../random.ts'
import { createZone, parseDay } from '../time.ts'
import { countCells } from './cell-counts.ts'
import { poolCells, surroundCells } from './cell-pools.ts'
import { learnPrior, posteriorRates } from './gamma-poisson.ts'
import { columns, incident, town } from './incidents.fixture.ts'
import { dayPeriod } from './ranking-period.ts'

const zone = createZone('Europe/London')
const asOf = parseDay('2026-01-05')!
const window = dayPeriod(asOf - 84, asOf, zone)
const late = dayPeriod(asOf - 21, asOf, zone)

function count(rows: ReturnType<typeof town>, useHistory: boolean) {
  const incidents = columns(rows)
  const counts = countCells(incidents, new Uint8Array(rows.length).fill(1), 10, window, late, useHistory)
  return { counts, around: surroundCells(counts.cells, 10) }
}

/** Knuth's product of uniforms: means here are small. */
function poisson(mean: number, rng: Rng): number {
  let n = 0
  for (let left = uniform(rng); left > Math.exp(-mean); left *= uniform(rng)) n += 1
  return n
}

describe('poolCells', () => {
  it('shares every incident out among its neighbours once, and never gives a cell its own', () => {
    const { counts, around } = count([incident({ occurredFrom: window.toUtcMin - 100 })], false)
    const { ring, parent, force } = poolCells(counts.late, around)
    expect(ring[0]).toBe(0)
    expect(parent[0]).toBe(0)
    expect(ring.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    expect(around.studyCells).toBe(7)
    expect(force).toBeCloseTo(1 / 7, 12)
  })
})

describe('countCells', () => {
  it('counts every selected incident before as-of exactly once', () => {
    const rows = town(900, createSeededRng(1))
    const { counts } = count(rows, true)
    expect(counts.earlyTotal + counts.lateTotal + counts.historyTotal).toBe(900)
  })
  it('holds the window half-open at both ends', () => {
    const edges = [
      window.fromUtcMin - 1,
      window.fromUtcMin,
      late.fromUtcMin - 1,
      late.fromUtcMin,
      window.toUtcMin - 1,
      window.toUtcMin,
    ]
    const { counts } = count(
      edges.map((occurredFrom) => incident({ occurredFrom })),
      true,
    )
    expect([counts.historyTotal, counts.earlyTotal, counts.lateTotal]).toEqual([1, 2, 2])
  })
})

describe('shrinkage', () => {
  it('gives weights that add up, and no weight to a history that is not there', () => {
    const { counts, around } = count(town(3000, createSeededRng(2)), false)
    const prior = learnPrior(counts, around)
    expect(prior.forceWeight + prior.ringWeight + prior.parentWeight).toBeCloseTo(1, 12)
    expect(prior.historyShare).toBe(0)
  })
  it.each([true, false])('expects of the hottest cells what their true rates bring (history: %s)', (useHistory) => {
    const cells = cellDisk(cellAt({ lat: 51.54, lng: -0.14 }, 10), 12)
    let expected = 0
    let truth = 0
    for (let seed = 0; seed < 6; seed++) {
      const rng = createSeededRng(seed)
      const rates = new Map(cells.map((cell) => [cell, gammaQuantile(uniform(rng), 0.5, 0.5)]))
      const rows = cells.flatMap((cell) =>
        Array.from({ length: poisson(16 * rates.get(cell)!, rng) }, () =>
          incident({ ...cellCentre(cell), occurredFrom: window.toUtcMin - 1 - uniformBelow(rng, 4 * 84 * 1440) }),
        ),
      )
      const { counts, around } = count(rows, useHistory)
      const { shape, rate } = posteriorRates(counts, around, learnPrior(counts, around))
      const mean = shape.map((a, i) => (84 * a) / rate[i]!)
      for (const i of [...mean.keys()].sort((x, y) => mean[y]! - mean[x]!).slice(0, 40)) {
        expected += mean[i]!
        truth += 4 * rates.get(counts.cells[i]!)!
      }
    }
    expect(expected / truth).toBeGreaterThan(0.93)
    expect(expected / truth).toBeLessThan(1.07)
  })
  it('expects less than the hottest raw count, and more of a cell with a hot ring than of one without', () => {
    const busy = { lat: 51.53, lng: -0.14 }
    const quiet = { lat: 51.55, lng: -0.1 }
    const near = (place: typeof busy, n: number, step: number) =>
      Array.from({ length: n }, (_, i) =>
        incident({
          lat: place.lat + step * 0.0011 * Math.cos(i),
          lng: place.lng + step * 0.0018 * Math.sin(i),
          occurredFrom: window.toUtcMin - 1 - ((i * 7919) % (84 * 1440)),
        }),
      )
    const rows = [...near(busy, 4, 0), ...near(busy, 60, 1), ...near(quiet, 4, 0), ...town(800, createSeededRng(3))]
    const { counts, around } = count(rows, false)
    const { shape, rate } = posteriorRates(counts, around, learnPrior(counts, around))
    const expected = (place: typeof busy) => {
      const cell = columns([incident(place)]).cells10[0]!
      const i = counts.cells.indexOf(cell)
      return (84 * shape[i]!) / rate[i]!
    }
    expect(expected(busy)).toBeGreaterThan(expected(quiet))
    const own = counts.early.map((n, i) => n + counts.late[i]!)
    const hottest = own.indexOf(Math.max(...own))
    expect((84 * shape[hottest]!) / rate[hottest]!).toBeLessThan(own[hottest]!)
  })
  it('lets a history of the same places pull the window towards it', () => {
    const rows = town(6000, createSeededRng(4))
    const { counts, around } = count(rows, true)
    const prior = learnPrior(counts, around)
    expect(prior.historyShare).toBeGreaterThan(0.3)
    const { rate: known } = posteriorRates(counts, around, { ...prior, sureEvidence: Infinity })
    expect(Math.min(...known)).toBeGreaterThan(84 + 0.3 * 200)
  })
  it('learns what neighbours tell of hot places from hot places, however many quiet ones say otherwise', () => {
    const rng = createSeededRng(6)
    const rowsOf = (cell: string, mean: number) =>
      Array.from({ length: poisson(mean, rng) }, () =>
        incident({ ...cellCentre(cell), occurredFrom: window.toUtcMin - 1 - uniformBelow(rng, 84 * 1440) }),
      )
    // Quiet streets are alike within patches of some 200 m; hot places have nothing to do with what is around them.
    const quiet = cellDisk(cellAt({ lat: 51.62, lng: -0.14 }, 10), 40).flatMap((cell) => {
      const { lat, lng } = cellCentre(cell)
      return rowsOf(cell, (Math.floor(lat * 300) + Math.floor(lng * 200)) % 2 === 0 ? 1.2 : 0.02)
    })
    const hot = cellDisk(cellAt({ lat: 51.4, lng: -0.14 }, 10), 18).flatMap((cell) =>
      rowsOf(cell, gammaQuantile(uniform(rng), 2, 1 / 4)),
    )
    /** Prior incidents for each incident per cell next door. */
    const drawn = (rows: typeof hot): number => {
      const { counts, around } = count(rows, false)
      const { shape, ringWeight, parentWeight } = learnPrior(counts, around)
      return (shape * (ringWeight + parentWeight)) / poolCells(counts.early, around).force
    }
    expect(drawn([...quiet, ...hot])).toBeLessThan(drawn(quiet) / 4)
  })
  it('orders cells by evidence alone, whatever is learnt of the hottest', () => {
    const { counts, around } = count(town(6000, createSeededRng(5)), false)
    const prior = learnPrior(counts, around)
    const plain = { ...prior, daysShare: 1, halfEvidence: Infinity, sureEvidence: Infinity }
    const order = ({ shape, rate }: ReturnType<typeof posteriorRates>) =>
      [...shape.keys()].sort((a, b) => shape[b]! / rate[b]! - shape[a]! / rate[a]! || a - b)
    const evidence = posteriorRates(counts, around, plain).shape
    const byEvidence = [...evidence.keys()].sort((a, b) => evidence[b]! - evidence[a]! || a - b)
    expect(order(posteriorRates(counts, around, plain))).toEqual(byEvidence)
    const bent = { ...prior, daysShare: 1.3, halfEvidence: 5 }
    const { shape, rate } = posteriorRates(counts, around, bent)
    for (let k = 1; k < byEvidence.length; k++) {
      const [before, after] = [byEvidence[k - 1]!, byEvidence[k]!]
      expect(shape[after]! / rate[after]!).toBeLessThanOrEqual((shape[before]! / rate[before]!) * (1 + 1e-12))
    }
  })
  it('never lets a quiet ring take from a cell: beside the same count it only adds less', () => {
    const lone = { lat: 51.55, lng: -0.1 }
    const rows = [
      ...town(3000, createSeededRng(6)),
      ...Array.from({ length: 12 }, (_, i) => incident({ ...lone, occurredFrom: window.toUtcMin - 1 - i * 10_000 })),
    ]
    const { counts, around } = count(rows, false)
    const { shape, rate } = posteriorRates(counts, around, learnPrior(counts, around))
    const own = counts.early.map((n, i) => n + counts.late[i]!)
    const i = counts.cells.indexOf(columns([incident(lone)]).cells10[0]!)
    const expected = shape.map((a, k) => a / rate[k]!)
    // three incidents fewer are more than the warmest ring of this town adds
    const colder = [...own.keys()].filter((k) => own[k]! < own[i]! - 3)
    expect(colder.length).toBeGreaterThan(100)
    expect(Math.max(...colder.map((k) => expected[k]!))).toBeLessThan(expected[i]!)
  })
  it.each([
    ['steady', 1, 0.5],
    ['clumped', 4, 0],
  ])('is less sure where incidents come in clumps (%s)', (_, clump, least) => {
    const rng = createSeededRng(9)
    const cells = cellDisk(cellAt({ lat: 51.54, lng: -0.14 }, 10), 12)
    const rows = cells.flatMap((cell) => {
      const mean = gammaQuantile(uniform(rng), 0.5, 0.5) * 16
      return Array.from({ length: poisson(mean / clump, rng) }, () => {
        const occurredFrom = window.toUtcMin - 1 - uniformBelow(rng, 84 * 1440)
        return Array.from({ length: clump }, () => incident({ ...cellCentre(cell), occurredFrom }))
      }).flat()
    })
    const { counts, around } = count(rows, false)
    const { sureEvidence } = learnPrior(counts, around)
    const hottest = Math.max(...counts.early) + Math.max(...counts.late)
    expect(sureEvidence / hottest).toBeGreaterThan(least)
    expect(sureEvidence / hottest).toBeLessThan(clump === 1 ? Infinity : 0.4)
  })
  it('takes sureness from those with much evidence, not from those with little, and leaves every mean', () => {
    const { counts, around } = count(town(6000, createSeededRng(7)), true)
    const prior = { ...learnPrior(counts, around), sureEvidence: 30 }
    const sure = posteriorRates(counts, around, { ...prior, sureEvidence: Infinity })
    const { shape, rate } = posteriorRates(counts, around, prior)
    shape.forEach((a, i) => {
      expect(a / rate[i]!).toBeCloseTo(sure.shape[i]! / sure.rate[i]!, 12)
      expect(a).toBeCloseTo(1 / (1 / sure.shape[i]! + 1 / 30), 9)
    })
    expect(Math.max(...shape)).toBeLessThan(30)
  })
  it('shrinks the hottest less when a few places are far hotter than one gamma says', () => {
    const cells = cellDisk(cellAt({ lat: 51.54, lng: -0.14 }, 10), 18)
    let expected = 0
    let truth = 0
    for (let seed = 0; seed < 6; seed++) {
      const rng = createSeededRng(seed)
      // Pareto rates: one gamma for all cells expects a fifth too little of the hottest 40
      const rates = new Map(cells.map((cell) => [cell, Math.min(40, 0.5 * uniform(rng) ** -0.8)]))
      const rows = cells.flatMap((cell) =>
        Array.from({ length: poisson(rates.get(cell)!, rng) }, () =>
          incident({ ...cellCentre(cell), occurredFrom: window.toUtcMin - 1 - uniformBelow(rng, 84 * 1440) }),
        ),
      )
      const { counts, around } = count(rows, false)
      const { shape, rate } = posteriorRates(counts, around, learnPrior(counts, around))
      const mean = shape.map((a, i) => (84 * a) / rate[i]!)
      for (const i of [...mean.keys()].sort((x, y) => mean[y]! - mean[x]!).slice(0, 40)) {
        expected += mean[i]!
        truth += rates.get(counts.cells[i]!)!
      }
    }
    expect(expected / truth).toBeGreaterThan(0.88)
    expect(expected / truth).toBeLessThan(1.05)
  })
  it('still answers when there is a single incident', () => {
    const { counts, around } = count([incident({ occurredFrom: window.toUtcMin - 1 })], false)
    const { shape, rate } = posteriorRates(counts, around, learnPrior(counts, around))
    expect(shape[0]! / rate[0]!).toBeGreaterThan(0)
    expect((84 * shape[0]!) / rate[0]!).toBeLessThan(1)
  })
})
