import type { CellCounts } from './cell-counts.ts'
import { poolCells, type CellPools, type CellSurroundings } from './cell-pools.ts'
import { addCounts, indexesFrom, nthLargest, pick, sumOf } from '../pick.ts'
import { climb, CLIMB_LIMIT } from './hill-climb.ts'
import { hotLikelihood, overallLikelihood, type Evidence } from './prior-likelihood.ts'
import { priorMean, shrunkDays, sureShare, type Prior } from './rate-prior.ts'

/** Gamma distributions of incidents a day, one per cell: mean shape / rate. */
export interface RatePosterior {
  shape: Float64Array
  /** days */
  rate: Float64Array
}

/** Used when the window is too thin to learn from: nothing in its first or its last part. */
const THIN_PRIOR: Omit<Prior, 'areaCells'> = {
  forceWeight: 0.5,
  ringWeight: 0.5,
  parentWeight: 0,
  nearWeight: 0,
  shape: 0.5,
  historyShare: 0.5,
  daysShare: 1,
  halfEvidence: Infinity,
  sureEvidence: 5,
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
 *
 * @param reach how far what was before the late part reaches over the edges of cells; left out: of neighbours only counts are looked at
 */
export function learnPrior(counts: CellCounts, around: CellSurroundings, reach?: Float64Array): Prior {
  if (counts.earlyTotal + counts.historyTotal === 0 || counts.lateTotal === 0)
    return { ...THIN_PRIOR, areaCells: around.studyCells }
  const perDay = counts.lateTotal / counts.lateDays
  const earlyDays = counts.earlyTotal / perDay
  const historyDays = counts.historyTotal / perDay
  const known = addCounts(counts.early, counts.history)
  const pools = poolCells(known, around, reach)
  // Predicted are the cells around which something was known beforehand. To add those that only the late part found would be
  // to look ahead: with no incident and no neighbour, all of them would have one after all.
  const area = cellsOfArea(known, pools)
  const evidence: Evidence = {
    counts,
    pools: { ...pools, force: (counts.earlyTotal + counts.historyTotal) / area.length },
    poolDays: earlyDays + historyDays,
    earlyDays,
    historyDays,
    area,
  }
  const priorOf = (point: readonly number[]): Prior => toPrior(point, free, area.length)
  // What lies just beyond an edge is left to the leading cells: it decides among them, and all cells cost far more to look at.
  const free = [true, true, around.parent !== undefined, counts.historyTotal > 0, false]
  const likelihood = overallLikelihood(evidence)
  const overall = climb([Math.log(0.5), 0, 0, 0, -CLIMB_LIMIT], free, (point) => likelihood(priorOf(point)))
  const leading = overallLikelihood({ ...evidence, area: leadingCells(priorOf(overall), evidence) })
  const climbed =
    reach === undefined
      ? climb(overall, free, (point) => leading(priorOf(point)))
      : climb(overall.with(4, FIRST_NEAR), free.with(4, true), (point) => leading(priorOf(point)))
  return learnTop(priorOf(climbed), evidence)
}

function cellsOfArea(known: Float64Array, { ring }: CellPools): Int32Array {
  const area = new Int32Array(ring.length)
  let count = 0
  for (let i = 0; i < area.length; i++) if (ring[i]! > 0 || (i < known.length && known[i]! > 0)) area[count++] = i
  return area.slice(0, count)
}

/** Where the search for `nearWeight` begins, as the logarithm of its ratio to the force's: a third of it. */
const FIRST_NEAR = -1

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
  const early = earlyEvidence(prior, evidence)
  const least = nthLargest(early, LEADING_CELLS) * (1 - ROUNDING)
  return at(area, indexesFrom(least, early))
}

/** The entries of these indexes. */
function at(cells: Int32Array, indexes: Int32Array): Int32Array {
  const found = new Int32Array(indexes.length)
  for (let k = 0; k < found.length; k++) found[k] = cells[indexes[k]!]!
  return found
}

/** Search coordinates (unbounded) to a prior (bounded) of one gamma for all cells. */
function toPrior(point: readonly number[], free: readonly boolean[], areaCells: number): Prior {
  const ring = Math.exp(point[1]!)
  const parent = free[2] === true ? Math.exp(point[2]!) : 0
  // The end of the search is nothing at all: where coordinates are snapped, an edge says no more than the ring.
  const near = point[4]! > -CLIMB_LIMIT ? Math.exp(point[4]!) : 0
  const sum = 1 + ring + parent + near
  return {
    forceWeight: 1 / sum,
    ringWeight: ring / sum,
    parentWeight: parent / sum,
    nearWeight: near / sum,
    areaCells,
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
  const early = earlyEvidence(prior, evidence)
  const last = nthLargest(early, Math.min(HOT_CELLS, early.length))
  const hottest = pick(early, indexesFrom(last, early)).sort().reverse().subarray(0, HOT_CELLS)
  const least = hottest.at(-1)! * (1 - ROUNDING)
  const hot = indexesFrom(least, early)
  const likelihood = hotLikelihood(evidence, at(evidence.area, hot), pick(early, hot))
  const scale = hottest.reduce((sum, value) => sum + value, 0) / hottest.length
  const priorAt = (point: readonly number[]): Prior => ({
    ...prior,
    daysShare: Math.exp(point[0]!),
    halfEvidence: scale * Math.exp(point[1]!),
    sureEvidence: scale * Math.exp(point[2]!),
  })
  const climbed = climb(
    [0, FIRST_HALF_EVIDENCE, 0],
    [true, true, true],
    (point) => likelihood(priorAt(point)) - 0.5 * (point[0]! / DAYS_SHARE_SPREAD) ** 2,
  )
  return priorAt(climbed)
}

/** What was known of each cell of `area` before the late part, in incidents. */
function earlyEvidence(prior: Prior, { area, counts, pools }: Evidence): Float64Array {
  const known = new Float64Array(area.length)
  for (let k = 0; k < known.length; k++) {
    const i = area[k]!
    const priorCount = (prior.shape * priorMean(prior, pools, i)) / pools.force
    known[k] =
      i < counts.cells.length ? priorCount + counts.early[i]! + prior.historyShare * counts.history[i]! : priorCount
  }
  return known
}

/**
 * What is known of each cell's incidents a day once the whole window is in. A history at another level than the window's
 * (more of it, busier years) is brought to it by counting its days at the window's daily number.
 *
 * @param reach how far all that is known reaches over the edges of cells, where the prior was learnt with it
 */
export function posteriorRates(
  counts: CellCounts,
  around: CellSurroundings,
  prior: Prior,
  reach?: Float64Array,
): RatePosterior {
  const windowDays = counts.earlyDays + counts.lateDays
  const perDay = (counts.earlyTotal + counts.lateTotal) / windowDays
  const historyDays = counts.historyTotal / perDay
  const own = addCounts(counts.early, counts.late)
  const known = addCounts(own, counts.history)
  const pools = { ...poolCells(known, around, reach), force: sumOf(known) / prior.areaCells }
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
