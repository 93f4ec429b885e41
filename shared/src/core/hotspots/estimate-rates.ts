import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { startOfMonth, type Zone } from '../time.ts'
import { cellColumn, countCells, type CellCounts } from './cell-counts.ts'
import { surroundSet, type CellSurroundings } from './cell-pools.ts'
import { discountCounts, type PatrolExposure } from './exposure/patrol-exposure.ts'
import { learnPrior, posteriorRates, type RatePosterior } from './gamma-poisson.ts'
import { discountReach, sumReach } from './reach.ts'
import type { RankOptions } from './rank-options.ts'
import { dayPeriod, type RankingPeriod } from './ranking-period.ts'
import { seasonalLevel } from './seasonal-level.ts'

/** What `auto` believes of each cell; entry i of the posterior is cell i of the counts. */
export interface RateEstimate {
  counts: CellCounts
  /** without what patrols added to the records: what is expected is expected of these; `counts` where nothing is known of patrols */
  fair: CellCounts
  around: CellSurroundings
  posterior: RatePosterior
  /** days of the horizon, counted at the level of its season */
  exposureDays: number
}

/**
 * The method `auto` from incidents to rates: the ranking and its backtest both come through here, so that what is
 * proved is what is used. Looks at nothing on or after the end of the window.
 *
 * @param selected 1 for each row that may be counted
 * @param exposure what earlier patrols did to the records; left out: nothing is known of patrols
 * @returns undefined when the window holds no selected incident
 */
export function estimateRates(
  incidents: IncidentColumns,
  selected: Uint8Array,
  options: Pick<RankOptions, 'resolution' | 'history'>,
  period: RankingPeriod,
  zone: Zone,
  exposure?: PatrolExposure,
): RateEstimate | undefined {
  const useHistory = options.history === 'use'
  const late = latePeriod(period, zone)
  const counts = countCells(incidents, selected, options.resolution, period.window, late, useHistory)
  if (counts.earlyTotal + counts.lateTotal === 0) return undefined
  const { resolution } = options
  const around = surroundSet(counts, { resolution, dictionary: cellColumn(incidents, resolution).dictionary })
  // How places differ is learnt from what was recorded; what presence added is taken from the counts that are ranked.
  const fair =
    exposure === undefined
      ? counts
      : discountCounts(counts, exposure, incidents, options.resolution, period.window, late)
  const reach = looksNear(counts, period.unit)
    ? sumReach(incidents, selected, resolution, counts, period.window, late, useHistory)
    : undefined
  const prior = learnPrior(counts, around, reach?.known)
  const fairReach = reach && (fair === counts ? reach.all : discountReach(reach.all, counts, fair))
  const posterior = posteriorRates(fair, around, prior, fairReach)
  const season = useHistory ? seasonalLevel(incidents, selected, period, zone) : 1
  return { counts, fair, around, posterior, exposureDays: (period.horizon.toDay - period.horizon.fromDay) * season }
}

/**
 * Whether to look at where in their cells the neighbours' incidents were. It is worth it where little is known of a cell itself: with the window alone
 * or as much before it, not with years. Not where times are known to the month only: publishers who blur times move places too (data.police.uk snaps
 * them to points of its own), and where in a cell such a point lies says nothing of what happened (docs/ranking.md).
 */
function looksNear({ earlyTotal, lateTotal, historyTotal }: CellCounts, unit: RankingPeriod['unit']): boolean {
  return unit === 'day' && historyTotal <= earlyTotal + lateTotal
}

/** The last quarter of the window, in whole days; of a window of months the last month. */
export function latePeriod({ unit, window }: RankingPeriod, zone: Zone): RankingPeriod['window'] {
  const lateDays = Math.max(1, Math.floor((window.toDay - window.fromDay) / 4))
  return dayPeriod(unit === 'month' ? startOfMonth(window.toDay, -1) : window.toDay - lateDays, window.toDay, zone)
}
