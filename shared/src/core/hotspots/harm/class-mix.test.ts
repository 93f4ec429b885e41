import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform, type Rng } from '../../random.ts'
import { classShares, learnPull, sumRings, type MixEvidence } from './class-mix.ts'

const CELLS = 400

/** Cells of 30 incidents before and 6 later, of which each cell's own share is of the class; rings as the force. */
function made(shareOf: (rng: Rng) => number): {
  evidence: MixEvidence
  later: { own: Float64Array; all: Float64Array }
} {
  const rng = createSeededRng(11)
  const shares = Float64Array.from({ length: CELLS }, () => shareOf(rng))
  const draw = (incidents: number) =>
    shares.map((share) => Array.from({ length: incidents }, () => uniform(rng)).filter((u) => u < share).length)
  return {
    evidence: {
      own: draw(30),
      all: new Float64Array(CELLS).fill(30),
      ringOwn: new Float64Array(CELLS).fill(90),
      ringAll: new Float64Array(CELLS).fill(180),
      forceShare: 0.5,
    },
    later: { own: draw(6), all: new Float64Array(CELLS).fill(6) },
  }
}

describe('learnPull', () => {
  it('pulls little where places differ and keep to it, and much where all divide alike', () => {
    const differing = made((rng) => (uniform(rng) < 0.5 ? 0.1 : 0.9))
    const alike = made(() => 0.5)
    expect(learnPull(differing.evidence, differing.later).cell).toBeLessThan(5)
    expect(learnPull(alike.evidence, alike.later).cell).toBeGreaterThan(100)
  })
  it('trusts the ring where the ring tells, and the force where it does not', () => {
    const { evidence, later } = made((rng) => (uniform(rng) < 0.5 ? 0.2 : 0.8))
    const telling = evidence.own.map((own) => 6 * own)
    const shuffled = telling.map((_, i) => telling[(i * 37) % CELLS]!)
    const few = { ...evidence, own: evidence.own.map(() => 1), all: evidence.all.map(() => 2) }
    const trusting = learnPull({ ...few, ringOwn: telling }, later)
    const doubting = learnPull({ ...few, ringOwn: shuffled }, later)
    expect(trusting.ring).toBeLessThan(doubting.ring / 4)
    expect(trusting.cell).toBeGreaterThan(20)
  })
  it('stays where it begins when nothing came later, or when there is one class only', () => {
    const { evidence, later } = made(() => 0.5)
    const none = { own: new Float64Array(CELLS), all: new Float64Array(CELLS) }
    const first = learnPull(evidence, none)
    expect(first).toEqual(learnPull({ ...evidence, forceShare: 1 }, later))
    expect(first).toEqual(learnPull({ ...evidence, forceShare: 0 }, later))
  })
  it('hangs on what was known, even where the same came later', () => {
    const { evidence, later } = made((rng) => (uniform(rng) < 0.5 ? 0.1 : 0.9))
    const less = { ...evidence, own: evidence.own.map((own) => Math.round(own / 10)), all: evidence.all.map(() => 3) }
    learnPull(evidence, later)
    expect(learnPull(less, later)).toEqual(learnPull(less, { own: later.own.slice(), all: later.all.slice() }))
  })
  it('can tell one pull from another when a cell alone has thousands of incidents', () => {
    const one = (value: number) => Float64Array.of(value)
    const evidence = { own: one(30), all: one(300), ringOwn: one(9), ringAll: one(10), forceShare: 0.5 }
    const pull = learnPull(evidence, { own: one(500), all: one(5000) })
    expect(pull.cell).toBeLessThan(10)
  })
})

describe('classShares', () => {
  const evidence: MixEvidence = {
    own: Float64Array.of(0, 0, 1, 90),
    all: Float64Array.of(0, 0, 1, 100),
    ringOwn: Float64Array.of(0, 60, 0, 0),
    ringAll: Float64Array.of(0, 100, 0, 0),
    forceShare: 0.01,
  }
  const pull = { cell: 50, ring: 50 }
  it('is the force where nothing is known, and goes towards the ring', () => {
    expect(classShares(evidence, pull)[0]).toBeCloseTo(0.01, 12)
    expect(classShares(evidence, pull)[1]).toBeCloseTo(60.5 / 150, 12)
  })
  it('moves little for one incident and far for many', () => {
    expect(classShares(evidence, pull)[2]).toBeCloseTo(1.5 / 51, 12)
    expect(classShares(evidence, pull)[3]).toBeCloseTo(90.5 / 150, 12)
  })
})

describe('sumRings', () => {
  it('adds up the neighbours, not the cell itself, and leaves out cells without an incident', () => {
    const neighbours = new Int32Array(18).fill(-1)
    neighbours.set([1, 2, 7], 0)
    neighbours.set([0], 6)
    neighbours.set([0, 9], 12)
    expect([...sumRings(Float64Array.of(5, 3, 2), { neighbours })]).toEqual([5, 5, 5])
  })
})
