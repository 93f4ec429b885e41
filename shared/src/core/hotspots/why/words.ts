import type { RankingPeriod } from '../ranking-period.ts'
import { LEAST_STATED } from '../tell-counts.ts'

/** "12 incidents", "No incident" or "Fewer than 3 incidents". */
export function stated(count: number): string {
  if (count === 0) return 'No incident'
  return count < LEAST_STATED ? `Fewer than ${LEAST_STATED} incidents` : `${count} incidents`
}

export function percent(share: number): string {
  if (share > 0.99) return 'over 99%'
  return share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`
}

/** How long the window is: "12 weeks", "3 months". */
export function windowLength({ unit, window }: RankingPeriod): string {
  return unit === 'month' ? '3 months' : `${(window.toDay - window.fromDay) / 7} weeks`
}

/** "a, b and c" */
export function andList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
