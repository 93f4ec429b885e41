import { dayFromDate } from '../../time.ts'
import type { DateOrder } from '../mapping/incident-mapping.ts'
import { FIRST_YEAR, LAST_YEAR } from './local-time.ts'

/** A date as written: a day, or a month by its first day. */
export interface WrittenDate {
  day: number
  precision: 'day' | 'month'
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_NAME = /^(?:(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*|may)\.?$/i

/** `2024-03-05`, `2024/3/5`, `20240305`, `2024-03`. */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
/** `5/3/2024`, `05-03-24`, `05-Mar-2024`, `5 March 2024`, `Mar 5, 2024`: two parts and a year. */
const YEAR_LAST = /^(\d{1,2}|[a-z]{3,9}\.?)[-/., ]+(\d{1,2}|[a-z]{3,9}\.?)[-/., ]+(\d{4}|\d{2})$/i
/** `03/2024`, `March 2024`. */
const MONTH_YEAR = /^(\d{1,2}|[a-z]{3,9}\.?)[-/. ](\d{4})$/i
const NUMBER = /^\d+(?:[.,]\d+)?$/

/** A date in the given order, or undefined. Excel's day numbers are read elsewhere: they hold the time as well. */
export function parseDate(text: string, order: Exclude<DateOrder, 'excel'>): WrittenDate | undefined {
  if (order === 'ymd') {
    const match = YEAR_FIRST.exec(text) ?? COMPACT.exec(text)
    if (match === null) return undefined
    const isCompact = match.length === 4
    const [year, month, day] = isCompact ? match.slice(1) : [match[1], match[3], match[4]]
    return makeDate(Number(year), Number(month), day === undefined ? undefined : Number(day))
  }
  const match = YEAR_LAST.exec(text)
  if (match !== null) {
    const [first, second] = [match[1]!, match[2]!]
    const [day, month] = order === 'dmy' ? [first, second] : [second, first]
    return /^\d+$/.test(day) ? makeDate(toYear(match[3]!), toMonth(month), Number(day)) : undefined
  }
  const short = MONTH_YEAR.exec(text)
  return short === null ? undefined : makeDate(Number(short[2]), toMonth(short[1]!), undefined)
}

/** Two digits are a year of the span that files may speak of. */
function toYear(text: string): number {
  const year = Number(text)
  if (text.length === 4) return year
  return year >= FIRST_YEAR % 100 ? 1900 + year : 2000 + year
}

/** 1 to 12; 0 for what is no month. */
function toMonth(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  return MONTH_NAME.test(text) ? MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1 : 0
}

function makeDate(year: number, month: number, day: number | undefined): WrittenDate | undefined {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined
  const found = dayFromDate(year, month, day ?? 1)
  return found === undefined ? undefined : { day: found, precision: day === undefined ? 'month' : 'day' }
}

const ORDER_NAMES = { ymd: 'year-month-day', dmy: 'day/month/year', mdy: 'month/day/year' } as const
const ORDERS = ['ymd', 'dmy', 'mdy'] as const

/** What a date that could not be read under `order` looks like, as advice. */
export function adviseDate(text: string, order: DateOrder): string {
  if (NUMBER.test(text) && !COMPACT.test(text)) {
    const number = Number(text.replace(',', '.'))
    if (order !== 'excel' && number >= 30_000 && number < 60_000)
      return 'It looks like an Excel day number: choose excel.'
    if (number >= 6e8 && number < 3e12)
      return 'It looks like seconds since 1970, which are not read. Write it as YYYY-MM-DDTHH:MM.'
  }
  const fitting = ORDERS.filter((other) => other !== order && parseDate(text, other) !== undefined)
  if (fitting.length > 0)
    return `It looks like ${fitting.map((one) => ORDER_NAMES[one]).join(' or ')}: choose ${fitting.join(' or ')}.`
  const expected = order === 'excel' ? 'an Excel day number' : ORDER_NAMES[order]
  return `Not a date as ${expected} from ${FIRST_YEAR} to ${LAST_YEAR}.`
}
