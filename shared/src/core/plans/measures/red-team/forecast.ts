/** What an observer says before each row's half-hour begins. */
export interface Forecast {
  name: string
  family: 'static' | 'local' | 'network'
  /** log-odds of a start, by row */
  odds: Float64Array
}

/** Nobody is surer than this, so that one surprise does not cost everything. */
const SUREST = 1e-4

export function toOdds(p: number): number {
  const kept = Math.min(1 - SUREST, Math.max(SUREST, p))
  return Math.log(kept / (1 - kept))
}

export function toProbability(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}
