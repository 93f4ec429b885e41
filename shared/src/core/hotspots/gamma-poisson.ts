import type { CellCounts } from './cell-counts.ts'
import { poolCells, type CellPools, type CellSurroundings } from './cell-pools.ts'

/**
 * Empirical-Bayes shrinkage of small counts. A cell's incidents a day are a draw from a gamma distribution whose mean comes
 * from what surrounds the cell; counts are Poisson given that rate. Everything about the prior is learnt from the
 * loaded data, since weights learnt in one city hurt another (METRICS 1).
 */
export interface Prior {
  /** weights of the study area's, the ring's and the parent's mean in a cell's prior mean; they add up to 1 */
  forceWeight: number
  ringWeight: number
  parentWeight: number
  /** gamma shape of a cell with average surroundings: how alike places with like surroundings are */
  shape: number
  /** what an incident before the window counts against one in it, 0 to 1 (a power prior: Ibrahim and Chen 2000, Statistical Science 15(1)) */
  historyShare: number
}

/** Gamma distributions of incidents a day, one per cell: mean shape / rate. */
export interface RatePosterior {
  shape: Float64Array
  /** days */
  rate: Float64Array
}

/**
 * The shape grows with this power of the prior mean over the force's mean: 0 is a constant shape, which trusts the
 * surroundings much, 1 a constant rate, which shrinks the hottest cells much. Of 0, 1/4, 1/2, 3/4, 1 a half had the highest
 * likelihood at resolution 10 in Chicago and London, 12 weeks only, and lay near the best at 9.
 */
const SHAPE_POWER = 0.5

/** Used when the window is too thin to learn from: nothing in its first or its last part. */
const THIN_PRIOR: Prior = { forceWeight: 0.5, ringWeight: 0.5, parentWeight: 0, shape: 0.5, historyShare: 0.5 }

/** What one evaluation of the likelihood needs. Days are counted at the level of the late part. */
interface Evidence {
  counts: CellCounts
  pools: CellPools
  /** days that the pools were counted over, days of the early part and of the history */
  poolDays: number
  earlyDays: number
  historyDays: number
  /** the cells to predict */
  area: readonly number[]
}

/**
 * Learns the prior by predicting the last part of the window from the first and the history: the predictive likelihood (negative
 * binomial) of each cell's late count. Predicting forward, not fitting the window, so that what changes from week to
 * week counts as noise.
 */
export function learnPrior(counts: CellCounts, around: CellSurroundings): Prior {
  if (counts.earlyTotal + counts.historyTotal === 0 || counts.lateTotal === 0) return THIN_PRIOR
  const perDay = counts.lateTotal / counts.lateDays
  const earlyDays = counts.earlyTotal / perDay
  const historyDays = counts.historyTotal / perDay
  const known = counts.early.map((count, i) => count + counts.history[i]!)
  const pools = poolCells(known, around)
  // Predicted are the cells around which something was known beforehand. To add those that only the late part found would be
  // to look ahead: with no incident and no neighbour, all of them would have one after all.
  const area = [...pools.ring.keys()].filter((i) => pools.ring[i]! > 0 || (i < known.length && known[i]! > 0))
  const evidence: Evidence = {
    counts,
    pools: { ...pools, force: (counts.earlyTotal + counts.historyTotal) / area.length },
    poolDays: earlyDays + historyDays,
    earlyDays,
    historyDays,
    area,
  }
  const free = [true, true, around.parent !== undefined, counts.historyTotal > 0]
  const climbed = climb([Math.log(0.5), 0, 0, 0], free, (point) => predictiveLikelihood(toPrior(point, free), evidence))
  return toPrior(climbed, free)
}

/** Search coordinates (unbounded) to a prior (bounded). */
function toPrior(point: readonly number[], free: readonly boolean[]): Prior {
  const ring = Math.exp(point[1]!)
  const parent = free[2] === true ? Math.exp(point[2]!) : 0
  const sum = 1 + ring + parent
  return {
    forceWeight: 1 / sum,
    ringWeight: ring / sum,
    parentWeight: parent / sum,
    shape: Math.exp(point[0]!),
    historyShare: free[3] === true ? 1 / (1 + Math.exp(-point[3]!)) : 0,
  }
}

