import type { Cell, CellResolution } from '../cells.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import type { DayPeriod } from './ranking-period.ts'

/** Incidents per cell. Only cells with an incident in the window or the history are here; index into `cells`. */
export interface CellCounts {
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
  const all = {
    early: new Float64Array(dictionary.length),
    late: new Float64Array(dictionary.length),
    history: new Float64Array(dictionary.length),
  }
  const { occurredFrom, length } = incidents
  const earliest = useHistory ? -Infinity : window.fromUtcMin
  for (let i = 0; i < length; i++) {
    const at = occurredFrom[i]!
    if (selected[i] === 0 || at >= window.toUtcMin || at < earliest) continue
    const part = at >= late.fromUtcMin ? all.late : at >= window.fromUtcMin ? all.early : all.history
    part[column[i]!]! += 1
  }

  const indexOf = new Int32Array(dictionary.length).fill(-1)
  const kept: number[] = []
  for (let cell = 0; cell < dictionary.length; cell++) {
    const incidentsHere = all.early[cell]! + all.late[cell]! + all.history[cell]!
    if (incidentsHere === 0) continue
    indexOf[cell] = kept.length
    kept.push(cell)
  }
  const early = Float64Array.from(kept, (cell) => all.early[cell]!)
  const lateCounts = Float64Array.from(kept, (cell) => all.late[cell]!)
  const history = Float64Array.from(kept, (cell) => all.history[cell]!)
  return {
    cells: kept.map((cell) => dictionary[cell]!),
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
