import type { Estimate, MeasuredPlan } from '../measured-plan.ts'
import { toOdds, type Forecast } from './forecast.ts'
import { listLocalFeatures } from './local-features.ts'
import { forecastByTrees, forecastLocal } from './local-observers.ts'
import { forecastNetwork } from './network-observers.ts'
import { scoreDecileRatio, scoreSafestDecile, scoreSkill } from './score.ts'
import { forecastPublished, forecastStatic } from './static-observers.ts'
import { createWatchGrid, type WatchGrid } from './watch-grid.ts'

/** Fewest visits in the training days and in the test days from which anything can be learnt or judged. */
const LEAST_VISITS = 100

export interface ObserverSkill {
  name: string
  family: Forecast['family']
  skill: Estimate
}

/** O1-O4 of METRICS 2: what observers who have watched two thirds of the days can foresee of the last third. */
export interface RedTeamReport {
  /** every observer by itself; the figures below take the best of each family */
  observers: ObserverSkill[]
  /** O1, over the published rate by tier and clock hour */
  staticSkill: Estimate
  /** O2, over the best static observer */
  localSkill: Estimate
  /** O2, boosted trees over the stated probabilities, named beforehand: the best of four by luck alone lies above 0. Null where none are stated. */
  localSkillOverTruth: Estimate | null
  /** O3, over the best static observer */
  networkSkill: Estimate
  /** O4: visit rate in the safest tenth over the mean */
  safestDecileStatic: Estimate
  safestDecileLocal: Estimate
  safestDecileNetwork: Estimate
  safestDecileRatio: Estimate
  /** place-bins of the test days that are predicted, and visits among them */
  testRows: number
  testVisits: number
}

/** @returns null when the plan has too few days or visits for anything to be learnt */
export function runRedTeam(plan: MeasuredPlan): RedTeamReport | null {
  const grid = createWatchGrid(plan)
  if (grid === undefined) return null
  const trainVisits = count(grid.rowStarted.subarray(0, grid.trainRows))
  const testVisits = count(grid.rowStarted.subarray(grid.trainRows, grid.rows))
  if (trainVisits < LEAST_VISITS || testVisits < LEAST_VISITS) return null
  const judge = (forecasts: readonly Forecast[], reference: Float64Array) =>
    forecasts
      .map((forecast) => ({ forecast, skill: scoreSkill(grid, forecast.odds, reference) }))
      .sort((a, b) => b.skill.value - a.skill.value)

  const fixed = judge(forecastStatic(grid), forecastPublished(grid))
  const best = fixed[0]!.forecast.odds
  const features = listLocalFeatures(grid)
  const local = judge(forecastLocal(grid, features, best), best)
  const network = judge(forecastNetwork(grid, features, best), best)
  const truth = listStated(grid)
  return {
    observers: [...fixed, ...local, ...network].map(({ forecast: { name, family }, skill }) => ({
      name,
      family,
      skill,
    })),
    staticSkill: fixed[0]!.skill,
    localSkill: local[0]!.skill,
    localSkillOverTruth: truth === undefined ? null : scoreSkill(grid, forecastByTrees(grid, features, truth), truth),
    networkSkill: network[0]!.skill,
    safestDecileStatic: scoreSafestDecile(grid, best),
    safestDecileLocal: scoreSafestDecile(grid, local[0]!.forecast.odds),
    safestDecileNetwork: scoreSafestDecile(grid, network[0]!.forecast.odds),
    safestDecileRatio: scoreDecileRatio(grid, local[0]!.forecast.odds, best),
    testRows: grid.rows - grid.trainRows,
    testVisits,
  }
}

/** Log-odds of the stated probabilities, by row. */
function listStated({ plan, bins, rows, rowPlace, rowBin }: WatchGrid): Float64Array | undefined {
  const { probabilities } = plan
  if (probabilities === undefined) return undefined
  const odds = new Float64Array(rows)
  for (let row = 0; row < rows; row++) odds[row] = toOdds(probabilities[rowPlace[row]! * bins + rowBin[row]!] ?? 0)
  return odds
}

function count(started: Uint8Array): number {
  let sum = 0
  for (const value of started) sum += value
  return sum
}
