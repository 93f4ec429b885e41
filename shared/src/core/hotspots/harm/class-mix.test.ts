import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform, type Rng } from '../../random.ts'
import {
  classShares,
  createMixRoom,
  createRingSums,
  learnPull,
  sumRings,
  type LaterMix,
  type MixEvidence,
  type MixPull,
} from './class-mix.ts'

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

/** Learnt with room of its own. */
const learn = (evidence: MixEvidence, later: LaterMix): MixPull =>
  learnPull(evidence, later, createMixRoom(evidence.all, later.all))

describe('learnPull', () => {
  it('pulls little where places differ and keep to it, and much where all divide alike', () => {
    const differing = made((rng) => (uniform(rng) < 0.5 ? 0.1 : 0.9))
    const alike = made(() => 0.5)
    expect(learn(differing.evidence, differing.later).cell).toBeLessThan(5)
    expect(learn(alike.evidence, alike.later).cell).toBeGreaterThan(100)
  })
  it('trusts the ring where the ring tells, and the force where it does not', () => {
    const { evidence, later } = made((rng) => (uniform(rng) < 0.5 ? 0.2 : 0.8))
    const telling = evidence.own.map((own) => 6 * own)
    const shuffled = telling.map((_, i) => telling[(i * 37) % CELLS]!)
    const few = { ...evidence, own: evidence.own.map(() => 1), all: evidence.all.map(() => 2) }
    const trusting = learn({ ...few, ringOwn: telling }, later)
    const doubting = learn({ ...few, ringOwn: shuffled }, later)
    expect(trusting.ring).toBeLessThan(doubting.ring / 4)
    expect(trusting.cell).toBeGreaterThan(20)
  })
  it('stays where it begins when nothing came later, or when there is one class only', () => {
    const { evidence, later } = made(() => 0.5)
    const none = { own: new Float64Array(CELLS), all: new Float64Array(CELLS) }
    const first = learn(evidence, none)
    expect(first).toEqual(learn({ ...evidence, forceShare: 1 }, later))
    expect(first).toEqual(learn({ ...evidence, forceShare: 0 }, later))
  })
  it('learns the same of a class whichever was learnt before in the same room', () => {
    const { evidence, later } = made((rng) => (uniform(rng) < 0.5 ? 0.1 : 0.9))
    const room = createMixRoom(evidence.all, later.all)
    const rest = (own: Float64Array, all: Float64Array) => all.map((value, i) => value - own[i]!)
    const few = later.own.map((own, i) => (i < 20 ? own : 0))
    for (const own of [later.own, few, rest(later.own, later.all), later.own]) {
      const asked = { ...later, own }
      expect(learnPull(evidence, asked, room)).toEqual(learn(evidence, asked))
    }
  })
  it('can tell one pull from another when a cell alone has thousands of incidents', () => {
    const one = (value: number) => Float64Array.of(value)
    const evidence = { own: one(30), all: one(300), ringOwn: one(9), ringAll: one(10), forceShare: 0.5 }
    const pull = learn(evidence, { own: one(500), all: one(5000) })
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
  const neighbours = new Int32Array(18).fill(-1)
  neighbours.set([1, 2, 4], 0)
  neighbours.set([0], 6)
  neighbours.set([0, 3], 12)
  it('adds up the neighbours and not the cell itself, around the cells with an incident as well, and nothing from an earlier time', () => {
    const sums = createRingSums({ studyCells: 5 })
    for (let time = 0; time < 2; time++) {
      sumRings(Float64Array.of(4, 0, 2), Float64Array.of(5, 3, 2), { neighbours }, sums)
      expect([...sums.before]).toEqual([2, 4, 4, 2, 4])
      expect([...sums.all]).toEqual([5, 5, 5, 2, 5])
    }
  })
})
