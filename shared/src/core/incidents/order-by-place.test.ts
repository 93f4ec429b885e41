import { expect, it } from 'vitest'
import { createSeededRng, uniform, uniformBelow } from '../random.ts'
import type { IncidentColumns } from './incident-columns.ts'
import { createIncidentTable } from './incident-table.ts'
import { OFFENCES } from './incident.ts'
import { orderByPlace } from './order-by-place.ts'

const rng = createSeededRng(6)
const table = createIncidentTable()
for (let i = 0; i < 500; i++)
  table.add({
    occurredFrom: i,
    occurredTo: i % 3 === 0 ? i + 30 : null,
    precision: i % 5 === 0 ? 'day' : 'minute',
    recordedAt: i % 2 === 0 ? i + 50 : null,
    offence: OFFENCES[uniformBelow(rng, OFFENCES.length)]!,
    offenceCode: null,
    flags: i % 4 === 0 ? ['knife', 'youth'] : [],
    howFound: i % 7 === 0 ? 'police' : 'public',
    domestic: i % 6 === 0 ? null : i % 2 === 0,
    placeType: i % 8 === 0 ? null : 'park',
    lng: -0.1 + 0.02 * uniform(rng),
    lat: 51.5 + 0.02 * uniform(rng),
    placeName: i % 9 === 0 ? null : `Street ${i % 11}`,
  })
const incidents = table.finish()

/** Rows with their codes looked up. */
const rowsOf = (columns: IncidentColumns) =>
  Array.from({ length: columns.length }, (_, i) => ({
    ...Object.fromEntries(
      Object.entries(columns).flatMap(([name, column]) =>
        ArrayBuffer.isView(column) ? [[name, (column as unknown as ArrayLike<number>)[i]!]] : [],
      ),
    ),
    cell9: columns.cells9[columns.cell9[i]!]!,
    cell10: columns.cells10[columns.cell10[i]!]!,
    placeName: columns.placeNames[columns.placeName[i]!],
  }))

it('has the same rows, by cell, each cell in the order of time in which it was', () => {
  const ordered = rowsOf(orderByPlace(incidents))
  const expected = rowsOf(incidents).sort((a, b) => (a.cell10 < b.cell10 ? -1 : a.cell10 > b.cell10 ? 1 : 0))
  expect(ordered).toEqual(expected)
  const { cells9, cells10 } = orderByPlace(incidents)
  expect([cells9, cells10]).toEqual([incidents.cells9.toSorted(), incidents.cells10.toSorted()])
})
