import type { Cell } from '../../cells.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { OFFENCES } from '../../incidents/incident.ts'
import { dayOf, startOfMonth, type Zone } from '../../time.ts'
import { cellColumn } from '../cell-counts.ts'
import type { RankOptions } from '../rank-options.ts'
import { dayPeriod, WINDOW_MONTHS, type DayPeriod, type RankingPeriod } from '../ranking-period.ts'
import { firstSelected } from '../scope.ts'

/** Rows in scope by cell, sorted once so that describing every hotspot of a ranking costs one pass and not hundreds. */
export function rowsByCell(
  incidents: IncidentColumns,
  selected: Uint8Array,
  { resolution }: Pick<RankOptions, 'resolution'>,
): (cell: Cell) => readonly number[] {
  const { column, dictionary } = cellColumn(incidents, resolution)
  const rows = new Map<Cell, number[]>()
  for (let i = 0; i < incidents.length; i++) {
    if (selected[i] === 0) continue
    const cell = dictionary[column[i]!]!
    const known = rows.get(cell)
    if (known === undefined) rows.set(cell, [i])
    else known.push(i)
  }
  return (cell) => rows.get(cell) ?? []
}

/** How many of the rows lie in the period. */
export function countRows(incidents: IncidentColumns, rows: readonly number[], period: DayPeriod): number {
  const at = incidents.occurredFrom
  return rows.reduce((count, row) => count + (at[row]! >= period.fromUtcMin && at[row]! < period.toUtcMin ? 1 : 0), 0)
}

/** What a place is compared with. */
export interface ForceFacts {
  /** incidents of the window by index into OFFENCES */
  byOffence: Float64Array
  inWindow: number
  /** periods as long as the window that the data from before it covers whole, newest first, at most three years of them */
  earlier: readonly DayPeriod[]
  /** incidents in all of those */
  inEarlier: number
}

/** Rates drift: what lies further back says little of what is usual now. */
const LONGEST_COMPARED_DAYS = 3 * 366

/** Counts over the whole force in one pass. */
export function gatherForceFacts(
  incidents: IncidentColumns,
  selected: Uint8Array,
  period: RankingPeriod,
  history: RankOptions['history'],
  zone: Zone,
): ForceFacts {
  const { window } = period
  const earlier = history === 'use' ? earlierPeriods(incidents, selected, period, zone) : []
  const from = earlier.at(-1)?.fromUtcMin ?? window.fromUtcMin
  const byOffence = new Float64Array(OFFENCES.length)
  let inWindow = 0
  let inEarlier = 0
  for (let i = 0; i < incidents.length; i++) {
    const at = incidents.occurredFrom[i]!
    if (selected[i] === 0 || at >= window.toUtcMin || at < from) continue
    if (at < window.fromUtcMin) inEarlier += 1
    else {
      inWindow += 1
      byOffence[incidents.offence[i]!]! += 1
    }
  }
  return { byOffence, inWindow, earlier, inEarlier }
}

function earlierPeriods(
  incidents: IncidentColumns,
  selected: Uint8Array,
  { unit, window }: RankingPeriod,
  zone: Zone,
): DayPeriod[] {
  const first = firstSelected(incidents, selected)
  const firstDay = first === Infinity ? window.fromDay : dayOf(zone.toLocalMin(first))
  const startOf = (back: number): number =>
    unit === 'month'
      ? startOfMonth(window.fromDay, -WINDOW_MONTHS * back)
      : window.fromDay - back * (window.toDay - window.fromDay)
  const periods: DayPeriod[] = []
  for (let back = 1; startOf(back) >= Math.max(firstDay, window.fromDay - LONGEST_COMPARED_DAYS); back++)
    periods.push(dayPeriod(startOf(back), startOf(back - 1), zone))
  return periods
}
