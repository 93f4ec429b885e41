import type { Cell, CellResolution } from '../cells.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { sumOf } from '../pick.ts'
import { cellSetOf, type CellSet } from './cell-set.ts'
import type { DayPeriod } from './ranking-period.ts'

/** Incidents per cell. Only cells with an incident in the window or the history are here; index into `cells`. */
export interface CellCounts extends CellSet {
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

/** No time is before it. */
const FIRST_UTC_MIN = -(2 ** 31)

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
  const parts = new Int32Array(3 * dictionary.length)
  countRows(parts, column, incidents.occurredFrom, selected, partBounds(window, late, useHistory))
  const isIn = new Int32Array(dictionary.length)
  for (let cell = 0; cell < isIn.length; cell++)
    isIn[cell] = parts[3 * cell]! + parts[3 * cell + 1]! + parts[3 * cell + 2]!
  const set = cellSetOf(dictionary, isIn)
  const { entries } = set
  const history = new Float64Array(entries.length)
  const early = new Float64Array(entries.length)
  const lateCounts = new Float64Array(entries.length)
  for (let index = 0; index < entries.length; index++) {
    const first = 3 * entries[index]!
    history[index] = parts[first]!
    early[index] = parts[first + 1]!
    lateCounts[index] = parts[first + 2]!
  }
  return {
    ...set,
    early,
    late: lateCounts,
    history,
    earlyDays: late.fromDay - window.fromDay,
    lateDays: late.toDay - late.fromDay,
    earlyTotal: sumOf(early),
    lateTotal: sumOf(lateCounts),
    historyTotal: sumOf(history),
  }
}

/** Where the parts of the counts begin and end, utcMin. */
export interface PartBounds {
  earliest: number
  from: number
  late: number
  to: number
}

export function partBounds({ fromUtcMin, toUtcMin }: DayPeriod, late: DayPeriod, useHistory: boolean): PartBounds {
  return { earliest: useHistory ? FIRST_UTC_MIN : fromUtcMin, from: fromUtcMin, late: late.fromUtcMin, to: toUtcMin }
}

/**
 * Of each cell the history, the early and the late part beside each other. Which one is counted, and whether at all, is reckoned and not
 * asked: a guess would often be wrong. A function of its own, so that the loop stays compiled from one ranking to the next.
 */
function countRows(
  parts: Int32Array,
  column: Int32Array,
  occurredFrom: Int32Array,
  selected: Uint8Array,
  { earliest, from, late, to }: PartBounds,
): void {
  for (let i = 0; i < column.length; i++) {
    const at = occurredFrom[i]!
    const part = Number(at >= from) + Number(at >= late)
    parts[3 * column[i]! + part]! += selected[i]! & Number(at < to) & Number(at >= earliest)
  }
}
