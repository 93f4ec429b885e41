import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { startOfMonth, type Zone } from '../../time.ts'
import { countCells, type CellCounts } from '../cell-counts.ts'
import type { CellSurroundings } from '../cell-pools.ts'
import { latePeriod } from '../estimate-rates.ts'
import { discountCounts, type PatrolExposure } from '../exposure/patrol-exposure.ts'
import { learnPrior, posteriorRates, type RatePosterior } from '../gamma-poisson.ts'
import type { RankOptions } from '../rank-options.ts'
import { dayPeriod, WINDOW_MONTHS, type RankingPeriod } from '../ranking-period.ts'
import { firstSelected } from '../scope.ts'

/** The first incident may lie so many days into the earlier window: a small force has quiet days. */
const QUIET_DAYS = 7

/**
 * What the same method would have believed of the same cells on the day that the window began, from what was before it: a window as
 * long, and whatever history is before that. One more estimate of rates; the surroundings are looked up once for both.
 *
 * @param now counts as of today, from history and window; cells without an incident before the window are in it with 0
 * @param around surroundings of these cells
 * @returns undefined when less than a window's length is loaded before the window, or when history is not to be used
 */
export function earlierRates(
  incidents: IncidentColumns,
  selected: Uint8Array,
  options: Pick<RankOptions, 'resolution' | 'history'>,
  period: RankingPeriod,
  zone: Zone,
  now: CellCounts,
  around: CellSurroundings,
  exposure?: PatrolExposure,
): RatePosterior | undefined {
  if (options.history === 'ignore') return undefined
  const earlier = periodBefore(period, zone)
  const { fromDay } = earlier.window
  if (firstSelected(incidents, selected) >= dayPeriod(fromDay + QUIET_DAYS, fromDay + QUIET_DAYS, zone).fromUtcMin)
    return undefined
  const late = latePeriod(earlier, zone)
  const counts = countCells(incidents, selected, options.resolution, earlier.window, late, true)
  if (counts.earlyTotal + counts.lateTotal === 0) return undefined
  const fair =
    exposure === undefined
      ? counts
      : discountCounts(counts, exposure, incidents, options.resolution, earlier.window, late)
  // Without what reached over edges: who has this much behind the window has, as a rule, years of it.
  return posteriorRates(alignCounts(fair, now), around, learnPrior(alignCounts(counts, now), around))
}

/** The window's length before the window; the horizon is the window itself. */
function periodBefore({ unit, window }: RankingPeriod, zone: Zone): RankingPeriod {
  const fromDay = unit === 'month' ? startOfMonth(window.fromDay, -WINDOW_MONTHS) : 2 * window.fromDay - window.toDay
  return { unit, window: dayPeriod(fromDay, window.fromDay, zone), horizon: window }
}

/** Earlier counts in the order of today's cells, which hold all of the earlier ones. */
function alignCounts(earlier: CellCounts, now: CellCounts): CellCounts {
  const early = new Float64Array(now.cells.length)
  const late = new Float64Array(now.cells.length)
  const history = new Float64Array(now.cells.length)
  earlier.indexOf.forEach((from, code) => {
    if (from < 0) return
    const to = now.indexOf[code]!
    early[to] = earlier.early[from]!
    late[to] = earlier.late[from]!
    history[to] = earlier.history[from]!
  })
  const { cells, entries, indexOf } = now
  return { ...earlier, cells, entries, indexOf, early, late, history }
}
