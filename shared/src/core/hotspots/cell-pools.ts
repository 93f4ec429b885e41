import type { Cell, CellResolution } from '../cells.ts'
import { describeDictionary } from './cell-dictionary.ts'
import type { CellSet } from './cell-set.ts'
import { remembered } from '../remembered.ts'

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
  const { entryOf } = describeDictionary(dictionary, resolution)
  return surroundEntries(
    Int32Array.from(cells, (cell) => entryOf.get(cell)!),
    resolution,
    dictionary,
  )
}

/** The surroundings of a set of cells (`cell-set.ts`), looked up once for it. */
export const surroundSet: (
  set: CellSet,
  ground: { resolution: CellResolution; dictionary: readonly Cell[] },
) => CellSurroundings = (set, ground) => rememberedAround(set.entries, ground)

const rememberedAround = remembered(
  1,
  () => '',
  (entries: Int32Array, { resolution, dictionary }: { resolution: CellResolution; dictionary: readonly Cell[] }) =>
    surroundEntries(entries, resolution, dictionary),
)

/** @param own distinct entries of the dictionary */
function surroundEntries(own: Int32Array, resolution: CellResolution, dictionary: readonly Cell[]): CellSurroundings {
  const facts = describeDictionary(dictionary, resolution)
  // Entries of the study area: the cells, then those around them as they are met; and where each entry is in it.
  const study = new Int32Array(facts.entries)
  const indexes = new Int32Array(facts.entries).fill(-1)
  study.set(own)
  for (let i = 0; i < own.length; i++) indexes[own[i]!] = i
  let count = own.length
  const neighbours = new Int32Array(own.length * 6)
  for (let i = 0; i < own.length; i++)
    for (let k = 0; k < 6; k++) {
      const entry = facts.neighbours[6 * own[i]! + k]!
      if (entry >= 0 && indexes[entry] === -1) {
        indexes[entry] = count
        study[count++] = entry
      }
      neighbours[6 * i + k] = entry < 0 ? -1 : indexes[entry]!
    }
  return {
    cells: own.length,
    studyCells: count,
    neighbours,
    parent: facts.parent && parentsOf(study, count, facts.parent),
    parents: facts.parents,
  }
}

function parentsOf(study: Int32Array, count: number, parent: Int32Array): Int32Array {
  const own = new Int32Array(count)
  for (let i = 0; i < count; i++) own[i] = parent[study[i]!]!
  return own
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
  /** the neighbours' incidents again, but more of those that are near (`reach.ts`); the ring when nothing is known of it */
  near: Float64Array
  force: number
}

/**
 * @param counts incidents of each cell with an incident
 * @param reach how far they reach over their cells' edges, in any unit
 */
export function poolCells(counts: Float64Array, around: CellSurroundings, reach?: Float64Array): CellPools {
  const ring = new Float64Array(around.studyCells)
  let total = 0
  for (let i = 0; i < around.cells; i++) {
    const count = counts[i]!
    total += count
    if (count === 0) continue
    for (let k = 6 * i; k < 6 * i + 6; k++) {
      const other = around.neighbours[k]!
      if (other >= 0) ring[other]! += count
    }
  }
  // Whole incidents first: sixths added one by one would make cells with equal rings unequal, by the order in which they came.
  for (let i = 0; i < around.studyCells; i++) ring[i]! /= 6
  const force = total / around.studyCells
  const near = reach === undefined ? ring : shareOut(reach, around, total)
  if (around.parent === undefined) return { ring, parent: ring, near, force }

  const parentSum = new Float64Array(around.parents)
  for (let i = 0; i < around.cells; i++) parentSum[around.parent[i]!]! += counts[i]!
  const parent = new Float64Array(around.studyCells)
  // Seven children to a parent: the other six.
  for (let i = 0; i < around.studyCells; i++)
    parent[i] = (parentSum[around.parent[i]!]! - (i < around.cells ? counts[i]! : 0)) / 6
  return { ring, parent, near, force }
}

/** What reaches each cell, as so many incidents in all. */
function shareOut(reach: Float64Array, { neighbours, studyCells }: CellSurroundings, incidents: number): Float64Array {
  const near = new Float64Array(studyCells)
  let total = 0
  for (let k = 0; k < reach.length; k++) {
    const other = neighbours[k]!
    if (other < 0) continue
    near[other]! += reach[k]!
    total += reach[k]!
  }
  if (total > 0) for (let i = 0; i < studyCells; i++) near[i]! *= incidents / total
  return near
}
