import type { Cell, CellResolution } from '../cells.ts'
import { describeDictionary } from './cell-dictionary.ts'

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
  /** for each cell of the study area the number of its resolution-9 parent, below `parents`; undefined when the cells are resolution 9 */
  parent: Int32Array | undefined
  parents: number
}

/**
 * The surroundings of some cells of a dictionary, which is looked up once however often it is asked of.
 *
 * @param cells distinct
 * @param dictionary holds all of them
 */
export function surroundCells(
  cells: readonly Cell[],
  resolution: CellResolution,
  dictionary: readonly Cell[] = cells,
): CellSurroundings {
  const facts = describeDictionary(dictionary, resolution)
  const entries = Int32Array.from(cells, (cell) => facts.entryOf.get(cell)!)
  const indexes = new Int32Array(facts.entries).fill(-1)
  entries.forEach((entry, i) => (indexes[entry] = i))
  const study = [...entries]
  const neighbours = new Int32Array(cells.length * 6).fill(-1)
  for (let i = 0; i < cells.length; i++)
    for (let k = 0; k < 6; k++) {
      const entry = facts.neighbours[6 * entries[i]! + k]!
      if (entry < 0) continue
      if (indexes[entry] === -1) indexes[entry] = study.push(entry) - 1
      neighbours[6 * i + k] = indexes[entry]!
    }
  return {
    cells: cells.length,
    studyCells: study.length,
    neighbours,
    parent: facts.parent && Int32Array.from(study, (entry) => facts.parent![entry]!),
    parents: facts.parents,
  }
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

  const parentSum = new Float64Array(around.parents)
  for (let i = 0; i < around.cells; i++) parentSum[around.parent[i]!]! += counts[i]!
  const parent = new Float64Array(around.studyCells)
  // Seven children to a parent: the other six.
  for (let i = 0; i < around.studyCells; i++)
    parent[i] = (parentSum[around.parent[i]!]! - (i < around.cells ? counts[i]! : 0)) / 6
  return { ring, parent, force }
}
