import { indexesWhere, pick } from '../../pick.ts'
import type { CellSurroundings } from '../cell-pools.ts'
import { climb } from '../hill-climb.ts'
import { cellsByCount, sumLogRising } from '../log-rising.ts'
import { remembered } from '../remembered.ts'

/**
 * How a cell's incidents divide into one offence class and all others. The share is a draw from a beta distribution whose mean is what its
 * ring shows, itself pulled towards the force; counts are binomial given the share. How strongly each class is pulled is learnt, since
 * classes differ in it: where robbers rob is a matter of place, where people are killed is nearly a matter of where people are.
 *
 * Given a cell's incidents, their division says nothing of their number and the other way round, so a share times an expected count
 * counts nothing twice.
 */
export interface MixPull {
  /** how many of a cell's own incidents its surroundings count for */
  cell: number
  /** how many of a ring's incidents the force counts for */
  ring: number
}

/** Incidents of one class and of all, at each cell and in its ring. */
export interface MixEvidence {
  own: Float64Array
  all: Float64Array
  ringOwn: Float64Array
  ringAll: Float64Array
  /** share of the class in all incidents of the force */
  forceShare: number
}

/** What comes of an incident's division later: of `all` incidents of a cell `own` were of the class. */
export interface LaterMix {
  own: Float64Array
  all: Float64Array
}

/**
 * The pull before anything is learnt, and the standard deviation of the logarithm of each around it: with 3, 20 or 400 incidents of its
 * own a place may be half itself. Only data that can hardly tell (a class of a few incidents a month) stays near it.
 */
const FIRST_PULL: MixPull = { cell: 20, ring: 50 }
const PULL_SPREAD = 1.5

/** Share of the class at cell i: above 0 and below 1 wherever the force has other classes as well. */
export function classShare(evidence: MixEvidence, { cell, ring }: MixPull, i: number): number {
  const around = ringShare(evidence, ring, i)
  return (evidence.own[i]! + cell * around) / (evidence.all[i]! + cell)
}

function ringShare({ ringOwn, ringAll, forceShare }: MixEvidence, ring: number, i: number): number {
  return (ringOwn[i]! + ring * forceShare) / (ringAll[i]! + ring)
}

/**
 * Learns the pull by predicting how the incidents of the last part of the window divide from what was known before: the
 * predictive likelihood (beta-binomial) of the cells that had any.
 */
export function learnPull(evidence: MixEvidence, later: LaterMix): MixPull {
  const { all, forceShare } = evidence
  if (forceShare <= 0 || forceShare >= 1) return FIRST_PULL
  const cells = indexesWhere(later.all.length, (i) => later.all[i]! > 0)
  const othersLater = later.all.map((count, i) => count - later.own[i]!)
  const ofClass = pickEvidence(evidence, cellsByCount(cells, later.own), later.own)
  const ofOthers = pickEvidence(evidence, cellsByCount(cells, othersLater), othersLater)
  const totalOf = totalsOf(later.all, undefined)(all, undefined)
  const at = (point: readonly number[]): MixPull => ({
    cell: FIRST_PULL.cell * Math.exp(point[0]!),
    ring: FIRST_PULL.ring * Math.exp(point[1]!),
  })
  const lists = [ofClass, ofOthers].map((near) => ({
    near,
    shares: new Float64Array(near.own.length),
    xs: new Float64Array(near.own.length),
  }))
  let sharesAt = NaN
  const climbed = climb([0, 0], [true, true], (point) => {
    const { cell, ring } = at(point)
    // A search moves one of the two at a time.
    if (ring !== sharesAt)
      for (const { near, shares } of lists) for (let k = 0; k < shares.length; k++) shares[k] = ringShare(near, ring, k)
    sharesAt = ring
    const [own, others] = lists as [(typeof lists)[number], (typeof lists)[number]]
    for (let k = 0; k < own.xs.length; k++) own.xs[k] = ofClass.own[k]! + cell * own.shares[k]!
    for (let k = 0; k < others.xs.length; k++)
      others.xs[k] = ofOthers.all[k]! - ofOthers.own[k]! + cell * (1 - others.shares[k]!)
    const doubt = 0.5 * ((point[0]! / PULL_SPREAD) ** 2 + (point[1]! / PULL_SPREAD) ** 2)
    return sumLogRising(own.xs, ofClass.later) + sumLogRising(others.xs, ofOthers.later) - totalOf(cell) - doubt
  })
  return at(climbed)
}

/**
 * What the incidents of all classes add, which hangs on the pull of the cell alone and is the same for every class: by what came later, and for
 * that by what was known.
 */
const totalsOf = remembered(
  1,
  () => '',
  (later: Float64Array) => {
    const cells = cellsByCount(
      indexesWhere(later.length, () => true),
      later,
    )
    const counts = pick(later, cells)
    return remembered(
      1,
      () => '',
      (all: Float64Array) => {
        const known = pick(all, cells)
        const totals = new Map<number, number>()
        return (cell: number): number => {
          const found =
            totals.get(cell) ??
            sumLogRising(
              known.map((incidents) => incidents + cell),
              counts,
            )
          totals.set(cell, found)
          return found
        }
      },
    )
  },
)

/** Evidence of some cells, and what came later there. */
function pickEvidence(
  evidence: MixEvidence,
  cells: Int32Array,
  later: Float64Array,
): MixEvidence & { later: Float64Array } {
  return {
    own: pick(evidence.own, cells),
    all: pick(evidence.all, cells),
    ringOwn: pick(evidence.ringOwn, cells),
    ringAll: pick(evidence.ringAll, cells),
    forceShare: evidence.forceShare,
    later: pick(later, cells),
  }
}

/** Sums of the six neighbours of each cell with an incident. */
export function sumRings(counts: Float64Array, around: Pick<CellSurroundings, 'neighbours'>): Float64Array {
  const sums = new Float64Array(counts.length)
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue
    for (let k = 6 * i; k < 6 * i + 6; k++) {
      const other = around.neighbours[k]!
      if (other >= 0 && other < counts.length) sums[other]! += counts[i]!
    }
  }
  return sums
}
