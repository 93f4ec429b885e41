import type { Evidence, StudyArea } from './method.ts'

const MINUTES_PER_DAY = 1440

/**
 * `cells` square cells of 100 m in a row from west to east, each the neighbour of the next; incidents are [cell, days before
 * as-of] at the centres of cells (metres from it may be added). The window is 84 days.
 */
export function rowOfCells(
  cells: number,
  incidents: readonly (readonly [cell: number, daysAgo: number, metresEast?: number])[],
): Evidence {
  const centreX = Float64Array.from({ length: cells }, (_, i) => 100 * i)
  const neighbours = new Int32Array(6 * cells).fill(-1)
  for (let i = 0; i + 1 < cells; i++) {
    neighbours[6 * i] = i + 1
    neighbours[6 * (i + 1) + 1] = i
  }
  const study: StudyArea = {
    cells: Array.from({ length: cells }, (_, i) => `cell${i}`),
    neighbours,
    pointX: centreX,
    pointY: new Float64Array(cells),
    pointsPerCell: 1,
    centreX,
    centreY: new Float64Array(cells),
    areaM2: new Float64Array(cells).fill(10_000),
  }
  const asOfUtcMin = 2000 * MINUTES_PER_DAY
  const inOrder = incidents.toSorted((a, b) => b[1] - a[1])
  const firstWithin = (days: number): number => {
    const found = inOrder.findIndex(([, daysAgo]) => daysAgo <= days)
    return found < 0 ? inOrder.length : found
  }
  return {
    study,
    rows: {
      utcMin: Int32Array.from(inOrder, ([, daysAgo]) => asOfUtcMin - daysAgo * MINUTES_PER_DAY),
      cell: Int32Array.from(inOrder, ([cell]) => cell),
      x: Float64Array.from(inOrder, ([cell, , metresEast = 0]) => 100 * cell + metresEast),
      y: new Float64Array(inOrder.length),
      harmDays: new Float64Array(inOrder.length).fill(365),
    },
    asOfUtcMin,
    windowFrom: firstWithin(84),
    longFrom: firstWithin(1092),
    windowDays: 84,
    horizonDays: 21,
    estimate: () => undefined,
    values: () => undefined,
  }
}
