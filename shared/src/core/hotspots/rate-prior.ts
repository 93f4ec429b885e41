import type { CellPools } from './cell-pools.ts'

/**
 * Empirical-Bayes shrinkage of small counts. A cell's incidents a day are a draw from a gamma distribution whose mean comes
 * from what surrounds the cell; counts are Poisson given that rate. Everything about the prior is learnt from the
 * loaded data, since weights learnt in one city hurt another (METRICS 1).
 *
 * What is known of a cell is its evidence: its count, plus the count of its history times a share, plus a prior count in
 * proportion to the mean of its surroundings. Each cell's prior has the same days, so evidence alone says which of two cells
 * expects more: a quiet ring adds little to a hot cell but takes nothing from it. (With days that fall as the surroundings get
 * hotter, the likelihood of all cells is higher, but isolated hot cells are shrunk under tepid ones with hot neighbours, and
 * the top catches fewer incidents than the raw count does: Chicago at resolution 10, London at 9, 12 weeks only.)
 */
export interface Prior {
  /** weights of the study area's, the ring's, the parent's and the near incidents' mean in a cell's prior mean; they add up to 1 */
  forceWeight: number
  ringWeight: number
  parentWeight: number
  nearWeight: number
  /**
   * Cells of the study area that the prior speaks of. A longer window finds incidents in more cells and does not make any place quieter, so
   * what is expected of a cell by the force's mean alone is told for as many cells as it was learnt from.
   */
  areaCells: number
  /** gamma shape of a cell with average surroundings: how alike places with like surroundings are */
  shape: number
  /** what an incident before the window counts against one in it, 0 to 1 (a power prior: Ibrahim and Chen 2000, Statistical Science 15(1)) */
  historyShare: number
  /** the prior's days as a share of what one gamma for all cells says, for a cell of little evidence */
  daysShare: number
  /** evidence at which the prior's days are half of that; Infinity: never */
  halfEvidence: number
  /**
   * How sure a place can be known, as the evidence at which half of it counts towards being sure; Infinity: all of it always does.
   * Places change and incidents come in clumps, so the rate of the coming weeks strays from the rate of the past by a share that more
   * past does not shrink: 1 / square root of this. It widens what is said of a rate and leaves its mean.
   */
  sureEvidence: number
}

/** Expected incidents of cell i over the pools' period, from its surroundings alone; above 0 because the force's mean is. */
export function priorMean(prior: Prior, pools: CellPools, i: number): number {
  return (
    prior.forceWeight * pools.force +
    prior.ringWeight * pools.ring[i]! +
    prior.parentWeight * pools.parent[i]! +
    prior.nearWeight * pools.near[i]!
  )
}

/**
 * The prior's days for a cell of so much evidence. They fall as evidence grows, as under a prior with a heavier tail than a
 * gamma's, so expected incidents rise with evidence everywhere and the order of cells is that of their evidence.
 */
export function shrunkDays(prior: Prior, priorDays: number, incidents: number): number {
  return (priorDays * prior.daysShare) / (1 + incidents / prior.halfEvidence)
}

/** The share of a cell's evidence that counts towards being sure: all of it where there is little, less and less where there is much. */
export function sureShare({ sureEvidence }: Prior, incidents: number): number {
  return 1 / (1 + incidents / sureEvidence)
}
