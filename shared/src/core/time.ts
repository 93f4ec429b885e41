import { Temporal } from 'temporal-polyfill'
import { DomainError } from './errors.ts'

/**
 * Time in the core is two integers, and this file is the only place where one becomes the other:
 * - an **instant** is `utcMin`: whole minutes since 1970-01-01T00:00Z;
 * - a **wall-clock reading** is `localMin`: whole minutes since 1970-01-01T00:00 on the local clock.
 * A local **day** is floor(localMin / 1440). Periods are half-open.
 */
export const MINUTES_PER_DAY = 1440
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
export const HOURS_PER_WEEK = 168

/** How exactly a source said when something happened: what is written is the precision. */
export type TimePrecision = 'minute' | 'day' | 'month'

/** What the clock change did to a wall-clock reading. */
export type ClockChange = 'none' | 'ambiguous' | 'skipped'

export interface Zone {
  /** IANA name, for example `Europe/London`. */
  readonly id: string
  toLocalMin(utcMin: number): number
  /**
   * An ambiguous reading (the hour that happens twice) means its first occurrence; a skipped one (the hour that does
   * not happen) moves on by the gap. Both are flagged so that they can be counted. `secondUtcMin` is the second occurrence
   * of an ambiguous reading, for whoever knows that it is meant.
   */
  toUtcMin(localMin: number): { utcMin: number; clockChange: ClockChange; secondUtcMin?: number }
}

interface Offset {
  fromUtcMin: number
  offsetMin: number
}

/**
 * Conversion between instants and the local clock of one IANA time zone.
 *
 * Temporal is asked only for the zone's changes of offset, once for each year that is met: afterwards a conversion is a look
 * into a short list, because an import converts millions of times, and asking for a whole century takes a second.
 *
 * @throws {DomainError} INVALID_INPUT when the zone is unknown
 */
export function createZone(id: string): Zone {
  const changes = changesOf(id)

  const offsetMinAt = (utcMin: number): number => {
    const ofYear = changes(yearOf(utcMin))
    let at = ofYear.length - 1
    while (at > 0 && ofYear[at]!.fromUtcMin > utcMin) at -= 1
    return ofYear[at]!.offsetMin
  }

  return {
    id,
    toLocalMin: (utcMin) => utcMin + offsetMinAt(utcMin),
    toUtcMin(localMin) {
      // A day before and after no zone is still on the other side of the change that matters here.
      const before = offsetMinAt(localMin - MINUTES_PER_DAY)
      const after = offsetMinAt(localMin + MINUTES_PER_DAY)
      if (before === after) return { utcMin: localMin - before, clockChange: 'none' }
      const first = localMin - before
      const second = localMin - after
      const firstHolds = offsetMinAt(first) === before
      const secondHolds = offsetMinAt(second) === after
      if (firstHolds && secondHolds)
        return { utcMin: Math.min(first, second), clockChange: 'ambiguous', secondUtcMin: Math.max(first, second) }
      if (firstHolds) return { utcMin: first, clockChange: 'none' }
      if (secondHolds) return { utcMin: second, clockChange: 'none' }
      // Skipped: read with the offset before the change, which is what moving on by the gap means.
      return { utcMin: first, clockChange: 'skipped' }
    },
  }
}

/**
 * The IANA name of a time zone that somebody wrote, as the register spells it: `europe/london` is `Europe/London`. Bare offsets are no
 * names: they know no summer time, and databases read their sign the other way round.
 *
 * @throws {DomainError} INVALID_INPUT when there is no such zone
 */
export function readZoneName(text: string): string {
  const name = text.trim()
  if (/^[+-]/.test(name)) throw unknownZone(name)
  return startOf(name, 0).timeZoneId
}

/** Years as this table cuts them: all of one length, so that the year of an instant is one division. */
const MINUTES_PER_YEAR = 365.25 * MINUTES_PER_DAY
const yearOf = (utcMin: number): number => Math.floor(utcMin / MINUTES_PER_YEAR)

/** By zone: the changes of each year that was asked for. They are facts about the zone, the same for whoever asks. */
const known = new Map<string, (year: number) => readonly Offset[]>()

/** The zone's offset at the start of a year since 1970 and from each change in it, in order of time. */
function changesOf(id: string): (year: number) => readonly Offset[] {
  const kept = known.get(id)
  if (kept !== undefined) return kept
  const years = new Map<number, readonly Offset[]>()
  const find = (year: number): readonly Offset[] => {
    const before = years.get(year)
    if (before !== undefined) return before
    const found = loadOffsets(id, year * MINUTES_PER_YEAR, (year + 1) * MINUTES_PER_YEAR)
    years.set(year, found)
    return found
  }
  find(0) // an unknown zone is refused here and not at its first use
  known.set(id, find)
  return find
}

/** @throws {DomainError} INVALID_INPUT when the zone is unknown */
function startOf(id: string, utcMin: number): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(utcMin * 60_000).toZonedDateTimeISO(id)
  } catch {
    throw unknownZone(id)
  }
}

