import type { CellResolution } from '../../cells.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { OFFENCES } from '../../incidents/incident.ts'
import { cellColumn, type CellCounts } from '../cell-counts.ts'
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
  counts: Pick<CellCounts, 'cells' | 'indexOf'>,
  window: DayPeriod,
  { fromUtcMin: lateUtcMin }: DayPeriod,
  useHistory: boolean,
): ClassCounts[] {
  const { column } = cellColumn(incidents, resolution)
  const { length, occurredFrom, offence } = incidents
  const earliest = useHistory ? -Infinity : window.fromUtcMin
  const { indexOf } = counts
  const classes = OFFENCES.map((_, code) => emptyCounts(code, counts.cells.length))
  const [early, late, history] = (['early', 'late', 'history'] as const).map((part) => classes.map((own) => own[part]))
  const rows = new Int32Array(classes.length)
  for (let row = 0; row < length; row++) {
    const at = occurredFrom[row]!
    if (selected[row] === 0 || at >= window.toUtcMin || at < earliest) continue
    const code = offence[row]!
    const part = at >= lateUtcMin ? late! : at >= window.fromUtcMin ? early! : history!
    part[code]![indexOf[column[row]!]!]! += 1
    rows[code]! += 1
  }
  return classes.filter(({ offence: code }) => rows[code]! > 0)
}

function emptyCounts(offence: number, cells: number): ClassCounts {
  return {
    offence,
    early: new Float64Array(cells),
    late: new Float64Array(cells),
    history: new Float64Array(cells),
  }
}
