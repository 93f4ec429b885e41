import type { IncidentColumns } from '../../../incidents/incident-columns.ts'
import { dayOf, startOfMonth, type Zone } from '../../../time.ts'
import type { RateEstimate } from '../../estimate-rates.ts'
import type { RankOptions } from '../../rank-options.ts'
import { dayPeriod, type DayPeriod, type RankingPeriod } from '../../ranking-period.ts'
import { seasonIsKnown } from '../../seasonal-level.ts'
import { earlierRates } from '../../sureness/earlier-estimate.ts'
import { firstRowFrom, type SortedRows } from '../sorted-rows.ts'
import { checkSureness, type LaterCounts, type SurenessAtOrigin } from './check-sureness.ts'

/** What of a backtest is the same at every origin, as far as sureness needs it. */
export interface SurenessGround {
  incidents: IncidentColumns
  selected: Uint8Array
  zone: Zone
  rows: Pick<SortedRows, 'utcMin' | 'code'>
  /** hash of each entry of the dictionary of cells */
  codeTie: Float64Array
}

/**
 * How sure the ranking was at one origin. The true top is taken from the incidents of the year after as-of, or of as much of it as is
 * loaded; from less than the length of a window nothing is taken.
 *
 * @param estimate the product's own, for this origin
 */
export function surenessAt(
  { incidents, selected, zone, rows, codeTie }: SurenessGround,
  options: Pick<RankOptions, 'resolution' | 'history' | 'top'>,
  period: RankingPeriod,
  estimate: RateEstimate,
): SurenessAtOrigin {
  const { counts, around } = estimate
  const codes = new Int32Array(counts.cells.length)
  counts.indexOf.forEach((cell, code) => {
    if (cell >= 0) codes[cell] = code
  })
  const countCodes = ({ fromUtcMin, toUtcMin }: Pick<DayPeriod, 'fromUtcMin' | 'toUtcMin'>): Float64Array => {
    const byCode = new Float64Array(codeTie.length)
    const end = firstRowFrom(rows.utcMin, toUtcMin)
    for (let row = firstRowFrom(rows.utcMin, fromUtcMin); row < end; row++) byCode[rows.code[row]!]! += 1
    return byCode
  }
  const { horizon } = period
  const later = laterPeriod(period, rows.utcMin.at(-1)!, zone)
  const came: LaterCounts = {
    horizon: countCodes(horizon),
    later: later && { counts: countCodes(later), days: later.toDay - later.fromDay },
  }
  return checkSureness(
    estimate,
    earlierRates(incidents, selected, options, period, zone, counts, around),
    codes,
    Float64Array.from(codes, (code) => codeTie[code]!),
    came,
    {
      top: options.top,
      horizonDays: horizon.toDay - horizon.fromDay,
      seasonKnown: seasonIsKnown(rows.utcMin[0]!, options.history, period, zone),
    },
  )
}

/** The year after as-of, as far as whole days (or months) are loaded. */
function laterPeriod({ unit, window }: RankingPeriod, lastUtcMin: number, zone: Zone): DayPeriod | undefined {
  const lastDay = dayOf(zone.toLocalMin(lastUtcMin))
  const loadedTo = unit === 'month' ? startOfMonth(lastDay, 1) : lastDay + 1
  const yearTo = unit === 'month' ? startOfMonth(window.toDay, 12) : window.toDay + 364
  const toDay = Math.min(loadedTo, yearTo)
  if (toDay - window.toDay < window.toDay - window.fromDay) return undefined
  return dayPeriod(window.toDay, toDay, zone)
}
