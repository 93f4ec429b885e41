import type { CellCounts } from './cell-counts.ts'
import { poolCells, type CellPools, type CellSurroundings } from './cell-pools.ts'
import { indexesWhere, nthLargest, pick } from '../pick.ts'
import { climb } from './hill-climb.ts'
import { cellsByCount, sumLogRising } from './log-rising.ts'

/**
 * Empirical-Bayes shrinkage of small counts. A cell's incidents a day are a draw from a gamma distribution whose mean comes
 * from what surrounds the cell; counts are Poisson given that rate. Everything about the prior is learnt from the
 * loaded data, since weights learnt in one city hurt another (METRICS 1).
 *
 * What is known of a cell is its evidence: its count, plus the count of its history times a share, plus a prior count in
 * proportion to the mean of its surroundings. Each cell's prior has the same days, so evidence alone says which of two cells
 * expects more: a quiet ring adds little to a hot cell but takes nothing from it. (With days that fall as the surroundings get
 * hotter, the likelihood of all cells is higher, but isolated hot cells are shrunk under tepid ones with hot neighbours, and
 * the top catches fewer incidents than the raw count does: Chicago at resolution 10, London at 9, 12 weeks only.)
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
  /** the prior's days as a share of what one gamma for all cells says, for a cell of little evidence */
  daysShare: number
  /** evidence at which the prior's days are half of that; Infinity: never */
  halfEvidence: number
  /**
   * How sure a place can be known, as the evidence at which half of it counts towards being sure; Infinity: all of it always does.
   * Places change and incidents come in clumps, so the rate of the coming weeks strays from the rate of the past by a share that more
   * past does not shrink: 1 / square root of this. It widens what is said of a rate and leaves its mean.
   */
  sureEvidence: number
}

/** Gamma distributions of incidents a day, one per cell: mean shape / rate. */
export interface RatePosterior {
  shape: Float64Array
  /** days */
  rate: Float64Array
}

/** Used when the window is too thin to learn from: nothing in its first or its last part. */
const THIN_PRIOR: Prior = {
  forceWeight: 0.5,
  ringWeight: 0.5,
  parentWeight: 0,
  shape: 0.5,
  historyShare: 0.5,
  daysShare: 1,
  halfEvidence: Infinity,
  sureEvidence: 5,
}

/** What one evaluation of the likelihood needs. Days are counted at the level of the late part. */
interface Evidence {
  counts: CellCounts
  pools: CellPools
  /** days that the pools were counted over, days of the early part and of the history */
  poolDays: number
  earlyDays: number
  historyDays: number
  /** the cells to predict */
  area: Int32Array
}

/**
 * Learns the prior by predicting the last part of the window from the first and the history: the predictive likelihood (negative
 * binomial) of each cell's late count. Predicting forward, not fitting the window, so that what changes from week to
 * week counts as noise.
 *
 * Three steps: the surroundings, the shape and the history from all cells; the same once more from the leading cells alone,
 * beginning there; then, for the order of the cells is settled, how much the hottest are shrunk and how much their counts vary, from the hottest. One gamma for all cells is dominated by the
 * thousands of quiet ones, and its tail is too thin: it expects up to a sixth too little where patrols are sent.
 * The same sureness serves intervals and the chance of being in the top. It is learnt from the hottest but is about every cell, so it takes
 * from those who have much evidence and not from those who have none to lose: with one share of the evidence for all cells, the
 * thousands of cells with an incident or two held so much of the chance that of places with a stated .35 and .45 in London at
 * resolution 10 .51 and .64 truly were in the top of the following months; so it is .31 and .46 (docs/ranking.md).
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
  const area = indexesWhere(around.studyCells, (i) => pools.ring[i]! > 0 || (i < known.length && known[i]! > 0))
  const evidence: Evidence = {
    counts,
    pools: { ...pools, force: (counts.earlyTotal + counts.historyTotal) / area.length },
    poolDays: earlyDays + historyDays,
    earlyDays,
    historyDays,
    area,
  }
  const free = [true, true, around.parent !== undefined, counts.historyTotal > 0]
  const likelihood = overallLikelihood(evidence)
  const overall = climb([Math.log(0.5), 0, 0, 0], free, (point) => likelihood(toPrior(point, free)))
  const leading = overallLikelihood({ ...evidence, area: leadingCells(toPrior(overall, free), evidence) })
  const climbed = climb(overall, free, (point) => leading(toPrior(point, free)))
  return learnTop(toPrior(climbed, free), evidence)
}

/**
 * Cells among which the order of the top is decided: four times as many as say how the hottest behave. What an incident
 * next door tells of a quiet cell is not what it tells of a hot one, and thousands of quiet cells would have their way.
 * (500, 1,000 and 2,000 catch the same but for noise in both cities of the backtest.)
 */
