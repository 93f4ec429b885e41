import { describe, expect, it } from 'vitest'
import { createZone, formatLocalMinute } from '../../time.ts'
import type { RowResult } from './format.ts'
import { INCIDENT_FORMATS } from './index.ts'

const zone = createZone('Europe/London')
const context = { file: '2026-06-force-street.csv', zone }
const STREET =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'.split(
    ',',
  )
const API =
  'id,month,category,latitude,longitude,street_id,street_name,location_type,ward_code,ward_name,borough'.split(',')

const street = (over: Record<string, string> = {}): string[] => {
  const values: Record<string, string> = {
    'Crime ID': 'c1',
    Month: '2026-06',
    Longitude: '-0.12',
    Latitude: '51.5',
    Location: 'On or near Made Up Row',
    'Crime type': 'Robbery',
    ...over,
  }
  return STREET.map((name) => values[name] ?? '')
}
const readStreet = (over: Record<string, string> = {}): RowResult =>
  INCIDENT_FORMATS['police-uk'].start(STREET, context).read(street(over), 2)
const api = (over: Record<string, string> = {}): RowResult => {
  const values: Record<string, string> = {
    id: '11',
    month: '2026-06',
    category: 'violent-crime',
    latitude: '51.5',
    longitude: '-0.12',
    street_name: 'On or near Made Up Row',
    ...over,
  }
  return INCIDENT_FORMATS['police-uk-api'].start(API, context).read(
    API.map((name) => values[name] ?? ''),
    2,
  )
}

describe.each([
  [
    'police-uk',
    readStreet,
    'data.police.uk',
    'c1',
    { category: 'Crime type', month: 'Month', lat: 'Latitude', lng: 'Longitude' },
  ],
  [
    'police-uk-api',
    api,
    'data.police.uk/api',
    '11',
    { category: 'category', month: 'month', lat: 'latitude', lng: 'longitude' },
  ],
] as const)('the %s format', (name, read, publisher, sourceId, columns) => {
  it('reads a month as local midnight of its 1st, and leaves unknown what the source does not say', () => {
    const result = read({ [columns.category]: 'Robbery' })
    if (result.kind !== 'incident') throw new Error(JSON.stringify(result))
    const { occurredFrom, ...rest } = result.incident
    expect(formatLocalMinute(zone.toLocalMin(occurredFrom))).toBe('2026-06-01T00:00')
    expect(rest).toEqual({
      publisher,
      sourceId,
      occurredTo: null,
      precision: 'month',
      recordedAt: null,
      offence: 'robbery',
      offenceCode: null,
      flags: [],
      howFound: 'unknown',
      domestic: null,
      placeType: null,
      lat: 51.5,
      lng: -0.12,
      placeName: 'On or near Made Up Row',
    })
  })

  it.each(['Violence and sexual offences', 'violent-crime', 'Violent crime'])('takes "%s" as violence', (category) => {
    expect(read({ [columns.category]: category })).toMatchObject({ incident: { offence: 'violence-with-injury' } })
  })

  it.each([
    ['Possession of weapons', 'weapons'],
    ['possession-of-weapons', 'weapons'],
    ['Burglary', 'other'],
    ['drugs', 'other'],
    ['A category of tomorrow', 'other'],
  ])('leaves "%s" out of scope as %s, with or without a place', (category, reason) => {
    expect(read({ [columns.category]: category, [columns.lat]: '' })).toEqual({
      kind: 'out-of-scope',
      reason,
      notices: [],
    })
  })

  it.each([
    [columns.category, '', 'MISSING_VALUE'],
    [columns.month, '', 'MISSING_VALUE'],
    [columns.month, '2026-13', 'BAD_TIME'],
    [columns.month, '2026-06-01', 'BAD_TIME'],
    [columns.lat, '', 'NO_COORDINATES'],
    [columns.lng, '', 'NO_COORDINATES'],
    [columns.lat, '48.99', 'BAD_COORDINATE'],
    [columns.lng, '3.01', 'BAD_COORDINATE'],
  ])('refuses %s "%s" as %s', (column, value, code) => {
    expect(read({ [column]: value })).toMatchObject({ kind: 'reject', reject: { line: 2, column, value, code } })
  })

  it('sees that latitude and longitude are swapped, because the source covers the United Kingdom only', () => {
    const result = read({ [columns.lat]: '-0.12', [columns.lng]: '51.5' })
    expect(result).toHaveProperty('reject.advice', expect.stringContaining('swapped'))
  })

  it('refuses the header of another file by its missing columns', () => {
    expect(() => INCIDENT_FORMATS[name].start(['Date', 'Type'], context)).toThrow('the header lacks')
  })
})

describe('ids of the street CSV', () => {
  it('may stand on several rows, which the load tells apart', () => {
    expect(INCIDENT_FORMATS['police-uk'].repeatsIds).toBe(true)
    expect(readStreet({ 'Crime ID': 'c1' })).toHaveProperty('incident.sourceId', 'c1')
  })

  it('start anew with each file, so that the same file gives the same ids', () => {
    expect(readStreet()).toEqual(readStreet())
    expect(readStreet({ 'Crime ID': '' })).toEqual(readStreet({ 'Crime ID': '' }))
  })

  it('are made from the content where they are empty', () => {
    expect(readStreet({ 'Crime ID': '' })).toHaveProperty(
      'incident.sourceId',
      expect.stringMatching(/^[0-9a-f]{64}#1$/),
    )
  })
})
