import { describe, expect, it } from 'vitest'
import { createZone, formatInstant } from '../../time.ts'
import { chicagoFormat } from './chicago.ts'
import type { RowResult } from './format.ts'

const CHICAGO = createZone('America/Chicago')
const ROW = {
  ID: '10023639',
  Date: '01/31/2015 01:05:00 PM',
  IUCR: '0460',
  'Primary Type': 'BATTERY',
  Description: 'SIMPLE',
  'Location Description': 'SIDEWALK',
  Domestic: 'false',
  Beat: '0422',
  Latitude: '41.748118774',
  Longitude: '-87.564428647',
}

function read(over: Partial<typeof ROW> = {}): RowResult {
  const row = { ...ROW, ...over }
  return chicagoFormat.start(Object.keys(row), { file: 'chicago.csv', zone: CHICAGO }).read(Object.values(row), 2)
}

describe('the chicago format', () => {
  it('reads a row of the portal', () => {
    const result = read()
    if (result.kind !== 'incident') throw new Error(JSON.stringify(result))
    expect(result.incident).toMatchObject({
      publisher: 'data.cityofchicago.org',
      sourceId: '10023639',
      precision: 'minute',
      offence: 'violence-without-injury',
      howFound: 'unknown',
      domestic: false,
      placeType: 'street',
      placeName: null,
      flags: [],
      lat: 41.748118774,
    })
    expect(formatInstant(result.incident.occurredFrom, CHICAGO)).toBe('2015-01-31T13:05:00-06:00')
  })

  it.each([
    ['0110', 'homicide', []],
    ['0281', 'sexual-offence', []],
    ['0261', 'sexual-offence', ['firearm']],
    ['031A', 'robbery', ['firearm']],
    ['0312', 'robbery', ['knife']],
    ['0320', 'robbery', []],
    ['041A', 'violence-with-injury', ['firearm']],
    ['0420', 'violence-with-injury', ['knife']],
    ['0461', 'violence-with-injury', []],
    ['0498', 'violence-with-injury', []],
    ['0454', 'violence-without-injury', []], // aggravated by who the victim was: no or minor injury
    ['0486', 'violence-without-injury', []],
    ['051A', 'violence-without-injury', ['firearm']], // in Illinois an assault is a threat
    ['0560', 'violence-without-injury', []],
  ])('reads IUCR %s as %s %j', (iucr, offence, flags) =>
    expect(read({ IUCR: iucr })).toMatchObject({ incident: { offence, flags } }),
  )

  it.each([
    ['143A', 'weapons'],
    ['2900', 'weapons'],
    ['0610', 'other'],
    ['1320', 'other'],
  ])('leaves IUCR %s out of scope as %s', (iucr, reason) =>
    expect(read({ IUCR: iucr, Latitude: '' })).toMatchObject({ kind: 'out-of-scope', reason }),
  )

  it.each([
    ['CTA PLATFORM', 'transport'],
    ['RESIDENCE PORCH/HALLWAY', 'dwelling'],
    ['PARKING LOT/GARAGE(NON.RESID.)', 'street'],
    ['TAVERN/LIQUOR STORE', 'licensed'],
    ['SMALL RETAIL STORE', 'retail'],
    ['PARK PROPERTY', 'park'],
    ['SCHOOL, PUBLIC, BUILDING', 'other'],
    ['', null],
  ])('takes "%s" for %s', (location, placeType) =>
    expect(read({ 'Location Description': location })).toMatchObject({ incident: { placeType } }),
  )

  it('refuses rows without coordinates', () =>
    expect(read({ Latitude: '', Longitude: '' })).toMatchObject({ reject: { code: 'NO_COORDINATES' } }))
})
