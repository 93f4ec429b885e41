import type { Evidence, RankingMethod } from './method.ts'

/** After so many days an incident counts half in the decayed count. */
const HALF_LIFE_DAYS = 28
const MINUTES_PER_DAY = 1440

/** Sum of `weight` over the rows from `from` on, by cell. */
export function sumByCell(
  { study, rows }: Pick<Evidence, 'study' | 'rows'>,
  from: number,
  weight: (row: number) => number = () => 1,
): Float64Array {
  const sums = new Float64Array(study.cells.length)
  for (let row = from; row < rows.cell.length; row++) {
    const cell = rows.cell[row]!
    if (cell >= 0) sums[cell]! += weight(row)
  }
  return sums
}

/** Incidents of the window: what most forces do, and what every other method is compared with. */
export const rawCount: RankingMethod = {
  id: 'raw-count',
  label: 'count, window',
  score: (evidence) => ({ score: sumByCell(evidence, evidence.windowFrom) }),
}

/** Incidents of the window, each halved for every 28 days that it lies back. */
export const decayedCount: RankingMethod = {
  id: 'decayed-count',
  label: 'decayed count',
  score: (evidence) => ({
    score: sumByCell(
      evidence,
      evidence.windowFrom,
      (row) => 0.5 ** ((evidence.asOfUtcMin - evidence.rows.utcMin[row]!) / MINUTES_PER_DAY / HALF_LIFE_DAYS),
    ),
  }),
}

/** Incidents of the last three years, or of what is loaded: the plain method to beat where history is loaded (METRICS 1). */
export const longCount: RankingMethod = {
  id: 'long-count',
  label: 'count, 3 years',
  score: (evidence) => ({ score: sumByCell(evidence, evidence.longFrom) }),
}
