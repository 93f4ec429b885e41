import { MINUTES_PER_DAY, parseDay, parseLocalMinute, parseMonth, type TimePrecision, type Zone } from '../../time.ts'

/** A time as written, before any conversion. */
export interface WrittenTime {
  /** start of the minute, day or month that was written, on the local clock */
  localMin: number
  precision: TimePrecision
  /** the instant itself, where an offset was written with it */
  utcMin?: number
  /** how long the time that was written may be: 60 for an hour without its minutes. Absent: it is the minute */
  lengthMin?: number
}

/** What files of incidents may speak of. */
export const FIRST_YEAR = 1990
export const LAST_YEAR = 2059

/** `YYYY-MM-DDTHH:MM`, `YYYY-MM-DD` or `YYYY-MM`: what is written is the precision. Undefined for anything else. */
export function parseWrittenTime(text: string): WrittenTime | undefined {
  const year = Number(text.slice(0, 4))
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined
  const month = parseMonth(text)
  if (month !== undefined) return { localMin: month * MINUTES_PER_DAY, precision: 'month' }
  const day = parseDay(text)
  if (day !== undefined) return { localMin: day * MINUTES_PER_DAY, precision: 'day' }
  const localMin = parseLocalMinute(text)
  return localMin === undefined ? undefined : { localMin, precision: 'minute' }
}

/** Converts times of one row and counts what the clock change did to them. */
export interface TimeConverter {
  toUtcMin: (time: WrittenTime) => number
  /**
   * As `toUtcMin`, for the end of something that began at `fromUtcMin`: in the hour that happens twice its second pass, where the
   * first was before the beginning. "01:50 to 01:10" on that night took 20 minutes.
   */
  endToUtcMin: (time: WrittenTime, fromUtcMin: number) => number
  counts(): { ambiguousTimes: number; skippedTimes: number }
}

export function createTimeConverter(zone: Zone): TimeConverter {
  let ambiguousTimes = 0
  let skippedTimes = 0
  const convert = (localMin: number): ReturnType<Zone['toUtcMin']> => {
    const converted = zone.toUtcMin(localMin)
    if (converted.clockChange === 'ambiguous') ambiguousTimes += 1
    if (converted.clockChange === 'skipped') skippedTimes += 1
    return converted
  }
  return {
    toUtcMin: (time) => time.utcMin ?? convert(time.localMin).utcMin,
    endToUtcMin(time, fromUtcMin) {
      if (time.utcMin !== undefined) return time.utcMin
      const { utcMin, secondUtcMin = utcMin } = convert(time.localMin)
      return utcMin < fromUtcMin ? secondUtcMin : utcMin
    },
    counts: () => ({ ambiguousTimes, skippedTimes }),
  }
}
