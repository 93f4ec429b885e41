import { cellDisk, cellNeighbours, cellParent, type Cell, type CellResolution } from '../cells.ts'
import { tieHash } from './cell-hash.ts'

/** What H3 says of the cells of a dictionary, in numbers: the entries of the dictionary first, then the cells around them. */
export interface CellDictionary {
  /** entry of each cell of the dictionary */
  entryOf: ReadonlyMap<Cell, number>
  /** entries of the up to six edge neighbours of entry i of the dictionary at [6i, 6i + 6); -1 where there is none (H3 has 12 pentagons) */
  neighbours: Int32Array
  /** entries, those around the dictionary's included */
  entries: number
  /** the cell of each of them */
  all: readonly Cell[]
  /** for each entry the number of its resolution-9 parent; undefined when the cells are resolution 9 */
  parent: Int32Array | undefined
  parents: number
}

/**
 * Kept as long as the dictionary itself: asking H3 is the slowest part of a ranking, and each ranking of the same incidents asks
 * the same.
 */
const known = new WeakMap<readonly Cell[], CellDictionary>()

/** @param cells distinct, of one resolution; never changed afterwards */
export function describeDictionary(cells: readonly Cell[], resolution: CellResolution): CellDictionary {
  const kept = known.get(cells)
  if (kept !== undefined) return kept
  const entryOf = new Map<Cell, number>()
  for (const cell of cells) entryOf.set(cell, entryOf.size)
  const all = [...cells]
  const entryOfAll = new Map(entryOf)
  const neighbours = new Int32Array(cells.length * 6).fill(-1)
  cells.forEach((cell, i) => {
    cellNeighbours(cell).forEach((other, k) => {
      let entry = entryOfAll.get(other)
      if (entry === undefined) {
        entry = all.push(other) - 1
        entryOfAll.set(other, entry)
      }
      neighbours[6 * i + k] = entry
    })
  })
  const numbers = new Map<Cell, number>()
  const described = {
    entryOf,
    neighbours,
    entries: all.length,
    all,
    parent: resolution === 10 ? Int32Array.from(all, (cell) => numberOf(numbers, cellParent(cell, 9))) : undefined,
    parents: numbers.size,
  }
  known.set(cells, described)
  return described
}

function numberOf(numbers: Map<Cell, number>, cell: Cell): number {
  const found = numbers.get(cell) ?? numbers.size
  numbers.set(cell, found)
  return found
}

const orders = new WeakMap<readonly Cell[], Int32Array>()

/**
 * Entries of a dictionary in the order of their names. A dictionary is in the order of the rows it was read from, and a sum over cells
 * taken in that order would change in its last digit with it.
 */
export function entriesByName(cells: readonly Cell[]): Int32Array {
  const kept = orders.get(cells)
  if (kept !== undefined) return kept
  const order = Int32Array.from(cells.keys()).sort((a, b) => (cells[a]! < cells[b]! ? -1 : 1))
  orders.set(cells, order)
  return order
}

const ties = new WeakMap<readonly Cell[], Uint32Array>()

/** The hash of each cell of a dictionary by itself: the order among equals. */
export function tiesByEntry(cells: readonly Cell[]): Uint32Array {
  const kept = ties.get(cells)
  if (kept !== undefined) return kept
  const hashes = Uint32Array.from(cells, (cell) => tieHash([cell]))
  ties.set(cells, hashes)
  return hashes
}

const disks = new WeakMap<readonly Cell[], Map<number, Int32Array>>()

/** Entries of the dictionary's cells up to `k` steps from one of them, itself included; cells that are not in the dictionary are left out. */
export function diskOfEntry(cells: readonly Cell[], resolution: CellResolution, entry: number, k: number): Int32Array {
  const kept = disks.get(cells) ?? new Map<number, Int32Array>()
  disks.set(cells, kept)
  const key = entry + k * cells.length
  const found = kept.get(key)
  if (found !== undefined) return found
  const { entryOf } = describeDictionary(cells, resolution)
  const disk = Int32Array.from(cellDisk(cells[entry]!, k).flatMap((near) => entryOf.get(near) ?? []))
  kept.set(key, disk)
  return disk
}
