import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { formatDay, startOfMonth, type Zone } from '../../time.ts'
import { dayPeriod, WINDOW_MONTHS, type DayPeriod, type RankingPeriod } from '../ranking-period.ts'
import { tellParts } from '../tell-counts.ts'
import { countRows } from './place-rows.ts'

/** One week or month; `to` is the day after the last. Null: fewer than 3, or it would tell one that is. */
export interface ToldPeriod {
  from: string
  to: string
  incidents: number | null
}

/** Earlier quarters that are shown of month-only data: the window's three months alone would say nothing. */
const MOST_QUARTERS = 3

/**
 * The weeks of the window; for month-only data its months and those of up to three earlier quarters. Whole quarters, since their sum may be
 * told elsewhere: with some of its months only, what is left would follow.
 *
 * @param quarters earlier ones that the data covers
 */
export function trendPeriods({ unit, window }: RankingPeriod, quarters: number, zone: Zone): DayPeriod[] {
  const isMonths = unit === 'month'
  const steps = isMonths ? WINDOW_MONTHS * (1 + Math.min(MOST_QUARTERS, quarters)) : (window.toDay - window.fromDay) / 7
  const startOf = (step: number): number =>
    isMonths ? startOfMonth(window.toDay, step - steps) : window.fromDay + 7 * step
  return Array.from({ length: steps }, (_, step) => dayPeriod(startOf(step), startOf(step + 1), zone))
}

/**
 * The place's counts as far as they may be told. The window's parts and those from before it are two wholes: the count of each is said, or
 * follows from what is.
 */
export function tellTrend(
  incidents: IncidentColumns,
  rows: readonly number[],
  periods: readonly DayPeriod[],
  { unit }: RankingPeriod,
): ToldPeriod[] {
  const counts = periods.map((period) => countRows(incidents, rows, period))
  const before = unit === 'month' ? Math.max(0, counts.length - WINDOW_MONTHS) : 0
  const told = [...tellParts(counts.slice(0, before)), ...tellParts(counts.slice(before))]
  return periods.map((period, i) => ({
    from: formatDay(period.fromDay),
    to: formatDay(period.toDay),
    incidents: told[i]!,
  }))
}
