import { DomainError } from '../../errors.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { createZone, dayOf, formatDay, startOfMonth } from '../../time.ts'
import { rankingPeriod, WINDOW_MONTHS } from '../ranking-period.ts'
import { selectScope } from '../scope.ts'
import type { BacktestOptions } from './backtest.ts'
import { monthsOfWeeks } from './origins.ts'

/** A year of dates a week apart: more would repeat the same seasons and take longer than it tells. */
const MOST_DATES = 52
/** Before the first date methods get a year to learn from, or half of the data if that is less. */
const LEARNING_DAYS = 364
const LEARNING_MONTHS = 12

/** Options of a backtest whose dates are still to be chosen. */
export type DatelessOptions = Omit<BacktestOptions, 'fromDay' | 'toDay'> & { fromDay?: number; toDay?: number }

/**
 * The dates to stand at where nobody chose them: the last horizon ends with the data, and from there back as many as fit behind
 * the window and what methods need to learn from, at most 52. A day that is given stays as it is.
 *
 * @throws {DomainError} INVALID_INPUT when no incident is in scope, and when the data is too short for one date
 */
export function chooseBacktestDays(incidents: IncidentColumns, options: DatelessOptions): BacktestOptions {
  const { fromDay, toDay, weeks, horizonDays, stepWeeks } = options
  if (fromDay !== undefined && toDay !== undefined) return { ...options, fromDay, toDay }
  const { firstDay, lastDay } = daysInScope(incidents, options)
  const { unit } = rankingPeriod(incidents, { ...options, asOfDay: lastDay + 1 }, createZone(options.timezone))
  const end = toDay ?? (unit === 'month' ? startOfMonth(lastDay, 1) : lastDay + 1)
  if (fromDay !== undefined) return { ...options, fromDay, toDay: end }
  // Everything in the unit of the data: days, or months counted from the first one.
  const count =
    unit === 'month'
      ? { all: monthsBetween(firstDay, end), window: WINDOW_MONTHS, horizon: 1, step: monthsOfWeeks(stepWeeks) }
      : { all: end - firstDay, window: 7 * weeks, horizon: horizonDays, step: 7 * stepWeeks }
  const learning = Math.min(unit === 'month' ? LEARNING_MONTHS : LEARNING_DAYS, Math.floor(count.all / 2))
  const spare = count.all - Math.max(count.window, learning) - count.horizon
  if (spare < 0)
    throw new DomainError(
      'INVALID_INPUT',
      `The incidents in scope run from ${formatDay(firstDay)} to ${formatDay(lastDay)}, which is too short for a window of ` +
        `${unit === 'month' ? `${WINDOW_MONTHS} months` : `${weeks} weeks`} with a horizon after it. Load earlier incidents, or choose a shorter window or horizon.`,
    )
  const back = count.horizon + count.step * Math.min(MOST_DATES - 1, Math.floor(spare / count.step))
  return { ...options, fromDay: unit === 'month' ? startOfMonth(end, -back) : end - back, toDay: end }
}

function daysInScope(incidents: IncidentColumns, options: DatelessOptions): { firstDay: number; lastDay: number } {
  const { selected } = selectScope(incidents, options)
  let first = Infinity
  let last = -Infinity
  for (let row = 0; row < incidents.length; row++) {
    if (selected[row] === 0) continue
    first = Math.min(first, incidents.occurredFrom[row]!)
    last = Math.max(last, incidents.occurredFrom[row]!)
  }
  if (first > last)
    throw new DomainError(
      'INVALID_INPUT',
      'No incident is in scope. Load incidents first, or look at the theme: a backtest looks back on what is loaded.',
    )
  const zone = createZone(options.timezone)
  return { firstDay: dayOf(zone.toLocalMin(first)), lastDay: dayOf(zone.toLocalMin(last)) }
}

/** Firsts of months from that of `fromDay` to that of `toDay`. */
function monthsBetween(fromDay: number, toDay: number): number {
  let months = 0
  while (startOfMonth(fromDay, months) < startOfMonth(toDay)) months += 1
  return months
}
