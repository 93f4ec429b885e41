import { MINUTES_PER_DAY } from '../../time.ts'
import { parseClock } from '../formats/clock-times.ts'
import type { TimesOfDay } from './incident-mapping.ts'

const BARE_NUMBER = /^\d+$/
const MINUTES_PER_HOUR = 60

/** An hour without its minutes: `22`. */
export const isHour = (value: string): boolean => /^\d{1,2}$/.test(value) && Number(value) < 24

/**
 * How times of day are written. Numbers of one and two digits are hours where no longer number is met: beside `2214` a `5` has
 * lost its zeros and means 00:05.
 */
export function timesOfDay(clocks: readonly string[]): TimesOfDay {
  const bare = clocks.filter((value) => BARE_NUMBER.test(value))
  return bare.length > 0 && bare.every(isHour) ? 'hours' : 'clock'
}

/** Of the rows as many must agree. */
const ENOUGH = 0.8
/** A time of day at the end of a date. */
const OWN_TIME = /[T ](\d{1,2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?( ?[ap]\.?m\.?)?(?: ?Z| ?[+-]\d{2}(?::?\d{2})?)?$/i

/**
 * Whether a column of times of day can belong to a column of dates that have times of their own, row by row. They are the same times, or as
 * far apart in every row as clocks are from UTC, in winter and in summer; what differs from row to row is about something else (when it
 * was reported, when police came).
 *
 * @param pairs date and time of each row, empty where there is none
 */
export function canBelong(pairs: readonly (readonly [date: string, clock: string])[]): boolean {
  const apart = new Map<number, number>()
  let compared = 0
  for (const [date, clock] of pairs) {
    const match = OWN_TIME.exec(date)
    const own = match === null ? undefined : parseClock(`${match[1]}${match[2] ?? ''}`)
    const beside = isHour(clock) ? Number(clock) * MINUTES_PER_HOUR : parseClock(clock)
    if (own === undefined || beside === undefined) continue
    compared += 1
    const minutes = isHour(clock) ? own - (own % MINUTES_PER_HOUR) : own
    const difference = (minutes - beside + MINUTES_PER_DAY) % MINUTES_PER_DAY
    apart.set(difference, (apart.get(difference) ?? 0) + 1)
  }
  if (compared === 0 || isOneTime(pairs)) return true
  const [first = 0, second = 0] = [...apart.values()].toSorted((a, b) => b - a)
  return first + second >= compared * ENOUGH
}

/** Dates whose times say nothing: midnight, or midnight in UTC by winter and by summer time. */
const isOneTime = (pairs: readonly (readonly [date: string, clock: string])[]): boolean =>
  new Set(pairs.flatMap(([date]) => OWN_TIME.exec(date)?.slice(1, 3).join('') ?? [])).size <= 2
