import { PRECISION_CODES, type IncidentColumns } from '../incidents/incident-columns.ts'
import { MINUTES_PER_DAY, startOfMonth, type Zone } from '../time.ts'
import type { RankOptions } from './rank-options.ts'

/** A half-open period of local days, with the instants of the midnights at its ends. */
export interface DayPeriod {
  fromDay: number
  toDay: number
  /** utcMin */
  fromUtcMin: number
  toUtcMin: number
}

/** What a ranking looks at and what it speaks about. */
export interface RankingPeriod {
  /** `month` when the source gives months only: then window and horizon are whole calendar months */
  unit: 'day' | 'month'
  window: DayPeriod
  horizon: DayPeriod
}

/** Months before as-of's own month that make the window of month-only data (DESIGN 9). */
export const WINDOW_MONTHS = 3

/** A period of whole local days; a day of 23 or 25 hours is still one day. */
export function dayPeriod(fromDay: number, toDay: number, zone: Zone): DayPeriod {
  return {
    fromDay,
    toDay,
    fromUtcMin: zone.toUtcMin(fromDay * MINUTES_PER_DAY).utcMin,
    toUtcMin: zone.toUtcMin(toDay * MINUTES_PER_DAY).utcMin,
  }
}

/**
 * Window `[as-of - 7 x weeks, as-of)` and horizon `[as-of, as-of + horizonDays)` at local midnight. When every
 * incident before as-of is known by month only, the 3 whole months before as-of's month and the month of as-of.
 */
export function rankingPeriod(
  incidents: IncidentColumns,
  options: Pick<RankOptions, 'asOfDay' | 'weeks' | 'horizonDays'>,
  zone: Zone,
): RankingPeriod {
  const { asOfDay, weeks, horizonDays } = options
  if (isMonthOnly(incidents, zone.toUtcMin(asOfDay * MINUTES_PER_DAY).utcMin))
    return {
      unit: 'month',
      window: dayPeriod(startOfMonth(asOfDay, -WINDOW_MONTHS), startOfMonth(asOfDay), zone),
      horizon: dayPeriod(startOfMonth(asOfDay), startOfMonth(asOfDay, 1), zone),
    }
  return {
    unit: 'day',
    window: dayPeriod(asOfDay - 7 * weeks, asOfDay, zone),
    horizon: dayPeriod(asOfDay, asOfDay + horizonDays, zone),
  }
}

/** Whether months are all that is known of every incident before an instant. */
export function isMonthOnly(incidents: IncidentColumns, beforeUtcMin: number): boolean {
  let rows = 0
  for (let i = 0; i < incidents.length; i++) {
    if (incidents.occurredFrom[i]! >= beforeUtcMin) continue
    if (incidents.precision[i] !== PRECISION_CODES.month) return false
    rows += 1
  }
  return rows > 0
}

/**
 * The same season `years` earlier. Days move by 52 weeks a year, so that weekends stay weekends; months by 12.
 */
export function yearsEarlier(period: DayPeriod, years: number, unit: RankingPeriod['unit'], zone: Zone): DayPeriod {
  if (unit === 'day') return dayPeriod(period.fromDay - 364 * years, period.toDay - 364 * years, zone)
  return dayPeriod(startOfMonth(period.fromDay, -12 * years), startOfMonth(period.toDay, -12 * years), zone)
}
