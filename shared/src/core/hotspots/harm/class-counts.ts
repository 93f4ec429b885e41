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
  late: DayPeriod,
  useHistory: boolean,
): ClassCounts[] {
  const { column } = cellColumn(incidents, resolution)
  const classes: (ClassCounts | undefined)[] = OFFENCES.map(() => undefined)
  for (let row = 0; row < incidents.length; row++) {
    const at = incidents.occurredFrom[row]!
    if (selected[row] === 0 || at >= window.toUtcMin) continue
    const isBefore = at < window.fromUtcMin
    if (isBefore && !useHistory) continue
    const offence = incidents.offence[row]!
    const own = (classes[offence] ??= emptyCounts(offence, counts.cells.length))
    const part = isBefore ? own.history : at >= late.fromUtcMin ? own.late : own.early
    part[counts.indexOf[column[row]!]!]! += 1
  }
  return classes.filter((one) => one !== undefined)
}

function emptyCounts(offence: number, cells: number): ClassCounts {
  return {
    offence,
    early: new Float64Array(cells),
    late: new Float64Array(cells),
    history: new Float64Array(cells),
  }
}
