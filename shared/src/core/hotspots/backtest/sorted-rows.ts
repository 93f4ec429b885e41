import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import type { EvidenceRows } from '../methods/method.ts'
import type { Projection } from './study-area.ts'

/** The rows in scope in order of time, with their cell in the dictionary of the resolution. */
export interface SortedRows extends EvidenceRows {
  code: Int32Array
}

/** Row numbers in scope by time; of one instant by place and offence, so that nothing hangs on the order of the files. */
export function rowsByTime(
  { length, occurredFrom, lat, lng, offence }: IncidentColumns,
  selected: Uint8Array,
): Int32Array {
  const rows: number[] = []
  for (let row = 0; row < length; row++) if (selected[row] === 1) rows.push(row)
  return Int32Array.from(rows).sort(
    (a, b) =>
      occurredFrom[a]! - occurredFrom[b]! || lat[a]! - lat[b]! || lng[a]! - lng[b]! || offence[a]! - offence[b]!,
  )
}

/**
 * @param studyCellOf study cell of each entry of the dictionary, or -1
 * @param harmDays days that one incident counts, by index into OFFENCES
 */
export function sortColumns(
  incidents: IncidentColumns,
  rows: Int32Array,
  column: Int32Array,
  studyCellOf: Int32Array,
  projection: Projection,
  harmDays: Float64Array,
): SortedRows {
  const placeOf = (row: number) => ({ lat: incidents.lat[row]!, lng: incidents.lng[row]! })
  return {
    utcMin: Int32Array.from(rows, (row) => incidents.occurredFrom[row]!),
    code: Int32Array.from(rows, (row) => column[row]!),
    cell: Int32Array.from(rows, (row) => studyCellOf[column[row]!]!),
    x: Float64Array.from(rows, (row) => projection.x(placeOf(row))),
    y: Float64Array.from(rows, (row) => projection.y(placeOf(row))),
    harmDays: Float64Array.from(rows, (row) => harmDays[incidents.offence[row]!]!),
  }
}

/** The first row at or after an instant. */
export function firstRowFrom(utcMin: Int32Array, instant: number): number {
  let low = 0
  let high = utcMin.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (utcMin[middle]! < instant) low = middle + 1
    else high = middle
  }
  return low
}
