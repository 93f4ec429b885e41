import type { RankingMethod, StudyArea } from './method.ts'
import { createNearPoints } from './near-points.ts'

/** Reach of an incident's heightened risk, in metres and weeks (Bowers et al. 2004: 400 m, 2 months). */
const REACH_M = 400
const REACH_WEEKS = 8
const MINUTES_PER_WEEK = 7 * 1440

const nearOf = new WeakMap<StudyArea, ReturnType<typeof createNearPoints>>()

/**
 * Prospective hot-spotting (ProMap): each incident of the last 8 weeks raises the cells within 400 m by
 * 1 / (1 + half cell widths away) x 1 / (1 + weeks ago), distance to the cell's centre and whole units counted.
 *
 * @see Bowers, Johnson and Pease (2004), British Journal of Criminology 44(5), 641-658
 */
export const nearRepeat: RankingMethod = {
  id: 'near-repeat',
  label: 'near-repeat',
  score({ study, rows, windowFrom, asOfUtcMin }) {
    const near = nearOf.get(study) ?? createNearPoints(study.centreX, study.centreY, REACH_M)
    nearOf.set(study, near)
    const meanArea = study.areaM2.reduce((sum, area) => sum + area, 0) / study.areaM2.length
    const unitM = Math.sqrt(meanArea) / 2
    const score = new Float64Array(study.cells.length)
    for (let row = windowFrom; row < rows.x.length; row++) {
      const weeks = Math.floor((asOfUtcMin - rows.utcMin[row]!) / MINUTES_PER_WEEK)
      if (weeks >= REACH_WEEKS) continue
      near(rows.x[row]!, rows.y[row]!, (cell, squaredM2) => {
        score[cell]! += 1 / (1 + Math.floor(Math.sqrt(squaredM2) / unitM)) / (1 + weeks)
      })
    }
    return { score }
  },
}
