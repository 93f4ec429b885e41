import { cellDisk, type Cell, type CellResolution } from '../../cells.ts'
import { NO_NAME, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { cellColumn, type CellCounts } from '../cell-counts.ts'
import { commonestNames } from '../place-facts.ts'
import type { RankOptions } from '../rank-options.ts'
import type { DayPeriod } from '../ranking-period.ts'
import { remembered } from '../remembered.ts'
import type { Scope } from '../scope.ts'

/** Rows by entry of the cell dictionary: those of entry i are rows[start[i]] up to rows[start[i + 1]]. */
interface RowsByCell {
  start: Int32Array
  rows: Int32Array
}

const rowsByCell = remembered(
  2,
  (resolution: CellResolution) => String(resolution),
  (incidents: IncidentColumns, resolution): RowsByCell => {
    const { column, dictionary } = cellColumn(incidents, resolution)
    const start = new Int32Array(dictionary.length + 1)
    for (let row = 0; row < column.length; row++) start[column[row]! + 1]! += 1
    for (let cell = 0; cell < dictionary.length; cell++) start[cell + 1]! += start[cell]!
    const next = start.slice()
    const rows = new Int32Array(column.length)
    for (let row = 0; row < column.length; row++) rows[next[column[row]!]!++] = row
    return { start, rows }
  },
)

interface NameInput {
  /** those of the scope */
  incidents: IncidentColumns
  options: Pick<RankOptions, 'resolution' | 'history'>
  window: DayPeriod
}

/** How often each name stands at the rows of a cell that a ranking looks at; each cell is read when it is first asked for. */
const namesByCell = remembered(
  4,
  ({ options: { resolution, history }, window }: NameInput) => JSON.stringify([resolution, history, window]),
  ({ selected }: Scope, { incidents, options: { resolution, history }, window }) => {
    const { start, rows } = rowsByCell(incidents, resolution)
    const known = new Map<number, ReadonlyMap<number, number>>()
    const earliest = history === 'ignore' ? window.fromUtcMin : -Infinity
    return (entry: number): ReadonlyMap<number, number> => {
      const found = known.get(entry)
      if (found !== undefined) return found
      const counts = new Map<number, number>()
      for (let k = start[entry]!; k < start[entry + 1]!; k++) {
        const row = rows[k]!
        const name = incidents.placeName[row]!
        const at = incidents.occurredFrom[row]!
        if (name === NO_NAME || selected[row] === 0 || at >= window.toUtcMin || at < earliest) continue
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      known.set(entry, counts)
      return counts
    }
  },
)

/** How far around a place its streets are looked for, in cells: some 250 m at resolution 10. */
const RINGS = 2

/** Finds the names that places can be called after; cells by their number among those of the ranking. */
export interface NameFinder {
  /** names of the rows in scope at these cells up to the end of the window, commonest first */
  at: (cells: readonly number[]) => string[]
  /** the same of the cells around these, the nearest first */
  around: (cells: readonly number[]) => string[]
}

/**
 * What `gatherPlaceFacts` finds of names in one pass over all rows, for few places at a time.
 *
 * @param counts of the same scope, resolution and window
 */
export function createNameFinder(
  scope: Scope,
  input: NameInput,
  counts: Pick<CellCounts, 'indexOf' | 'cells'>,
): NameFinder {
  const namesOf = namesByCell(scope, input)
  const entries = new Int32Array(counts.cells.length)
  counts.indexOf.forEach((cell, entry) => {
    if (cell >= 0) entries[cell] = entry
  })
  const at = (cells: readonly number[]): string[] => {
    const together = new Map<number, number>()
    for (const cell of cells)
      for (const [name, count] of namesOf(entries[cell]!)) together.set(name, (together.get(name) ?? 0) + count)
    return commonestNames(together, input.incidents.placeNames)
  }
  let numbers: Map<Cell, number> | undefined
  const disk = (cells: readonly number[], k: number): Set<number> => {
    numbers ??= new Map(counts.cells.map((cell, i) => [cell, i]))
    const known = numbers
    return new Set(cells.flatMap((cell) => cellDisk(counts.cells[cell]!, k).flatMap((near) => known.get(near) ?? [])))
  }
  return {
    at,
    around: (cells) => {
      const seen = new Set(cells)
      return Array.from({ length: RINGS }, (_, ring) => {
        const fresh = [...disk(cells, ring + 1)].filter((cell) => !seen.has(cell))
        for (const cell of fresh) seen.add(cell)
        return at(fresh)
      }).flat()
    },
  }
}
