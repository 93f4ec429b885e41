import { describe, expect, it } from 'vitest'
import { cellAt } from '../cells.ts'
import { DOMESTIC_CODES, NO_NAME, NOT_RECORDED, PRECISION_CODES, UNKNOWN_PLACE_TYPE } from './incident-columns.ts'
import { createIncidentTable, type IncidentContent } from './incident-table.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES } from './incident.ts'

const content = (over: Partial<IncidentContent> = {}): IncidentContent => ({
  occurredFrom: 29_000_000,
  occurredTo: null,
  precision: 'month',
  recordedAt: null,
  offence: 'violence-with-injury',
  offenceCode: null,
  flags: [],
  howFound: 'unknown',
  domestic: null,
  placeType: null,
  lat: 51.508,
  lng: -0.1247,
  placeName: null,
  ...over,
})

describe('createIncidentTable', () => {
  it('is empty when nothing was added', () => {
    const columns = createIncidentTable().finish()
    expect(columns.length).toBe(0)
    expect(columns.lat).toHaveLength(0)
    expect(columns.cells10).toEqual([])
  })

  it('keeps every field, and codes for what the source does not say', () => {
    const table = createIncidentTable()
    table.add(content())
    table.add(
      content({
        occurredTo: 29_000_060,
        recordedAt: 29_001_000,
        precision: 'minute',
        offence: 'robbery',
        flags: ['firearm', 'personal'],
        howFound: 'police',
        domestic: true,
        placeType: 'licensed',
        placeName: 'Rye Lane',
      }),
    )
    const columns = table.finish()
    expect(columns.length).toBe(2)
    expect([...columns.occurredFrom]).toEqual([29_000_000, 29_000_000])
    expect([...columns.occurredTo]).toEqual([29_000_000, 29_000_060])
    expect([...columns.recordedAt]).toEqual([NOT_RECORDED, 29_001_000])
    expect([...columns.precision]).toEqual([PRECISION_CODES.month, PRECISION_CODES.minute])
    expect([...columns.offence].map((code) => OFFENCES[code])).toEqual(['violence-with-injury', 'robbery'])
    expect([...columns.flags].map((bits) => INCIDENT_FLAGS.filter((_, i) => (bits & (1 << i)) !== 0))).toEqual([
      [],
      ['firearm', 'personal'],
    ])
    expect([...columns.howFound].map((code) => HOW_FOUND[code])).toEqual(['unknown', 'police'])
    expect([...columns.domestic]).toEqual([DOMESTIC_CODES.unknown, DOMESTIC_CODES.yes])
    expect(columns.placeType[0]).toBe(UNKNOWN_PLACE_TYPE)
    expect(PLACE_TYPES[columns.placeType[1]!]).toBe('licensed')
    expect([...columns.placeName]).toEqual([NO_NAME, 0])
    expect(columns.placeNames).toEqual(['Rye Lane'])
  })

  it('grows beyond its first size, indexes both resolutions from the coordinates, and keeps each cell once', () => {
    const table = createIncidentTable()
    const place = (i: number) => ({ lat: 51.3 + (i % 400) * 0.001, lng: -0.4 + (i % 37) * 0.01 })
    for (let i = 0; i < 5000; i++) table.add(content({ ...place(i), occurredFrom: i, placeName: `Street ${i % 10}` }))
    const columns = table.finish()
    expect(columns.length).toBe(5000)
    for (let i = 0; i < 5000; i += 97) {
      expect(columns.occurredFrom[i]).toBe(i)
      expect(columns.cells9[columns.cell9[i]!]).toBe(cellAt(place(i), 9))
      expect(columns.cells10[columns.cell10[i]!]).toBe(cellAt(place(i), 10))
      expect(columns.placeNames[columns.placeName[i]!]).toBe(`Street ${i % 10}`)
    }
    expect(new Set(columns.cells10).size).toBe(columns.cells10.length)
    expect(columns.placeNames).toHaveLength(10)
  })

  it('believes cells that are handed to it', () => {
    const table = createIncidentTable()
    table.add(content(), { cell9: 'nine', cell10: 'ten' })
    const { cells9, cells10 } = table.finish()
    expect([cells9, cells10]).toEqual([['nine'], ['ten']])
  })
})
