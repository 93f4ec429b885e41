import { everyIndex, pick } from '../../pick.ts'
import type { CellSurroundings } from '../cell-pools.ts'
import { climb } from '../hill-climb.ts'
import { cellsByCount, runsOf, sumLogRising, type CountRuns } from '../log-rising.ts'

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

/** What all classes of the same cells have in common, and room for what is worked out for one class after another. */
export interface MixRoom {
  /** what the incidents of all classes add to the logarithm of the likelihood: it hangs on the pull of the cell alone */
  totalOf: (cell: number) => number
  everyCell: Int32Array
  laterOthers: Float64Array
  sides: { ofClass: SideColumns; ofOthers: SideColumns }
}

/**
 * @param known incidents of all classes of each cell before
 * @param later those that came later
 */
export function createMixRoom(known: Float64Array, later: Float64Array): MixRoom {
  const everyCell = everyIndex(known.length)
  const cells = cellsByCount(everyCell, later)
  const counts = runsOf(pick(later, cells))
  const knownThere = pick(known, cells)
  const ones = new Float64Array(cells.length).fill(1)
  const totals = new Map<number, number>()
  return {
    totalOf(cell) {
      const found = totals.get(cell)
      if (found !== undefined) return found
      const total = sumLogRising(knownThere, cell, ones, counts)
      totals.set(cell, total)
      return total
    },
    everyCell,
    laterOthers: new Float64Array(known.length),
    sides: { ofClass: sideColumns(known.length), ofOthers: sideColumns(known.length) },
  }
}

/**
 * Learns the pull by predicting how the incidents of the last part of the window divide from what was known before: the
 * predictive likelihood (beta-binomial) of the cells that had any.
 *
 * @param room made of the `all` of both
 */
export function learnPull(evidence: MixEvidence, later: LaterMix, room: MixRoom): MixPull {
  const { forceShare } = evidence
  if (forceShare <= 0 || forceShare >= 1) return FIRST_PULL
  const { everyCell, laterOthers, sides } = room
  subtract(later.all, later.own, laterOthers)
  const ofClass = sideOf(sides.ofClass, evidence, later.own, everyCell, false)
  const ofOthers = sideOf(sides.ofOthers, evidence, laterOthers, everyCell, true)
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
    return sideLikelihood(ofClass, cell) + sideLikelihood(ofOthers, cell) - room.totalOf(cell) - doubt
  })
  return at(climbed)
}

/** The incidents of a class, or all others, of the cells where one came later. */
interface SideColumns {
  /** incidents of this side that were known before */
  known: Float64Array
  ringOwn: Float64Array
  ringAll: Float64Array
  /** this side's share by its ring; overwritten with each pull */
  shares: Float64Array
}

type Side = SideColumns & { later: CountRuns }

const sideColumns = (cells: number): SideColumns => ({
  known: new Float64Array(cells),
  ringOwn: new Float64Array(cells),
  ringAll: new Float64Array(cells),
  shares: new Float64Array(cells),
})

function sideOf(
  room: SideColumns,
  evidence: MixEvidence,
  later: Float64Array,
  everyCell: Int32Array,
  isOthers: boolean,
): Side {
  const cells = cellsByCount(everyCell, later)
  const start = (column: Float64Array): Float64Array => column.subarray(0, cells.length)
  const shares = start(room.shares)
  const counts = runsOf(pick(later, cells, shares))
  const known = pick(evidence.own, cells, start(room.known))
  if (isOthers) subtract(pick(evidence.all, cells, shares), known, known)
  return {
    known,
    later: counts,
    ringOwn: pick(evidence.ringOwn, cells, start(room.ringOwn)),
    ringAll: pick(evidence.ringAll, cells, start(room.ringAll)),
    shares,
  }
}

function pullShares({ ringOwn, ringAll, shares }: Side, ring: number, forceShare: number, isOthers: boolean): void {
  for (let k = 0; k < shares.length; k++) {
    const share = (ringOwn[k]! + ring * forceShare) / (ringAll[k]! + ring)
    shares[k] = isOthers ? 1 - share : share
  }
}

function sideLikelihood({ known, shares, later }: Side, cell: number): number {
  return sumLogRising(known, cell, shares, later)
}

function subtract(a: Float64Array, b: Float64Array, rest: Float64Array): void {
  for (let i = 0; i < rest.length; i++) rest[i] = a[i]! - b[i]!
}

/** Room for sums over the neighbours of each cell of a study area. */
export interface RingSums {
  before: Float64Array
  all: Float64Array
}

export const createRingSums = ({ studyCells }: Pick<CellSurroundings, 'studyCells'>): RingSums => ({
  before: new Float64Array(studyCells),
  all: new Float64Array(studyCells),
})

/**
 * Sums of the six neighbours of each cell of a study area, of two counts at a time: to find the neighbours takes longer than to add.
 *
 * @param sums overwritten
 */
export function sumRings(
  before: Float64Array,
  all: Float64Array,
  { neighbours }: Pick<CellSurroundings, 'neighbours'>,
  sums: RingSums,
): void {
  sums.before.fill(0)
  sums.all.fill(0)
  for (let i = 0; i < all.length; i++) {
    if (all[i] === 0) continue
    for (let k = 6 * i; k < 6 * i + 6; k++) {
      const other = neighbours[k]!
      if (other < 0) continue
      sums.before[other]! += before[i]!
      sums.all[other]! += all[i]!
    }
  }
}
