import type { RatePosterior } from './gamma-poisson.ts'

/** The sum of independent gamma rates as the gamma of the same mean and variance; of one cell exactly its own. */
export function sumRates(cells: readonly number[], posterior: RatePosterior): { shape: number; rate: number } {
  if (cells.length === 1) return { shape: posterior.shape[cells[0]!]!, rate: posterior.rate[cells[0]!]! }
  let mean = 0
  let variance = 0
  for (const cell of cells) {
    mean += posterior.shape[cell]! / posterior.rate[cell]!
    variance += posterior.shape[cell]! / posterior.rate[cell]! ** 2
  }
  return { shape: (mean * mean) / variance, rate: mean / variance }
}