const unknownZone = (id: string): DomainError =>
  new DomainError(
    'INVALID_INPUT',
    `Unknown time zone "${id}". Use an IANA name such as Europe/London or America/Chicago.`,
  )

function loadOffsets(id: string, fromUtcMin: number, untilUtcMin: number): Offset[] {
  let moment: Temporal.ZonedDateTime | null = startOf(id, fromUtcMin)
  const offsets: Offset[] = []
  while (moment !== null && moment.epochMilliseconds < untilUtcMin * 60_000) {
    offsets.push({
      fromUtcMin: Math.floor(moment.epochMilliseconds / 60_000),
      offsetMin: Math.round(moment.offsetNanoseconds / 60e9),
    })
    moment = moment.getTimeZoneTransition('next')
  }
  return offsets
}

/**
 * Day number (days since 1970-01-01) of a calendar date, or undefined when there is no such date.
 * Integer arithmetic on the civil calendar (Hinnant), so that no clock object is needed.
 */
export function dayFromDate(year: number, month: number, day: number): number | undefined {
  const shiftedYear = month <= 2 ? year - 1 : year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  const dayNumber = era * 146_097 + dayOfEra - 719_468
  const back = dateFromDay(dayNumber)
  return back.year === year && back.month === month && back.day === day ? dayNumber : undefined
}

/** Calendar date of a day number. */
export function dateFromDay(dayNumber: number): { year: number; month: number; day: number } {
  const z = dayNumber + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthShifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthShifted + 2) / 5) + 1
  const month = monthShifted < 10 ? monthShifted + 3 : monthShifted - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** Day number of `YYYY-MM-DD`, or undefined. */
export function parseDay(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match === null ? undefined : dayFromDate(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** Day number of the first of `YYYY-MM`, or undefined. */
export function parseMonth(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})$/.exec(text)
  return match === null ? undefined : dayFromDate(Number(match[1]), Number(match[2]), 1)
}

/** `localMin` of `YYYY-MM-DDTHH:MM` (seconds, if written, are dropped), or undefined. */
export function parseLocalMinute(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(text)
  if (match === null) return undefined
  const day = parseDay(match[1]!)
  const hour = Number(match[2])
  const minute = Number(match[3])
  if (day === undefined || hour > 23 || minute > 59) return undefined
  return day * MINUTES_PER_DAY + hour * 60 + minute
}

/**
 * `utcMin` of an ISO 8601 time: with an offset or `Z` exactly, without one on the local clock of `zone`.
 * Undefined when it is not such a time.
 */
export function parseInstant(text: string, zone: Zone): { utcMin: number; clockChange: ClockChange } | undefined {
  const match = /^(.+?)(Z|[+-]\d{2}:?\d{2})$/.exec(text)
  if (match === null || !match[1]!.includes(':')) {
    const localMin = parseLocalMinute(text)
    return localMin === undefined ? undefined : zone.toUtcMin(localMin)
  }
  const localMin = parseLocalMinute(match[1]!)
  if (localMin === undefined) return undefined
  const offset = match[2]!
  if (offset === 'Z') return { utcMin: localMin, clockChange: 'none' }
  const size = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return { utcMin: localMin - (offset.startsWith('-') ? -size : size), clockChange: 'none' }
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `YYYY-MM-DD` of a day number. */
export function formatDay(dayNumber: number): string {
  const { year, month, day } = dateFromDay(dayNumber)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** `YYYY-MM-DDTHH:MM` of a wall-clock reading. */
export function formatLocalMinute(localMin: number): string {
  const minuteOfDay = localMin - dayOf(localMin) * MINUTES_PER_DAY
  return `${formatDay(dayOf(localMin))}T${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`
}

/** ISO 8601 with offset, to the minute: `2026-11-23T22:14:00+00:00`. */
export function formatInstant(utcMin: number, zone: Zone): string {
  const localMin = zone.toLocalMin(utcMin)
  const offset = localMin - utcMin
  const size = Math.abs(offset)
  return `${formatLocalMinute(localMin)}:00${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** Local day of a wall-clock reading. */
export function dayOf(localMin: number): number {
  return Math.floor(localMin / MINUTES_PER_DAY)
}

/** Day of the week of a day number, Monday 0 to Sunday 6. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7 // 1970-01-01 was a Thursday
}

/** Hour of the week of a wall-clock reading, 0 (Monday 00:00) to 167. */
export function hourOfWeek(localMin: number): number {
  const dayNumber = dayOf(localMin)
  return weekdayOf(dayNumber) * 24 + Math.floor((localMin - dayNumber * MINUTES_PER_DAY) / 60)
}

/** Day number of the first of the month, `months` after the month that holds `dayNumber`. */
export function startOfMonth(dayNumber: number, months = 0): number {
  const { year, month } = dateFromDay(dayNumber)
  const index = year * 12 + (month - 1) + months
  return dayFromDate(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1)!
}
