import { cellNeighbours, cellParent, type Cell, type CellResolution } from '../cells.ts'

/**
 * Who surrounds each cell. The study area is the given cells followed by the empty cells around them.
 */
export interface CellSurroundings {
  /** cells with an incident: the first ones of the study area */
  cells: number
  /** all cells of the study area */
  studyCells: number
  /** indexes of the up to six edge neighbours of cell i at [6i, 6i + 6); -1 where there is none (H3 has 12 pentagons) */
  neighbours: Int32Array
  /** for each cell of the study area the number of its resolution-9 parent; undefined when the cells are resolution 9 */
  parent: Int32Array | undefined
}

/** Looks the surroundings of every cell up once: talking to H3 is the slow part of a ranking. */
export function surroundCells(cells: readonly Cell[], resolution: CellResolution): CellSurroundings {
  const indexes = new Map<Cell, number>()
  for (const cell of cells) indexes.set(cell, indexes.size)
  const neighbours = new Int32Array(cells.length * 6).fill(-1)
  cells.forEach((cell, i) => {
    cellNeighbours(cell).forEach((other, k) => {
      let index = indexes.get(other)
      if (index === undefined) {
        index = indexes.size
        indexes.set(other, index)
      }
      neighbours[6 * i + k] = index
    })
  })
  return {
    cells: cells.length,
    studyCells: indexes.size,
    neighbours,
    parent: resolution === 10 ? numberParents(indexes.keys(), indexes.size) : undefined,
  }
}

function numberParents(cells: Iterable<Cell>, count: number): Int32Array {
  const parent = new Int32Array(count)
  const numbers = new Map<Cell, number>()
  let i = 0
  for (const cell of cells) {
    const above = cellParent(cell, 9)
    const number = numbers.get(above) ?? numbers.size
    numbers.set(above, number)
    parent[i] = number
    i += 1
  }
  return parent
}

/**
 * What surrounds each cell of the study area, in incidents per cell: the mean of its ring, of the other children of its
 * parent, and of the whole study area. A cell's own count is in neither of the first two, so that a prior made of them
 * does not count an incident twice.
 */
export interface CellPools {
  ring: Float64Array
  /** the ring again when there is no parent */
  parent: Float64Array
  force: number
}

/** @param counts incidents of each cell with an incident */
export function poolCells(counts: Float64Array, around: CellSurroundings): CellPools {
  const ring = new Float64Array(around.studyCells)
  let total = 0
  for (let i = 0; i < around.cells; i++) {
    const count = counts[i]!
    total += count
    if (count === 0) continue
    for (let k = 6 * i; k < 6 * i + 6; k++) {
      const other = around.neighbours[k]!
      if (other >= 0) ring[other]! += count / 6
    }
  }
  const force = total / around.studyCells
  if (around.parent === undefined) return { ring, parent: ring, force }

  const parentSum = new Float64Array(around.studyCells)
  for (let i = 0; i < around.cells; i++) parentSum[around.parent[i]!]! += counts[i]!
  const parent = new Float64Array(around.studyCells)
  // Seven children to a parent: the other six.
  for (let i = 0; i < around.studyCells; i++)
    parent[i] = (parentSum[around.parent[i]!]! - (i < around.cells ? counts[i]! : 0)) / 6
  return { ring, parent, force }
}