const LEADING_CELLS = 1000

/** The cells of most evidence before the late part, in the order of `area`. */
function leadingCells(prior: Prior, evidence: Evidence): Int32Array {
  const { area } = evidence
  if (area.length <= LEADING_CELLS) return area
  const early = new Float64Array(area.length)
  for (let k = 0; k < early.length; k++) early[k] = earlyEvidence(prior, evidence, area[k]!)
  const least = nthLargest(early, LEADING_CELLS) * (1 - ROUNDING)
  return area.filter((_, k) => early[k]! >= least)
}

/** Search coordinates (unbounded) to a prior (bounded) of one gamma for all cells. */
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
    daysShare: 1,
    halfEvidence: Infinity,
    sureEvidence: Infinity,
  }
}

/** How many of the hottest cells say how the hottest behave: as many as are usually patrolled, and enough to learn from. */
const HOT_CELLS = 250

/**
 * Standard deviation of the logarithm of `daysShare`, a priori: it corrects one gamma where hot cells are few incidents each
 * (there one gamma expects up to a quarter too much), and left free it would follow the noise of a single late part.
 */
const DAYS_SHARE_SPREAD = 0.2

/** Where the search for `halfEvidence` begins, as the logarithm of its ratio to the mean evidence of the hottest cells: nearly one gamma. */
const FIRST_HALF_EVIDENCE = 3

/** Evidence may come together in several ways: of what is equal but for rounding, none is to be left out. */
const ROUNDING = 1e-9

/** Learns from the hottest cells what changes the expected counts but not their order. */
function learnTop(prior: Prior, evidence: Evidence): Prior {
  const early = new Float64Array(evidence.area.length)
  for (let k = 0; k < early.length; k++) early[k] = earlyEvidence(prior, evidence, evidence.area[k]!)
  const last = nthLargest(early, Math.min(HOT_CELLS, early.length))
  const hottest = early
    .filter((value) => value >= last)
    .sort()
    .reverse()
    .subarray(0, HOT_CELLS)
  const least = hottest.at(-1)! * (1 - ROUNDING)
  const hot = evidence.area.filter((_, k) => early[k]! >= least)
  const likelihood = hotLikelihood(
    evidence,
    hot,
    early.filter((value) => value >= least),
  )
  const scale = hottest.reduce((sum, value) => sum + value, 0) / hottest.length
  const at = (point: readonly number[]): Prior => ({
    ...prior,
    daysShare: Math.exp(point[0]!),
    halfEvidence: scale * Math.exp(point[1]!),
    sureEvidence: scale * Math.exp(point[2]!),
  })
  const climbed = climb(
    [0, FIRST_HALF_EVIDENCE, 0],
    [true, true, true],
    (point) => likelihood(at(point)) - 0.5 * (point[0]! / DAYS_SHARE_SPREAD) ** 2,
  )
  return at(climbed)
}

/** What was known of cell i before the late part, in incidents. */
function earlyEvidence(prior: Prior, { counts, pools }: Evidence, i: number): number {
  const priorCount = (prior.shape * priorMean(prior, pools, i)) / pools.force
  return i < counts.cells.length ? priorCount + counts.early[i]! + prior.historyShare * counts.history[i]! : priorCount
}

/**
 * The predictive likelihood of all cells under one gamma for all of them, whose days are then the same everywhere: what is summed over
 * cells is linear in the prior and summed once, but for the cells that the late part found, and only those need logarithms.
 */
