import type { CellResolution } from '../../cells.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { OFFENCES } from '../../incidents/incident.ts'
import { cellColumn, FIRST_UTC_MIN, type CellCounts } from '../cell-counts.ts'
import type { DayPeriod } from '../ranking-period.ts'

/** Incidents of one offence class by cell; entry i is cell i of the `CellCounts` they belong to. */
export interface ClassCounts {
  /** index into OFFENCES */
  offence: number
  early: Float64Array
  late: Float64Array
  history: Float64Array
}

/**
 * The counts of `countCells` by offence class: the same rows, in the same three parts. Classes without an incident are left out.
 *
 * @param counts what `countCells` answered for the same rows and periods
 */
export function countClasses(
  incidents: IncidentColumns,
  selected: Uint8Array,
  resolution: CellResolution,
  counts: Pick<CellCounts, 'entries'>,
  window: DayPeriod,
  { fromUtcMin: lateUtcMin }: DayPeriod,
  useHistory: boolean,
): ClassCounts[] {
  const { column, dictionary } = cellColumn(incidents, resolution)
  const { length, occurredFrom, offence } = incidents
  const { fromUtcMin, toUtcMin } = window
  const earliest = useHistory ? FIRST_UTC_MIN : fromUtcMin
  // Of each cell the three parts of each class beside each other, reckoned and not asked, as in `countCells`.
  const width = 3 * OFFENCES.length
  const parts = new Int32Array(width * dictionary.length)
  for (let row = 0; row < length; row++) {
    const at = occurredFrom[row]!
    const part = Number(at >= fromUtcMin) + Number(at >= lateUtcMin)
    parts[width * column[row]! + 3 * offence[row]! + part]! +=
      selected[row]! & Number(at < toUtcMin) & Number(at >= earliest)
  }
  return OFFENCES.map((_, code) => countsOf(code, parts, width, counts.entries)).filter(
    ({ early, late, history }) => hasAny(early) || hasAny(late) || hasAny(history),
  )
}

function countsOf(offence: number, parts: Int32Array, width: number, entries: Int32Array): ClassCounts {
  const history = new Float64Array(entries.length)
  const early = new Float64Array(entries.length)
  const late = new Float64Array(entries.length)
  for (let cell = 0; cell < entries.length; cell++) {
    const first = width * entries[cell]! + 3 * offence
    history[cell] = parts[first]!
    early[cell] = parts[first + 1]!
    late[cell] = parts[first + 2]!
  }
  return { offence, early, late, history }
}

const hasAny = (counts: Float64Array): boolean => counts.some((count) => count > 0)
