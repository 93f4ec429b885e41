import type { CellResolution } from '../../cells.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { OFFENCES } from '../../incidents/incident.ts'
import { cellColumn, partBounds, type CellCounts, type PartBounds } from '../cell-counts.ts'
import type { DayPeriod } from '../ranking-period.ts'

/** Incidents of one offence class by cell; entry i is cell i of the `CellCounts` they belong to. */
export interface ClassCounts {
  /** index into OFFENCES */
  offence: number
  /** in the history and in the window before its last part */
  before: Float64Array
  /** in that last part */
  late: Float64Array
}

/**
 * The counts of `countCells` by offence class: the same rows, in the same parts. Classes without an incident are left out.
 *
 * @param counts what `countCells` answered for the same rows and periods
 */
export function countClasses(
  incidents: IncidentColumns,
  selected: Uint8Array,
  resolution: CellResolution,
  counts: Pick<CellCounts, 'entries'>,
  window: DayPeriod,
  late: DayPeriod,
  useHistory: boolean,
): ClassCounts[] {
  const { column, dictionary } = cellColumn(incidents, resolution)
  const parts = new Int32Array(PARTS * dictionary.length)
  countRows(parts, column, incidents, selected, partBounds(window, late, useHistory))
  return OFFENCES.flatMap((_, code) => (hasAny(code, parts) ? [countsOf(code, parts, counts.entries)] : []))
}

/** Of each cell the three parts of each class beside each other. */
const PARTS = 3 * OFFENCES.length

/** As in `countCells`. */
function countRows(
  parts: Int32Array,
  column: Int32Array,
  { occurredFrom, offence }: IncidentColumns,
  selected: Uint8Array,
  { earliest, from, late, to }: PartBounds,
): void {
  for (let row = 0; row < column.length; row++) {
    const at = occurredFrom[row]!
    const part = Number(at >= from) + Number(at >= late)
    parts[PARTS * column[row]! + 3 * offence[row]! + part]! += selected[row]! & Number(at < to) & Number(at >= earliest)
  }
}

function hasAny(offence: number, parts: Int32Array): boolean {
  for (let first = 3 * offence; first < parts.length; first += PARTS)
    if (parts[first]! + parts[first + 1]! + parts[first + 2]! > 0) return true
  return false
}

function countsOf(offence: number, parts: Int32Array, entries: Int32Array): ClassCounts {
  const before = new Float64Array(entries.length)
  const late = new Float64Array(entries.length)
  for (let cell = 0; cell < entries.length; cell++) {
    const first = PARTS * entries[cell]! + 3 * offence
    before[cell] = parts[first]! + parts[first + 1]!
    late[cell] = parts[first + 2]!
  }
  return { offence, before, late }
}