function overallLikelihood(evidence: Evidence): (prior: Prior) => number {
  const { counts, pools, poolDays, earlyDays, historyDays, area } = evidence
  const { lateDays } = counts
  const found = cellsByCount(
    area.filter((i) => i < counts.cells.length),
    counts.late,
  )
  const [ring, parent] = [pick(pools.ring, found), pick(pools.parent, found)]
  const [early, history, late] = [pick(counts.early, found), pick(counts.history, found), pick(counts.late, found)]
  const [ringTotal, parentTotal] = [sumOver(area, pools.ring), sumOver(area, pools.parent)]
  const [earlyTotal, historyTotal] = [sumOver(area, counts.early), sumOver(area, counts.history)]
  const lateTotal = sumOver(area, counts.late)
  const shape = new Float64Array(found.length)
  return (prior) => {
    const scale = prior.shape / pools.force
    const days = earlyDays + prior.historyShare * historyDays + scale * poolDays
    const fromForce = scale * prior.forceWeight * pools.force
    const fromRing = scale * prior.ringWeight
    const fromParent = scale * prior.parentWeight
    const total =
      area.length * fromForce +
      fromRing * ringTotal +
      fromParent * parentTotal +
      earlyTotal +
      prior.historyShare * historyTotal
    for (let k = 0; k < late.length; k++)
      shape[k] =
        fromForce + fromRing * ring[k]! + fromParent * parent[k]! + early[k]! + prior.historyShare * history[k]!
    return sumLogRising(shape, late) - total * Math.log1p(lateDays / days) - lateTotal * Math.log(days + lateDays)
  }
}

/** Of cells of the study area; those without an incident have no value. */
function sumOver(cells: Int32Array, values: Float64Array): number {
  let sum = 0
  for (const i of cells) if (i < values.length) sum += values[i]!
  return sum
}

/** @param early evidence of each of the hot cells */
function hotLikelihood(evidence: Evidence, hot: Int32Array, early: Float64Array): (prior: Prior) => number {
  const { counts, pools, poolDays, earlyDays, historyDays } = evidence
  const late = new Float64Array(hot.length)
  for (let k = 0; k < hot.length; k++) late[k] = hot[k]! < counts.cells.length ? counts.late[hot[k]!]! : 0
  return (prior) => {
    const priorDays = (prior.shape * poolDays) / pools.force
    const knownDays = earlyDays + prior.historyShare * historyDays
    const shape = early.map((incidents) => sureShare(prior, incidents) * incidents)
    let likelihood = sumLogRising(shape, late)
    for (let k = 0; k < hot.length; k++) {
      const rate = sureShare(prior, early[k]!) * (knownDays + shrunkDays(prior, priorDays, early[k]!))
      likelihood -= shape[k]! * Math.log1p(counts.lateDays / rate) + late[k]! * Math.log(rate + counts.lateDays)
    }
    return likelihood
  }
}

/** Expected incidents of cell i over the pools' period, from its surroundings alone; above 0 because the force's mean is. */
function priorMean(prior: Prior, pools: CellPools, i: number): number {
  return prior.forceWeight * pools.force + prior.ringWeight * pools.ring[i]! + prior.parentWeight * pools.parent[i]!
}

/**
 * The prior's days for a cell of so much evidence. They fall as evidence grows, as under a prior with a heavier tail than a
 * gamma's, so expected incidents rise with evidence everywhere and the order of cells is that of their evidence.
 */
function shrunkDays(prior: Prior, priorDays: number, incidents: number): number {
  return (priorDays * prior.daysShare) / (1 + incidents / prior.halfEvidence)
}

/** The share of a cell's evidence that counts towards being sure: all of it where there is little, less and less where there is much. */
function sureShare({ sureEvidence }: Prior, incidents: number): number {
  return 1 / (1 + incidents / sureEvidence)
}

/**
 * What is known of each cell's incidents a day once the whole window is in. A history at another level than the window's
 * (more of it, busier years) is brought to it by counting its days at the window's daily number.
 */
export function posteriorRates(counts: CellCounts, around: CellSurroundings, prior: Prior): RatePosterior {
  const windowDays = counts.earlyDays + counts.lateDays
  const perDay = (counts.earlyTotal + counts.lateTotal) / windowDays
  const historyDays = counts.historyTotal / perDay
  const own = counts.early.map((count, i) => count + counts.late[i]!)
  const pools = poolCells(
    own.map((count, i) => count + counts.history[i]!),
    around,
  )
  const priorDays = (prior.shape * (windowDays + historyDays)) / pools.force
  const knownDays = windowDays + prior.historyShare * historyDays
  const shape = new Float64Array(own.length)
  const rate = new Float64Array(own.length)
  for (let i = 0; i < own.length; i++) {
    const priorCount = (prior.shape * priorMean(prior, pools, i)) / pools.force
    const incidents = priorCount + own[i]! + prior.historyShare * counts.history[i]!
    const sure = sureShare(prior, incidents)
    shape[i] = sure * incidents
    rate[i] = sure * (knownDays + shrunkDays(prior, priorDays, incidents))
  }
  return { shape, rate }
}
