import { BINS_PER_DAY } from '../../plan.ts'
import { boostTrees, type LearningTask } from './boosted-trees.ts'
import { toOdds, toProbability, type Forecast } from './forecast.ts'
import type { LocalFeatures } from './local-features.ts'
import { regressLogistic } from './logistic-regression.ts'
import type { WatchGrid } from './watch-grid.ts'

/** Upper ends, in minutes since the last visit began, of the ages that the renewal observer tells apart. */
const AGES = [30, 60, 90, 120, 180, 240, 360, 480, 720, 1440] as const
/** Expected visits' worth of belief that the past makes no difference. */
const PRIOR_VISITS = 5

/**
 * O2: what watching one place adds to a reference forecast. Renewal (how long ago), periodic (same time yesterday, the day
 * before, a week ago), logistic regression and boosted trees on everything in `LocalFeatures`.
 */
export function forecastLocal(grid: WatchGrid, features: LocalFeatures, reference: Float64Array): Forecast[] {
  const age = Uint8Array.from(features.age, (minutes) => AGES.filter((end) => end <= minutes).length)
  const renewal = age.map((bin, row) => grid.tierOf[grid.rowPlace[row]!]! * (AGES.length + 1) + bin)
  const task = createTask(grid, features, reference)
  return [
    { name: 'renewal', family: 'local', odds: scaleByClass(grid, reference, renewal) },
    { name: 'periodic', family: 'local', odds: scaleByClass(grid, reference, features.sameSlot) },
    { name: 'logistic regression', family: 'local', odds: regressLogistic(task) },
    { name: 'boosted trees', family: 'local', odds: boostTrees(task) },
  ]
}

/** The last, and strongest, of these observers alone. */
export function forecastByTrees(grid: WatchGrid, features: LocalFeatures, reference: Float64Array): Float64Array {
  return boostTrees(createTask(grid, features, reference))
}

function createTask(grid: WatchGrid, features: LocalFeatures, reference: Float64Array): LearningTask {
  return {
    features: [...features.columns, Float32Array.from(reference), slotOf(grid)],
    started: grid.rowStarted,
    rows: grid.rows,
    fitRows: grid.fitRows,
    trainRows: grid.trainRows,
    offset: reference,
  }
}

export function slotOf({ rows, rowBin }: WatchGrid): Float32Array {
  return Float32Array.from(rowBin.subarray(0, rows), (bin) => bin % BINS_PER_DAY)
}

/** The reference times (visits seen / visits expected) of each row's class in the training days. */
function scaleByClass(
  { rows, trainRows, rowStarted }: WatchGrid,
  reference: Float64Array,
  classes: Uint8Array,
): Float64Array {
  const seen = new Float64Array(256).fill(PRIOR_VISITS)
  const expected = new Float64Array(256).fill(PRIOR_VISITS)
  for (let row = 0; row < trainRows; row++) {
    seen[classes[row]!]! += rowStarted[row]!
    expected[classes[row]!]! += toProbability(reference[row]!)
  }
  const odds = new Float64Array(rows)
  for (let row = 0; row < rows; row++)
    odds[row] = toOdds((toProbability(reference[row]!) * seen[classes[row]!]!) / expected[classes[row]!]!)
  return odds
}
