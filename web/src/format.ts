/** Numbers, days and times as the screens write them. Days are local dates (`YYYY-MM-DD`) and never shift with a zone. */
const LOCALE = 'en-GB'

const countFormat = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const upToTwoDecimals = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 })

export const formatCount = (value: number): string => countFormat.format(value)

/** An expected count: one decimal, since more would claim a precision that it has not. */
export const formatExpected = (value: number): string => oneDecimal.format(value)

/** A dimensionless measure. */
export const formatMeasure = (value: number): string => upToTwoDecimals.format(value)

/** A share from 0 to 1 as a percentage. */
export const formatShare = (share: number): string => `${countFormat.format(share * 100)}%`

/** A chance from 0 to 1; never "0%" or "100%", since neither is ever known. */
export function formatChance(chance: number): string {
  if (chance > 0.99) return 'over 99%'
  if (chance < 0.01) return 'under 1%'
  return formatShare(chance)
}

/** Minutes as hours and minutes: `95` is "1 h 35 min". */
export function formatDuration(minutes: number): string {
  const whole = Math.round(minutes)
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${formatCount(hours)} h` : `${formatCount(hours)} h ${rest} min`
}

const dayFormats = {
  long: new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  weekday: new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  monthName: new Intl.DateTimeFormat(LOCALE, { month: 'short', timeZone: 'UTC' }),
  weekdayLetter: new Intl.DateTimeFormat(LOCALE, { weekday: 'short', timeZone: 'UTC' }),
} as const

/** A local date in words; text that is no date comes back as it is. */
export function formatDay(day: string, style: keyof typeof dayFormats = 'long'): string {
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? day : dayFormats[style].format(date)
}

/** The local date `days` after `day`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Time of day on the force's own clock, 24 hours. */
export function formatTime(instant: string, timezone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  }).format(new Date(instant))
}

export const formatTimeSpan = (start: string, end: string, timezone: string): string =>
  `${formatTime(start, timezone)} to ${formatTime(end, timezone)}`

/** Day and time on the force's own clock. */
export function formatMoment(instant: string, timezone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  }).format(new Date(instant))
}

/** Today's local date where the force is. */
export function today(timezone: string, now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(now)
}

/** "1 visit", "2 visits". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

const SIZES = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const

/** A size of a file, in the units that file managers show. */
export function formatBytes(bytes: number): string {
  const size = SIZES.find(([, from]) => bytes >= from)
  if (size === undefined) return plural(bytes, 'byte')
  const [unit, from] = size
  return `${bytes < 10 * from ? formatExpected(bytes / from) : formatCount(bytes / from)} ${unit}`
}

/** How long something will still take, as roughly as it is known. */
export function formatTimeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return ''
  if (seconds < 60) return `${formatCount(Math.max(1, Math.round(seconds)))} s left`
  return `${formatDuration(Math.ceil(seconds / 60))} left`
}
