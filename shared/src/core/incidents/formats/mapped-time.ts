import { dateFromDay, dayOf, MINUTES_PER_DAY, type Zone } from '../../time.ts'
import type { DateOrder, DecimalMark, TimesOfDay } from '../mapping/incident-mapping.ts'
import { adviseClock, parseClock, splitDays } from './clock-times.ts'
import { adviseDate, parseDate, type WrittenDate } from './dates.ts'
import { MARK_NAMES } from './coordinates.ts'
import { FIRST_YEAR, LAST_YEAR, type WrittenTime } from './local-time.ts'

export interface TimeLayout {
  dates: DateOrder
  decimal: DecimalMark
  /** absent: `clock` */
  times?: TimesOfDay
  zone: Zone
}

/** Which of the two texts cannot be read, and what to do. */
export interface TimeProblem {
  in: 'date' | 'time'
  advice: string
}

/** A date with a time behind it: `2024-03-05T22:14:09.123Z`, `2024/03/05 22:14:00+00`, `05/03/2024 10:14 pm`, `20240305 2214`. */
const DATE_AND_TIME =
  /^(.+?)(?:T|,? )(\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d+)?)?)?(?: ?[ap]\.?m\.?)?|\d{4}(?:\d{2})?)( ?Z| ?[+-]\d{2}(?::?\d{2})?)?$/i
/** `202403052214`, with seconds or not. */
const COMPACT_MINUTE = /^(\d{8})(\d{4})(?:\d{2})?$/
/** What spreadsheets and databases put before a time of day that has no date. */
const NO_DATE = /^(?:1899-12-3[01]|1900-01-0[01]|3[01]\/12\/1899|12\/3[01]\/1899|0?1\/0?1\/1900)[T ]/i

/** An hour without its minutes, as a column of hours has it. */
const HOUR = /^\d{1,2}$/
const MINUTES_PER_HOUR = 60

/** Days from the beginning of Excel's count (its day 0 is 30 December 1899 from March 1900 on) to 1970-01-01. */
const EXCEL_EPOCH_DAYS = 25_569
/** 29 February 1900, which Excel counts for the sake of an older program's mistake: there was no such day. */
const NEVER_WAS = 60

/**
 * A time from the text of a date, with or without a time in it, and of a time of day in a column of its own ('' when there is none).
 * ISO 8601 with `Z` or an offset is the instant itself.
 */
export function parseMappedTime(dateText: string, timeText: string, layout: TimeLayout): WrittenTime | TimeProblem {
  const date = layout.dates === 'excel' ? readSerial(dateText, layout) : readDate(dateText, layout.dates)
  if ('advice' in date) return { in: 'date', ...date }
  if (timeText === '') return toWritten(date, layout.zone)
  const clock = readClock(timeText, layout)
  if ('advice' in clock) return { in: 'time', ...clock }
  if (date.precision === 'month')
    return { in: 'date', advice: 'It is a month, and the row has a time of day as well. Give the whole date.' }
  return (
    joinClock(date, clock, layout.zone) ?? {
      in: 'date',
      advice: `It has a time of its own, which differs from "${timeText}". Map one of the two only.`,
    }
  )
}

/** A time of day by itself: a minute, or an hour whose minute nobody wrote. */
interface Clock {
  minutes: number
  isHour: boolean
}

/**
 * A date and the local time of day beside it. A time in the date that is that time again adds what the other lacks. Else the date may be
 * no more than a date: databases write one as midnight, and portals as the instant of local midnight in UTC (`2024/01/05 05:00:00+00`
 * in New York), which is a day later or earlier than it reads where clocks are ahead.
 *
 * @returns undefined where the two speak of different times
 */
function joinClock(date: ReadDate, clock: Clock, zone: Zone): WrittenTime | undefined {
  const { day, minutes: own, offsetMin } = date
  const atClock = (onDay: number): WrittenTime => ({
    ...toWritten({ day: onDay, precision: 'day', minutes: clock.minutes }, zone),
    ...(clock.isHour ? { lengthMin: MINUTES_PER_HOUR } : {}),
  })
  const isClock = (minutes: number): boolean =>
    (clock.isHour ? minutes - (minutes % MINUTES_PER_HOUR) : minutes) === clock.minutes
  if (own === undefined || own === 0) return atClock(day)
  // Some portals call local times UTC: that the column of local times says the same gives them away.
  if (isClock(own)) return toWritten({ ...date, offsetMin: undefined }, zone)
  const localMin = zone.toLocalMin(day * MINUTES_PER_DAY + own - (offsetMin ?? 0))
  const localMinutes = localMin - dayOf(localMin) * MINUTES_PER_DAY
  if (offsetMin !== undefined && isClock(localMinutes)) return toWritten(date, zone)
  return localMinutes === 0 ? atClock(dayOf(localMin)) : undefined
}

