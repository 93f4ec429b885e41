import { everyIndex, pick } from '../../pick.ts'
import type { CellSurroundings } from '../cell-pools.ts'
import { climb } from '../hill-climb.ts'
import { cellsByCount, runsOf, sumLogRising, type CountRuns } from '../log-rising.ts'
import { remembered } from '../../remembered.ts'

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

/** Share of the class at each cell: above 0 and below 1 wherever the force has other classes as well. */
export function classShares(
  { own, all, ringOwn, ringAll, forceShare }: MixEvidence,
  { cell, ring }: MixPull,
): Float64Array {
  const shares = new Float64Array(own.length)
  for (let i = 0; i < shares.length; i++) {
    const around = (ringOwn[i]! + ring * forceShare) / (ringAll[i]! + ring)
    shares[i] = (own[i]! + cell * around) / (all[i]! + cell)
  }
  return shares
}

/**
 * Learns the pull by predicting how the incidents of the last part of the window divide from what was known before: the
 * predictive likelihood (beta-binomial) of the cells that had any.
 */
export function learnPull(evidence: MixEvidence, later: LaterMix): MixPull {
  const { all, forceShare } = evidence
  if (forceShare <= 0 || forceShare >= 1) return FIRST_PULL
  const ofClass = sideOf(evidence, later.own, false)
  const ofOthers = sideOf(evidence, subtract(later.all, later.own), true)
  const totalOf = totalsOf(later.all, undefined)(all, undefined)
  const at = (point: readonly number[]): MixPull => ({
    cell: FIRST_PULL.cell * Math.exp(point[0]!),
    ring: FIRST_PULL.ring * Math.exp(point[1]!),
  })
  let sharesAt = NaN
  const climbed = climb([0, 0], [true, true], (point) => {
    const { cell, ring } = at(point)
    // A search moves one of the two at a time.
    if (ring !== sharesAt) {
      pullShares(ofClass, ring, forceShare, false)
      pullShares(ofOthers, ring, forceShare, true)
    }
    sharesAt = ring
    const doubt = 0.5 * ((point[0]! / PULL_SPREAD) ** 2 + (point[1]! / PULL_SPREAD) ** 2)
    return sideLikelihood(ofClass, cell) + sideLikelihood(ofOthers, cell) - totalOf(cell) - doubt
  })
  return at(climbed)
}

/** The incidents of a class, or all others: of the cells where one came later, by how many. */
interface Side {
  /** incidents of this side that were known before, and came later */
  known: Float64Array
  later: CountRuns
  ringOwn: Float64Array
  ringAll: Float64Array
  /** this side's share by its ring; overwritten with each pull */
  shares: Float64Array
  xs: Float64Array
}

function sideOf(evidence: MixEvidence, later: Float64Array, isOthers: boolean): Side {
  const cells = cellsByCount(everyIndex(later.length), later)
  const own = pick(evidence.own, cells)
  return {
    known: isOthers ? subtract(pick(evidence.all, cells), own) : own,
    later: runsOf(pick(later, cells)),
    ringOwn: pick(evidence.ringOwn, cells),
    ringAll: pick(evidence.ringAll, cells),
    shares: new Float64Array(cells.length),
    xs: new Float64Array(cells.length),
  }
}

function pullShares({ ringOwn, ringAll, shares }: Side, ring: number, forceShare: number, isOthers: boolean): void {
  for (let k = 0; k < shares.length; k++) {
    const share = (ringOwn[k]! + ring * forceShare) / (ringAll[k]! + ring)
    shares[k] = isOthers ? 1 - share : share
  }
}

function sideLikelihood(side: Side, cell: number): number {
  weighShares(side, cell)
  return sumLogRising(side.xs, side.later)
}

function weighShares({ known, shares, xs }: Side, cell: number): void {
  for (let k = 0; k < xs.length; k++) xs[k] = known[k]! + cell * shares[k]!
}

function addTo(values: Float64Array, more: number): Float64Array {
  const sums = new Float64Array(values.length)
  for (let i = 0; i < sums.length; i++) sums[i] = values[i]! + more
  return sums
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  const rest = new Float64Array(a.length)
  for (let i = 0; i < rest.length; i++) rest[i] = a[i]! - b[i]!
  return rest
}

/**
 * What the incidents of all classes add, which hangs on the pull of the cell alone and is the same for every class: by what came later, and for
 * that by what was known.
 */
const totalsOf = remembered(
  1,
  () => '',
  (later: Float64Array) => {
    const cells = cellsByCount(everyIndex(later.length), later)
    const counts = runsOf(pick(later, cells))
    return remembered(
      1,
      () => '',
      (all: Float64Array) => {
        const known = pick(all, cells)
        const totals = new Map<number, number>()
        return (cell: number): number => {
          const found = totals.get(cell) ?? sumLogRising(addTo(known, cell), counts)
          totals.set(cell, found)
          return found
        }
      },
    )
  },
)

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
