import type { Cell } from '../cells.ts'
import { pick } from '../pick.ts'
import type { IncidentColumns } from './incident-columns.ts'

/**
 * The same incidents ordered by cell, and the cells by name: what is near on the ground is near in memory, where counting a million
 * incidents takes half as long. Rows of one cell keep their order.
 */
export function orderByPlace(incidents: IncidentColumns): IncidentColumns {
  const { length } = incidents
  const place9 = placesInOrder(incidents.cells9)
  const place10 = placesInOrder(incidents.cells10)
  // Where the rows of each cell begin, moved on as they are laid out.
  const next = new Int32Array(place10.length + 1)
  for (let i = 0; i < length; i++) next[place10[incidents.cell10[i]!]! + 1]! += 1
  for (let cell = 1; cell < next.length; cell++) next[cell]! += next[cell - 1]!
  const rows = new Int32Array(length)
  for (let i = 0; i < length; i++) rows[next[place10[incidents.cell10[i]!]!]!++] = i
  const bytes = (column: Uint8Array): Uint8Array => {
    const ordered = new Uint8Array(length)
    for (let i = 0; i < length; i++) ordered[i] = column[rows[i]!]!
    return ordered
  }
  return {
    length,
    occurredFrom: rows.map((row) => incidents.occurredFrom[row]!),
    occurredTo: rows.map((row) => incidents.occurredTo[row]!),
    recordedAt: rows.map((row) => incidents.recordedAt[row]!),
    precision: bytes(incidents.precision),
    offence: bytes(incidents.offence),
    flags: bytes(incidents.flags),
    howFound: bytes(incidents.howFound),
    domestic: bytes(incidents.domestic),
    placeType: bytes(incidents.placeType),
    lat: pick(incidents.lat, rows),
    lng: pick(incidents.lng, rows),
    cell9: rows.map((row) => place9[incidents.cell9[row]!]!),
    cell10: rows.map((row) => place10[incidents.cell10[row]!]!),
    cells9: incidents.cells9.toSorted(),
    cells10: incidents.cells10.toSorted(),
    placeName: rows.map((row) => incidents.placeName[row]!),
    placeNames: incidents.placeNames,
  }
}

/** For each cell its place in the order of all. */
function placesInOrder(cells: readonly Cell[]): Int32Array {
  const places = new Int32Array(cells.length)
  const order = [...cells.keys()].sort((a, b) => (cells[a]! < cells[b]! ? -1 : 1))
  order.forEach((cell, place) => (places[cell] = place))
  return places
}