interface ReadDate extends WrittenDate {
  /** since midnight; undefined: no time was written */
  minutes?: number | undefined
  /** of the clock that it was read from, east of Greenwich */
  offsetMin?: number | undefined
}

function toWritten({ day, precision, minutes, offsetMin }: ReadDate, zone: Zone): WrittenTime {
  if (minutes === undefined) return { localMin: day * MINUTES_PER_DAY, precision }
  const readMin = day * MINUTES_PER_DAY + minutes
  if (offsetMin === undefined) return { localMin: readMin, precision: 'minute' }
  const utcMin = readMin - offsetMin
  return { localMin: zone.toLocalMin(utcMin), precision: 'minute', utcMin }
}

type Read<T> = T | { advice: string }

function readDate(text: string, order: Exclude<DateOrder, 'excel'>): Read<ReadDate> {
  const date = parseDate(text, order)
  if (date !== undefined) return date
  const match = (order === 'ymd' ? COMPACT_MINUTE.exec(text) : null) ?? DATE_AND_TIME.exec(text)
  if (match === null) return { advice: adviseDate(text, order) }
  const [, datePart = '', timePart = '', offset] = match
  const day = parseDate(datePart, order)
  if (day === undefined) return { advice: adviseDate(datePart, order) }
  const minutes = parseClock(timePart.length === 6 && !timePart.includes(':') ? timePart.slice(0, 4) : timePart)
  if (minutes === undefined || day.precision === 'month') return { advice: adviseClock(timePart) }
  if (offset === undefined) return { ...day, minutes }
  const offsetMin = parseOffset(offset.trim())
  if (order === 'ymd' && offsetMin !== undefined) return { ...day, minutes, offsetMin }
  return { advice: `The offset "${offset.trim()}" is understood in ISO 8601 only, as in 2026-01-05T22:14+00:00.` }
}

/** Minutes east of Greenwich, or undefined for what no clock on earth is off by. */
function parseOffset(text: string): number | undefined {
  if (text.toUpperCase() === 'Z') return 0
  const size = Number(text.slice(1, 3)) * 60 + Number(text.length > 3 ? text.slice(-2) : 0)
  return size <= 14 * 60 ? (text.startsWith('-') ? -size : size) : undefined
}

function readSerial(text: string, { decimal }: TimeLayout): Read<ReadDate> {
  const days = parseNumber(text, decimal)
  if (days === undefined) {
    const other = decimal === '.' ? ',' : '.'
    if (parseNumber(text, other) !== undefined)
      return { advice: `It looks like an Excel day number with a decimal ${MARK_NAMES[other]}: choose that mark.` }
    return { advice: adviseDate(text.split(/[T ]/)[0]!, 'excel') }
  }
  if (Math.floor(days) === NEVER_WAS)
    return { advice: 'Excel’s day 60 is 29 February 1900, a day that never was. Give the true date.' }
  const { day: serialDay, minutes } = splitDays(days)
  const day = serialDay - EXCEL_EPOCH_DAYS
  const { year } = dateFromDay(day)
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return { advice: adviseDate(text, 'excel') }
  return { day, precision: 'day', ...(Number.isInteger(days) ? {} : { minutes }) }
}

function parseNumber(text: string, decimal: DecimalMark): number | undefined {
  const pattern = decimal === '.' ? /^\d{1,7}(?:\.\d+)?$|^\.\d+$/ : /^\d{1,7}(?:,\d+)?$|^,\d+$/
  return pattern.test(text) ? Number(text.replace(',', '.')) : undefined
}

function readClock(text: string, { dates, decimal, times }: TimeLayout): Read<Clock> {
  const own = text.replace(NO_DATE, '')
  if (times === 'hours' && HOUR.test(own)) {
    const minutes = Number(own) * MINUTES_PER_HOUR
    return minutes < MINUTES_PER_DAY ? { minutes, isHour: true } : { advice: 'Hours of the day are 0 to 23.' }
  }
  const days = dates === 'excel' ? parseNumber(own, decimal) : undefined
  const minutes = days !== undefined && days < 1 ? splitDays(days).minutes : parseClock(own)
  return minutes === undefined ? { advice: adviseClock(own) } : { minutes, isHour: false }
}