function predictiveLikelihood(prior: Prior, evidence: Evidence): number {
  const { counts, pools, poolDays, earlyDays, historyDays, area } = evidence
  const knownDays = earlyDays + prior.historyShare * historyDays
  const known = counts.cells.length
  let likelihood = 0
  for (const i of area) {
    const mean = priorMean(prior, pools, i)
    const shape = prior.shape * (mean / pools.force) ** SHAPE_POWER
    const rate = (shape * poolDays) / mean + knownDays
    if (i >= known) {
      likelihood -= shape * Math.log1p(counts.lateDays / rate)
      continue
    }
    const after = shape + counts.early[i]! + prior.historyShare * counts.history[i]!
    likelihood -= after * Math.log1p(counts.lateDays / rate)
    const late = counts.late[i]!
    if (late === 0) continue
    likelihood -= late * Math.log(rate + counts.lateDays)
    for (let n = 0; n < late; n++) likelihood += Math.log(after + n)
  }
  return likelihood
}

/** Expected incidents of cell i over the pools' period, from its surroundings alone; above 0 because the force's mean is. */
function priorMean(prior: Prior, pools: CellPools, i: number): number {
  return prior.forceWeight * pools.force + prior.ringWeight * pools.ring[i]! + prior.parentWeight * pools.parent[i]!
}

/** Coordinates stay where exp() and the logistic still tell one point from the next. */
const CLIMB_LIMIT = 4
const CLIMB_FIRST_STEP = 1
const CLIMB_LAST_STEP = 0.1
/** A gain of less than this in log-likelihood is not worth another round over all cells. */
const CLIMB_LEAST_GAIN = 0.05

/** Coordinate-wise hill climbing with halving steps: four smooth coordinates need no derivative, and no chance is involved. */
function climb(
  start: readonly number[],
  free: readonly boolean[],
  height: (point: readonly number[]) => number,
): readonly number[] {
  let point = start
  let best = height(point)
  let step = CLIMB_FIRST_STEP
  while (step >= CLIMB_LAST_STEP) {
    let moved = false
    for (let axis = 0; axis < start.length; axis++) {
      if (free[axis] !== true) continue
      for (const direction of [step, -step]) {
        const next = point.with(axis, point[axis]! + direction)
        if (Math.abs(next[axis]!) > CLIMB_LIMIT) continue
        const found = height(next)
        if (found <= best + CLIMB_LEAST_GAIN) continue
        best = found
        point = next
        moved = true
        break
      }
    }
    if (!moved) step /= 2
  }
  return point
}

/**
 * What is known of each cell's incidents a day once the whole window is in. A history at another level than the window's
 * (more of it, busier years) is brought to it by counting its days at the window's daily number.
 */
export function posteriorRates(counts: CellCounts, around: CellSurroundings, prior: Prior): RatePosterior {
  const windowDays = counts.earlyDays + counts.lateDays
  const perDay = (counts.earlyTotal + counts.lateTotal) / windowDays
  const historyDays = counts.historyTotal / perDay
  const poolDays = windowDays + historyDays
  const own = counts.early.map((count, i) => count + counts.late[i]!)
  const pools = poolCells(
    own.map((count, i) => count + counts.history[i]!),
    around,
  )
  const shape = new Float64Array(own.length)
  const rate = new Float64Array(own.length)
  for (let i = 0; i < own.length; i++) {
    const mean = priorMean(prior, pools, i)
    const priorShape = prior.shape * (mean / pools.force) ** SHAPE_POWER
    shape[i] = priorShape + own[i]! + prior.historyShare * counts.history[i]!
    rate[i] = (priorShape * poolDays) / mean + windowDays + prior.historyShare * historyDays
  }
  return { shape, rate }
}
