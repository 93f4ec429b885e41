import { DOMESTIC_CODES, HOW_FOUND, OFFENCES, PLACE_TYPES } from '../../../shared/src/core/index.ts'
import type { IncidentColumns, RankOptions } from '../../../shared/src/core/index.ts'
import type { DayPeriod } from '../../../shared/src/core/hotspots/ranking-period.ts'
import { PUBLIC_PLACE_TYPES } from '../../../shared/src/core/hotspots/themes/shipped-themes.ts'

/** Rows to count, and what is in scope and when. */
export interface KernelQuestion {
  incidents: IncidentColumns
  options: RankOptions
  window: DayPeriod
  late: DayPeriod
}

/** Cell (index into the dictionary), and its incidents in the window before its last part, in that, and before the window. */
export type CountRow = [cell: number, early: number, late: number, history: number]

/** Something that counts; the rows are in it already. */
export interface Engine {
  name: string
  /** whether it works in this process */
  isHere: boolean
  /** Counts, and keeps the counts. */
  run: () => Promise<void>
  /** The counts of cells with any, in no order. */
  rows: () => Promise<CountRow[]>
  close: () => Promise<void>
}

/** The columns of one incident in the tables of both databases. */
export const COLUMNS = ['cell', 'occurred_from', 'how_found', 'offence', 'domestic', 'place_type'] as const

/** The same columns of the incidents, in the same order. */
export const valuesOf = ({ incidents }: KernelQuestion): readonly (Int32Array | Uint8Array)[] => [
  incidents.cell10,
  incidents.occurredFrom,
  incidents.howFound,
  incidents.offence,
  incidents.domestic,
  incidents.placeType,
]

/** What both databases are asked; they spell a conditional count differently. */
export function countSql({ options, window, late }: KernelQuestion, countIf: (condition: string) => string): string {
  const list = (all: readonly string[], wanted: readonly string[]): string =>
    wanted.map((one) => all.indexOf(one)).join(',')
  return `select cell,
    ${countIf(`occurred_from >= ${window.fromUtcMin} and occurred_from < ${late.fromUtcMin}`)} as early,
    ${countIf(`occurred_from >= ${late.fromUtcMin}`)} as late,
    ${countIf(`occurred_from < ${window.fromUtcMin}`)} as history
  from incident
  where how_found <> ${HOW_FOUND.indexOf('police')} and offence in (${list(OFFENCES, options.offences)})
    and domestic <> ${DOMESTIC_CODES.yes} and place_type in (${list(PLACE_TYPES, PUBLIC_PLACE_TYPES)})
    and occurred_from < ${window.toUtcMin}
  group by cell`
}
