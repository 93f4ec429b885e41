import type { CellSurroundings } from '../cell-pools.ts'
import { climb } from '../hill-climb.ts'

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

/** A product below this is put away as its logarithm, which costs ten times what a multiplication does. */
const SMALL_PRODUCT = 1e-200

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
  const { own, all, forceShare } = evidence
  if (forceShare <= 0 || forceShare >= 1) return FIRST_PULL
  const cells = Int32Array.from(later.all.keys()).filter((i) => later.all[i]! > 0)
  const at = (point: readonly number[]): MixPull => ({
    cell: FIRST_PULL.cell * Math.exp(point[0]!),
    ring: FIRST_PULL.ring * Math.exp(point[1]!),
  })
  const climbed = climb([0, 0], [true, true], (point) => {
    const pull = at(point)
    let likelihood = -0.5 * ((point[0]! / PULL_SPREAD) ** 2 + (point[1]! / PULL_SPREAD) ** 2)
    let product = 1
    for (const i of cells) {
      const around = ringShare(evidence, pull.ring, i)
      const of = own[i]! + pull.cell * around
      const total = all[i]! + pull.cell
      const ownLater = later.own[i]!
      const allLater = later.all[i]!
      for (let n = 0; n < allLater; n++) {
        product *= (n < ownLater ? of + n : total - of + n - ownLater) / (total + n)
        if (product > SMALL_PRODUCT) continue
        likelihood += Math.log(product)
        product = 1
      }
    }
    return likelihood + Math.log(product)
  })
  return at(climbed)
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
