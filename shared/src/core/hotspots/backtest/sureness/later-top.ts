import { countTails } from '../../sureness/count-tails.ts'

/** The top k cells by their counts of a later period: the nearest thing to the true top that data can show. */
export interface LaterTop {
  /** the least count that is in it */
  cutoff: number
  /** share of the cells with just that count that are */
  tieShare: number
}

/**
 * @param counts of every cell of the later period
 * @returns undefined when no more than k cells have an incident: then nothing separates the last of the top
 */
export function laterTop(counts: Float64Array, k: number): LaterTop | undefined {
  const sorted = counts.toSorted().reverse()
  const cutoff = sorted[k - 1] ?? 0
  if (cutoff === 0) return undefined
  let above = 0
  while (sorted[above]! > cutoff) above += 1
  let equal = 0
  while (sorted[above + equal] === cutoff) equal += 1
  return { cutoff, tieShare: (k - above) / equal }
}

/** How far a cell with this count is in the top: 0, 1 or its share of a tie. */
export function inLaterTop(count: number, { cutoff, tieShare }: LaterTop): number {
  if (count === cutoff) return tieShare
  return count > cutoff ? 1 : 0
}

/** The chance of that for a cell whose rate is gamma distributed, over the later period. */
export function chanceInLaterTop(
  { cutoff, tieShare }: LaterTop,
  shape: number,
  rate: number,
  exposureDays: number,
): number {
  const { atLeast, atMost } = countTails(cutoff, shape, rate, exposureDays)
  const above = 1 - atMost
  return above + tieShare * (atLeast - above)
}
