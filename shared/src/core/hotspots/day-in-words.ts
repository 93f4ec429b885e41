import { formatDay } from '../time.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "15 November 2026". */
export function dayInWords(dayNumber: number): string {
  const [year, month, day] = formatDay(dayNumber).split('-').map(Number)
  return `${day} ${MONTHS[month! - 1]} ${year}`
}
