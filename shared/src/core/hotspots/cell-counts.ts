import type { Cell, CellResolution } from '../cells.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { entriesByName } from './cell-dictionary.ts'
import type { DayPeriod } from './ranking-period.ts'

/** Incidents per cell. Only cells with an incident in the window or the history are here; index into `cells`. */
export interface CellCounts {
  /** in the order of their names, whatever the order of the rows */
  cells: readonly Cell[]
  /** for each entry of the resolution's dictionary its index in `cells`, or -1 */
  indexOf: Int32Array
  /** in the window before its last part, in that last part, and before the window */
  early: Float64Array
  late: Float64Array
  history: Float64Array
  earlyDays: number
  lateDays: number
  earlyTotal: number
  lateTotal: number
  historyTotal: number
}

/** The column and dictionary of a resolution; each was indexed from the coordinates, never one from the other. */
export function cellColumn(
  incidents: IncidentColumns,
  resolution: CellResolution,
): { column: Int32Array; dictionary: readonly Cell[] } {
  return resolution === 9
    ? { column: incidents.cell9, dictionary: incidents.cells9 }
    : { column: incidents.cell10, dictionary: incidents.cells10 }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

/**
 * Counts the selected incidents by cell: the window in two parts, and what was before it.
 *
 * @param selected 1 for each row that may be counted
 * @param late the last part of the window, on which the prior is learnt
 */
export function countCells(
  incidents: IncidentColumns,
  selected: Uint8Array,
  resolution: CellResolution,
  window: DayPeriod,
  late: DayPeriod,
  useHistory: boolean,
): CellCounts {
  const { column, dictionary } = cellColumn(incidents, resolution)
  const { occurredFrom, length } = incidents
  const { fromUtcMin, toUtcMin } = window
  const lateUtcMin = late.fromUtcMin
  const earliest = useHistory ? -Infinity : fromUtcMin
  // History, early and late part of each cell beside each other; which one is counted, not asked: a guess would often be wrong.
  const parts = new Int32Array(3 * dictionary.length)
  for (let i = 0; i < length; i++) {
    const at = occurredFrom[i]!
    if (selected[i] === 0 || at >= toUtcMin || at < earliest) continue
    const part = Number(at >= fromUtcMin) + Number(at >= lateUtcMin)
    parts[3 * column[i]! + part]! += 1
  }

  const indexOf = new Int32Array(dictionary.length).fill(-1)
  let count = 0
  const order = entriesByName(dictionary)
  for (const cell of order) {
    const incidentsHere = parts[3 * cell]! + parts[3 * cell + 1]! + parts[3 * cell + 2]!
    if (incidentsHere === 0) continue
    indexOf[cell] = count
    count += 1
  }
  const cells: Cell[] = []
  const history = new Float64Array(count)
  const early = new Float64Array(count)
  const lateCounts = new Float64Array(count)
  for (const cell of order) {
    const index = indexOf[cell]!
    if (index < 0) continue
    cells.push(dictionary[cell]!)
    history[index] = parts[3 * cell]!
    early[index] = parts[3 * cell + 1]!
    lateCounts[index] = parts[3 * cell + 2]!
  }
  return {
    cells,
    indexOf,
    early,
    late: lateCounts,
    history,
    earlyDays: late.fromDay - window.fromDay,
    lateDays: late.toDay - late.fromDay,
    earlyTotal: sum(early),
    lateTotal: sum(lateCounts),
    historyTotal: sum(history),
  }
}
