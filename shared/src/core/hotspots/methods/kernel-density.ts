import type { RankingMethod, StudyArea } from './method.ts'
import { createNearPoints } from './near-points.ts'

/** Metres. A usual choice for street crime; the one METRICS 1 was measured with. */
const KERNEL_BANDWIDTH_M = 150

const nearOf = new WeakMap<StudyArea, ReturnType<typeof createNearPoints>>()

/**
 * Kernel density of the window's incidents: quartic kernel K(d) = (1 - d^2/h^2)^2 for d < h = 150 m (Silverman 1986, Density
 * Estimation, eq. 4.5; the shape used by hot-spot software), at the points of each cell, averaged. Unnormalised: only the order counts.
 */
export const kernelDensity: RankingMethod = {
  id: 'kde',
  label: 'KDE 150 m',
  score({ study, rows, windowFrom }) {
    const near = nearOf.get(study) ?? createNearPoints(study.pointX, study.pointY, KERNEL_BANDWIDTH_M)
    nearOf.set(study, near)
    const score = new Float64Array(study.cells.length)
    for (let row = windowFrom; row < rows.x.length; row++)
      near(rows.x[row]!, rows.y[row]!, (point, squaredM2) => {
        const share = 1 - squaredM2 / KERNEL_BANDWIDTH_M ** 2
        score[Math.floor(point / study.pointsPerCell)]! += (share * share) / study.pointsPerCell
      })
    return { score }
  },
}
