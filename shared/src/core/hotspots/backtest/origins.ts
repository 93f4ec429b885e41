import { DomainError } from '../../errors.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { formatDay, startOfMonth, type Zone } from '../../time.ts'
import { rankingPeriod, type RankingPeriod } from '../ranking-period.ts'
import type { BacktestOptions } from './backtest.ts'

const WEEKS_PER_MONTH = 365.25 / 12 / 7
/** More than this is a mistyped date, not a question. */
const MOST_ORIGINS = 1000

/** Whole months nearest to so many weeks, at least one. */
export const monthsOfWeeks = (weeks: number): number => Math.max(1, Math.round(weeks / WEEKS_PER_MONTH))

/**
 * Window and horizon of each origin from `fromDay` on, as long as the horizon ends by `toDay`. Month-only data stands at firsts of months.
 *
 * @throws {DomainError} INVALID_INPUT for options that leave no origin or too many, and for data that turns from months to days midway
 */
export function backtestPeriods(incidents: IncidentColumns, options: BacktestOptions, zone: Zone): RankingPeriod[] {
  const { fromDay, toDay, stepWeeks } = options
  if (toDay <= fromDay)
    throw new DomainError(
      'INVALID_INPUT',
      `The last day, ${formatDay(toDay)}, is not after the first, ${formatDay(fromDay)}.`,
    )
  if (!Number.isInteger(stepWeeks) || stepWeeks < 1)
    throw new DomainError('INVALID_INPUT', `stepWeeks is ${stepWeeks}; it must be a whole number of at least 1.`)
  const periodAt = (asOfDay: number): RankingPeriod => rankingPeriod(incidents, { ...options, asOfDay }, zone)
  const { unit } = periodAt(toDay)
  const stepMonths = monthsOfWeeks(stepWeeks)
  const firstMonth = startOfMonth(fromDay) === fromDay ? fromDay : startOfMonth(fromDay, 1)
  const originAt = (i: number): number =>
    unit === 'month' ? startOfMonth(firstMonth, i * stepMonths) : fromDay + 7 * stepWeeks * i
  const horizonEndOf = (asOfDay: number): number =>
    unit === 'month' ? startOfMonth(asOfDay, 1) : asOfDay + options.horizonDays

  const periods: RankingPeriod[] = []
  for (let i = 0; horizonEndOf(originAt(i)) <= toDay; i++) {
    if (i === MOST_ORIGINS)
      throw new DomainError(
        'INVALID_INPUT',
        `These dates hold over ${MOST_ORIGINS} origins. Move them, or step further.`,
      )
    const period = periodAt(originAt(i))
    if (period.unit !== unit && period.window.toUtcMin > firstKnown(incidents))
      throw new DomainError(
        'INVALID_INPUT',
        `Before ${formatDay(originAt(i))} the incidents are known by ${period.unit}, later by ${unit}. Choose dates on one side.`,
      )
    periods.push(period)
  }
  if (periods.length === 0)
    throw new DomainError(
      'INVALID_INPUT',
      `No horizon fits between ${formatDay(fromDay)} and ${formatDay(toDay)}: the first would end on ${formatDay(horizonEndOf(originAt(0)))}.`,
    )
  return periods
}

function firstKnown({ occurredFrom }: IncidentColumns): number {
  let first = Infinity
  for (const at of occurredFrom) first = Math.min(first, at)
  return first
}
