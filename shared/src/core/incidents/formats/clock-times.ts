import { MINUTES_PER_DAY } from '../../time.ts'

/** `22:14`, `22:14:09.5`, `10:14 pm`, `10 PM`; seconds are cut. */
const CLOCK = /^(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?(?: ?([ap])\.?m\.?)?$/i
/** `2214`, `814`: as a radio log writes it, with its first zero lost or not. */
const DIGITS = /^(\d{1,2})(\d{2})$/
/** `22:14:09+01:00`, `22:14Z`, `22:14 BST` */
const ZONED = /(?:\d ?Z|[+-]\d{2}:?\d{2}| ?(?:UTC|GMT|BST|CET|CEST|[ECMP][SD]T))$/i

/** Minutes since midnight of a time of day, 12- or 24-hour, or undefined. */
export function parseClock(text: string): number | undefined {
  const match = CLOCK.exec(text)
  if (match === null) {
    const digits = DIGITS.exec(text)
    return digits === null ? undefined : toMinutes(Number(digits[1]), Number(digits[2]), 0)
  }
  const half = match[4]?.toLowerCase()
  if (match[2] === undefined && half === undefined) return undefined // "22" alone says too little
  const hour = Number(match[1])
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined
  const hour24 = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  return toMinutes(hour24, Number(match[2] ?? 0), Number(match[3] ?? 0))
}

function toMinutes(hour: number, minute: number, second: number): number | undefined {
  // 60 is a leap second.
  return hour < 24 && minute < 60 && second <= 60 ? hour * 60 + minute : undefined
}

const SECONDS_PER_DAY = 86_400

/**
 * Days and minutes of a spreadsheet's number of days. Fractions are binary and a little off: 22:14 is .92638..., which cut as it
 * stands would be 22:13, so it is taken to the nearest second first.
 */
export function splitDays(days: number): { day: number; minutes: number } {
  const seconds = Math.round(days * SECONDS_PER_DAY)
  const day = Math.floor(seconds / SECONDS_PER_DAY)
  return { day, minutes: Math.floor((seconds - day * SECONDS_PER_DAY) / 60) }
}

/** What a time of day that could not be read looks like, as advice. */
export function adviseClock(text: string): string {
  if (/^24:?00/.test(text)) return '24:00 is midnight of the next day: write 00:00 and that date.'
  if (ZONED.test(text))
    return 'It names a time zone or an offset, which is understood in one column with its date only, as in 2026-01-05T22:14+00:00.'
  if (/^0?[.,]\d+$/.test(text)) return 'It looks like an Excel time of day (a fraction of a day): choose excel.'
  if (/^([01]?\d|2[0-3])$/.test(text))
    return 'It looks like an hour without its minutes: choose hours, or write the time of day as HH:MM.'
  return `Write the time of day as HH:MM, at most 23:59 (${MINUTES_PER_DAY} minutes a day), or with am or pm.`
}
