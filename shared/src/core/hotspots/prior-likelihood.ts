import type { CellCounts } from './cell-counts.ts'
import type { CellPools } from './cell-pools.ts'
import { cellsByCount, logRising, runsOf, sumLogRising } from './log-rising.ts'
import { pick } from '../pick.ts'
import { shrunkDays, sureShare, type Prior } from './rate-prior.ts'

/** What one evaluation of the likelihood needs. Days are counted at the level of the late part. */
export interface Evidence {
  counts: CellCounts
  pools: CellPools
  /** days that the pools were counted over, days of the early part and of the history */
  poolDays: number
  earlyDays: number
  historyDays: number
  /** the cells to predict, rising: those of the counts first */
  area: Int32Array
}

/**
 * The predictive likelihood of all cells under one gamma for all of them, whose days are then the same everywhere: what is summed over
 * cells is linear in the prior and summed once, but for the cells that the late part found, and only those need logarithms.
 */
export function overallLikelihood(evidence: Evidence): (prior: Prior) => number {
  const { counts, pools, poolDays, earlyDays, historyDays, area } = evidence
  const { lateDays } = counts
  const own = ownCells(evidence)
  const found = cellsByCount(own, counts.late)
  const [ring, parent, near] = [pick(pools.ring, found), pick(pools.parent, found), pick(pools.near, found)]
  const [early, history] = [pick(counts.early, found), pick(counts.history, found)]
  const late = runsOf(pick(counts.late, found))
  const [ringTotal, parentTotal] = [sumOver(area, pools.ring), sumOver(area, pools.parent)]
  const nearTotal = sumOver(area, pools.near)
  const [earlyTotal, historyTotal] = [sumOver(own, counts.early), sumOver(own, counts.history)]
  const lateTotal = sumOver(own, counts.late)
  const known = new Float64Array(found.length)
  const around = new Float64Array(found.length)
  let last: Prior | undefined
  return (prior) => {
    const { historyShare, ringWeight, parentWeight, nearWeight } = prior
    const scale = prior.shape / pools.force
    const days = earlyDays + historyShare * historyDays + scale * poolDays
    const fromForce = prior.forceWeight * pools.force
    // A search moves one of them at a time.
    if (historyShare !== last?.historyShare) addWeighted(known, early, historyShare, history)
    if (ringWeight !== last?.ringWeight || parentWeight !== last.parentWeight || nearWeight !== last.nearWeight) {
      mixAround(around, fromForce, ringWeight, ring, parentWeight, parent)
      // As a rule there is nothing to add.
      if (nearWeight > 0) addWeighted(around, around, nearWeight, near)
    }
    last = prior
    const total =
      scale * (area.length * fromForce + ringWeight * ringTotal + parentWeight * parentTotal + nearWeight * nearTotal) +
      earlyTotal +
      historyShare * historyTotal
    return (
      sumLogRising(known, scale, around, late) -
      total * Math.log1p(lateDays / days) -
      lateTotal * Math.log(days + lateDays)
    )
  }
}

/** Functions of their own, which are soon compiled: a closure with a long loop is begun anew with each question. */
function addWeighted(sums: Float64Array, values: Float64Array, weight: number, more: Float64Array): void {
  for (let k = 0; k < sums.length; k++) sums[k] = values[k]! + weight * more[k]!
}

function mixAround(
  around: Float64Array,
  fromForce: number,
  ringWeight: number,
  ring: Float64Array,
  parentWeight: number,
  parent: Float64Array,
): void {
  for (let k = 0; k < around.length; k++) around[k] = fromForce + ringWeight * ring[k]! + parentWeight * parent[k]!
}

/** Of the cells to predict those of the counts; the others, of the study area around them, have no incident. */
function ownCells({ area, counts }: Evidence): Int32Array {
  let count = area.length
  while (count > 0 && area[count - 1]! >= counts.cells.length) count -= 1
  return area.subarray(0, count)
}

function sumOver(cells: Int32Array, values: Float64Array): number {
  let sum = 0
  for (let k = 0; k < cells.length; k++) sum += values[cells[k]!]!
  return sum
}

/**
 * The predictive likelihood of some cells with all of the prior: how the days fall with the evidence, and how sure it makes.
 *
 * @param early evidence of each of these cells before the late part
 */
export function hotLikelihood(
  { counts, pools, poolDays, earlyDays, historyDays }: Evidence,
  hot: Int32Array,
  early: Float64Array,
): (prior: Prior) => number {
  const late = new Float64Array(hot.length)
  for (let k = 0; k < hot.length; k++) late[k] = hot[k]! < counts.cells.length ? counts.late[hot[k]!]! : 0
  return (prior) => {
    const priorDays = (prior.shape * poolDays) / pools.force
    const knownDays = earlyDays + prior.historyShare * historyDays
    let likelihood = 0
    for (let k = 0; k < hot.length; k++) {
      const sure = sureShare(prior, early[k]!)
      const shape = sure * early[k]!
      const rate = sure * (knownDays + shrunkDays(prior, priorDays, early[k]!))
      likelihood +=
        logRising(shape, late[k]!) -
        shape * Math.log1p(counts.lateDays / rate) -
        late[k]! * Math.log(rate + counts.lateDays)
    }
    return likelihood
  }
}
