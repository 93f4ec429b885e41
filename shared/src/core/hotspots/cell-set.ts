import type { Cell, CellResolution } from '../cells.ts'
import { describeDictionary, entriesByName, tiesByEntry } from './cell-dictionary.ts'

/** The cells of a dictionary that something is known of. */
export interface CellSet {
  /** in the order of their names, whatever the order of the rows */
  cells: readonly Cell[]
  /** for each of these cells its entry of the dictionary */
  entries: Int32Array
  /** for each entry of the dictionary its index in `cells`, or -1 */
  indexOf: Int32Array
}

/** A window moved at its beginning has the same cells as before, a day moved others. */
const KEPT = 4
const known = new WeakMap<readonly Cell[], CellSet[]>()

/**
 * The cells of a dictionary that have something. The same cells are the same set as when they were last asked for, so that what hangs on
 * them alone (their surroundings) is looked up once however often a window is moved over them.
 *
 * @param isIn 1 or more for each entry of the dictionary that belongs to it
 */
export function cellSetOf(dictionary: readonly Cell[], isIn: Int32Array): CellSet {
  const entries = new Int32Array(dictionary.length)
  let count = 0
  const byName = entriesByName(dictionary)
  for (let k = 0; k < byName.length; k++) {
    entries[count] = byName[k]!
    if (isIn[byName[k]!]! > 0) count += 1
  }
  const own = entries.slice(0, count)
  const kept = known.get(dictionary) ?? []
  known.set(dictionary, kept)
  const found = kept.findIndex((set) => isSame(set.entries, own))
  const [set] = found < 0 ? [describeSet(dictionary, own)] : kept.splice(found, 1)
  kept.unshift(set!)
  kept.splice(KEPT)
  return set!
}

function describeSet(dictionary: readonly Cell[], entries: Int32Array): CellSet {
  const indexOf = new Int32Array(dictionary.length).fill(-1)
  const cells: Cell[] = []
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!
    indexOf[entry] = index
    cells.push(dictionary[entry]!)
  }
  return { cells, entries, indexOf }
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** For a cell by its name its index in the set; undefined: it is not in it. */
export function indexAmong(
  { indexOf }: CellSet,
  dictionary: readonly Cell[],
  resolution: CellResolution,
): (cell: Cell) => number | undefined {
  const { entryOf } = describeDictionary(dictionary, resolution)
  return (cell) => {
    const entry = entryOf.get(cell)
    return entry === undefined || indexOf[entry]! < 0 ? undefined : indexOf[entry]
  }
}

/** The order among equals of each cell of the set (`tieHash`). */
export function tiesAmong({ entries }: CellSet, dictionary: readonly Cell[]): Uint32Array {
  const all = tiesByEntry(dictionary)
  const ties = new Uint32Array(entries.length)
  for (let i = 0; i < ties.length; i++) ties[i] = all[entries[i]!]!
  return ties
}
