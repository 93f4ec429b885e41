import type { CellResolution } from '../../cells.ts'
import { NO_NAME, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { keepAnswers } from '../../keep-answers.ts'
import { cellColumn, type CellCounts } from '../cell-counts.ts'
import { diskOfEntry } from '../cell-dictionary.ts'
import { commonestNames } from '../place-facts.ts'
import type { RankOptions } from '../rank-options.ts'
import type { DayPeriod } from '../ranking-period.ts'
import { remembered } from '../../remembered.ts'
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

/** The names that rows of a ranking stand under; entries are those of the cell dictionary. */
interface NamesByCell {
  /** how often each name stands at the rows of some cells */
  at: (entries: readonly number[]) => ReadonlyMap<number, number>
  /** names around some cells, the nearest and commonest first */
  around: (entries: readonly number[]) => readonly string[]
}

/** Each cell is read when it is first asked for. Where a window begins matters only where nothing before it is looked at. */
const namesByCell = remembered(
  4,
  ({ options: { resolution, history }, window: { fromUtcMin, toUtcMin } }: NameInput) =>
    JSON.stringify([resolution, toUtcMin, history === 'ignore' && fromUtcMin]),
  ({ selected }: Scope, { incidents, options: { resolution, history }, window }): NamesByCell => {
    const { start, rows } = rowsByCell(incidents, resolution)
    const { dictionary } = cellColumn(incidents, resolution)
    const known = new Map<number, ReadonlyMap<number, number>>()
    const earliest = history === 'ignore' ? window.fromUtcMin : -Infinity
    const namesOf = (entry: number): ReadonlyMap<number, number> => {
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
    const at = (entries: Iterable<number>): ReadonlyMap<number, number> => {
      const together = new Map<number, number>()
      for (const entry of entries)
        for (const [name, count] of namesOf(entry)) together.set(name, (together.get(name) ?? 0) + count)
      return together
    }
    const surrounding = keepAnswers<readonly string[]>(MOST_SURROUNDINGS)
    const findAround = (entries: readonly number[]): string[] => {
      const seen = new Set(entries)
      return Array.from({ length: RINGS }, (_, ring) => {
        const fresh = new Set<number>()
        for (const entry of entries)
          for (const near of diskOfEntry(dictionary, resolution, entry, ring + 1)) if (!seen.has(near)) fresh.add(near)
        for (const near of fresh) seen.add(near)
        return commonestNames(at(fresh), incidents.placeNames)
      }).flat()
    }
    return { at, around: (entries) => surrounding(entries.join(' '), () => findAround(entries)) }
  },
)

/** How far around a place its streets are looked for, in cells: some 250 m at resolution 10. */
const RINGS = 2
/** Places whose surroundings stay known: a few hundred bytes each. */
const MOST_SURROUNDINGS = 5000

/** Finds the names that places can be called after; cells by their number among those of the ranking. */
export interface NameFinder {
  /** names of the rows in scope at these cells up to the end of the window, commonest first */
  at: (cells: readonly number[]) => string[]
  /** the same of the cells around these, the nearest first */
  around: (cells: readonly number[]) => readonly string[]
}

/**
 * What `gatherPlaceFacts` finds of names in one pass over all rows, for few places at a time.
 *
 * @param counts of the same scope, resolution and window
 */
export function createNameFinder(scope: Scope, input: NameInput, { entries }: Pick<CellCounts, 'entries'>): NameFinder {
  const names = namesByCell(scope, input)
  const entriesOf = (cells: readonly number[]): number[] => cells.map((cell) => entries[cell]!)
  return {
    at: (cells) => commonestNames(names.at(entriesOf(cells)), input.incidents.placeNames),
    around: (cells) => names.around(entriesOf(cells)),
  }
}
