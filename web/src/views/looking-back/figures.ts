import type { BacktestSummary } from '@planner/shared/schemas'
import { plural } from '../../format.ts'

/** Months of the window, where the data has months only (DESIGN 9). */
const WINDOW_MONTHS = 3

/** How long was counted before each date: "12 weeks", "3 months". */
export const windowInWords = ({ unit, weeks }: Pick<BacktestSummary['meta'], 'unit' | 'weeks'>): string =>
  unit === 'month' ? plural(WINDOW_MONTHS, 'month') : plural(weeks, 'week')

interface Interval {
  mean: number
  low: number
  high: number
}

/** "+8.9%", "-2.1%"; a true minus, so that columns line up. */
export function signedPercent(share: number, decimals = 1): string {
  const text = Math.abs(share * 100).toFixed(decimals)
  if (Number(text) === 0) return `${text}%`
  return `${share < 0 ? '−' : '+'}${text}%`
}

/** "+8.9% (+7.3% to +10.5%)". */
export const differenceText = ({ mean, low, high }: Interval): string =>
  `${signedPercent(mean)} (${signedPercent(low)} to ${signedPercent(high)})`

/** A share with one decimal: hit rates differ by less than a whole per cent. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
