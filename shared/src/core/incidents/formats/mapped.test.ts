import { describe, expect, it } from 'vitest'
import { createZone, formatInstant } from '../../time.ts'
import type { Incident } from '../incident.ts'
import { parseMapping } from '../mapping/parse-mapping.ts'
import type { RowResult } from './format.ts'
import { createMappedFormat } from './mapped.ts'

const LONDON = createZone('Europe/London')

const COLUMNS = {
  id: 'Crime No',
  occurred_from: 'From date',
  occurred_from_time: 'From time',
  occurred_to: 'To date',
  recorded_at: 'Recorded',
  offence: 'Offence',
  offence_code: 'HO Code',
  flags: 'Markers',
  how_found: 'Source',
  domestic: 'DA',
  place_type: 'Premises',
  status: 'Status',
  easting: 'Easting',
  northing: 'Northing',
  place_name: 'Street',
} as const

const VALUES = {
  offence: {
    'Assault - S.47': 'violence-with-injury',
    'Robbery*': 'robbery',
    'Robbery hoax': '',
    Burglary: '',
    Blade: 'weapons',
  },
  flags: { KN: 'knife', 'Pub & club': 'night-time-economy', Alcohol: '', 'N/A': '', 'Hate; gun': 'hate firearm' },
  how_found: { '999': 'public', 'Stop check': 'police' },
  domestic: { Y: 'true', N: 'false', 'N/K': '' },
  place_type: { 'Car park': 'street', '*': 'other' },
  status: { CANX: 'cancelled', 'To other force': 'transferred', '*': '' },
}

const MAPPING = { columns: COLUMNS, dates: 'dmy', coordinates: 'bng', values: VALUES }
const ROW = {
  'Crime No': 'CR/1/24',
  'From date': '05/03/2024',
  'From time': '22:14',
  'To date': '',
  Recorded: '06/03/2024 08:00',
  Offence: 'Assault - S.47',
  'HO Code': '',
  Markers: '',
  Source: '',
  DA: '',
  Premises: '',
  Status: 'Filed',
  Easting: '530034',
  Northing: '180381',
  Street: '12 Rye Lane',
  Victim: 'CANARY',
}

function read(
  over: Partial<Record<keyof typeof ROW | 'To time', string>> = {},
  mapping: Record<string, unknown> = {},
): RowResult {
  const row = { ...ROW, ...over }
  const format = createMappedFormat(parseMapping({ ...MAPPING, ...mapping }, 'map.json'))
  return format.start(Object.keys(row), { file: 'in.csv', zone: LONDON }).read(Object.values(row), 7)
}

function accepted(...given: Parameters<typeof read>): Incident {
  const result = read(...given)
  if (result.kind !== 'incident') throw new Error(JSON.stringify(result))
  return result.incident
}

describe('the mapped format', () => {
  it('reads a row by the force’s own columns and words', () => {
    const { lat, lng, occurredFrom, recordedAt, ...rest } = accepted({ Markers: 'KN', DA: 'n', Premises: 'car  park' })
    expect(rest).toEqual({
      publisher: 'force',
      sourceId: 'CR/1/24',
      occurredTo: null,
      precision: 'minute',
      offence: 'violence-with-injury',
      offenceCode: null,
      flags: ['knife'],
      howFound: 'unknown',
      domestic: false,
      placeType: 'street',
      placeName: 'Rye Lane',
    })
    expect(formatInstant(occurredFrom, LONDON)).toBe('2024-03-05T22:14:00+00:00')
    expect(formatInstant(recordedAt!, LONDON)).toBe('2024-03-06T08:00:00+00:00')
    // Trafalgar Square
    expect(lat).toBeCloseTo(51.5074, 3)
    expect(lng).toBeCloseTo(-0.1278, 3)
  })

  it('reads places of other grids by their code, and keeps the method', () => {
    const coordinates = 'EPSG:32631'
    const { lat, lng } = accepted({ Easting: '448251.8', Northing: '5411932.7' }, { coordinates })
    expect([lat, lng]).toEqual([expect.closeTo(48.8582, 5), expect.closeTo(2.2945, 5)])
    const refused = (over: Parameters<typeof read>[0]) => read(over, { coordinates })
    expect(refused({ Easting: '0', Northing: '0' })).toMatchObject({ reject: { code: 'ZERO_COORDINATES' } })
    expect(refused({ Easting: '' })).toMatchObject({ reject: { code: 'NO_COORDINATES' } })
    expect(refused({ Easting: '1e15' })).toMatchObject({
      reject: { code: 'BAD_COORDINATE', column: 'Easting', advice: expect.stringContaining('UTM north, zone 31') },
    })
    expect(createMappedFormat(parseMapping({ ...MAPPING, coordinates }, 'map.json')).coordinates).toEqual({
      method: 'UTM north, zone 31 (EPSG:32631)',
      accuracyM: 0,
    })
  })

  it('spreads an hour without its minutes over that hour, and a span to the end of its last', () => {
    const columns = { ...COLUMNS, occurred_to_time: 'To time' }
    const span = (over: Record<string, string>, mapping: Record<string, unknown> = { columns, times: 'hours' }) => {
      const incident = accepted({ 'To time': '', ...over }, mapping)
      const { occurredFrom, occurredTo, precision } = incident
      expect(precision).toBe('minute')
      return [occurredFrom, occurredTo].map((at) => at && formatInstant(at, LONDON).slice(11, 16))
    }
    expect(span({ 'From time': '22' })).toEqual(['22:00', '22:59'])
    expect(span({ 'From time': '22:14' })).toEqual(['22:14', null])
    expect(span({ 'From time': '22', 'To date': '05/03/2024', 'To time': '22' })).toEqual(['22:00', '22:59'])
    expect(span({ 'From time': '22', 'To date': '05/03/2024', 'To time': '22:05' })).toEqual(['22:00', '22:05'])
    expect(span({ 'From time': '22:14', 'To date': '05/03/2024', 'To time': '22' })).toEqual(['22:14', '22:59'])
    const backwards = { 'From time': '22', 'To date': '05/03/2024', 'To time': '21' }
    expect(read({ ...backwards }, { columns, times: 'hours' })).toMatchObject({ reject: { code: 'TIME_ORDER' } })
    expect(read({ 'From time': '22' })).toMatchObject({ reject: { code: 'BAD_TIME' } })
  })

  it('says which columns it reads and how places became degrees, and reads no other', () => {
    const format = createMappedFormat(parseMapping(MAPPING, 'map.json'))
    expect(format).toMatchObject({
      name: 'mapped',
      publisher: 'force',
      idColumn: 'Crime No',
      columns: Object.values(COLUMNS),
    })
    expect(format.coordinates).toEqual({ method: expect.stringContaining('Helmert'), accuracyM: 3.5 })
    expect(JSON.stringify([read(), read({ Easting: '' })])).not.toContain('CANARY')
  })

  it('takes every row for the one offence that the mapping says, and judges its code by that', () => {
    const { Offence: _, ...rest } = Object.fromEntries(Object.entries(COLUMNS).map(([field, name]) => [name, field]))
    const columns = Object.fromEntries(Object.entries(rest).map(([name, field]) => [field, name]))
    const one = (code: string) => read({ 'HO Code': code }, { columns, constants: { offence: 'robbery' } })
    expect(one('')).toMatchObject({ incident: { offence: 'robbery', offenceCode: null }, notices: [] })
    expect(one('34A')).toMatchObject({ incident: { offence: 'robbery', offenceCode: '34A' } })
    expect(one('8N')).toMatchObject({ incident: { offence: 'robbery' }, notices: ['code-contradicts-offence'] })
    expect(read({}, { columns, constants: { offence: 'weapons' } })).toMatchObject({ reason: 'weapons' })
  })

  it.each([
    ['robbery of personal property', '', 'robbery'],
    ['ROBBERY', '', 'robbery'],
    ['', '34A', 'robbery'],
    ['', '8/06', 'violence-with-injury'],
    ['violence-without-injury', '', 'violence-without-injury'],
  ])('classes "%s" with code "%s" as %s', (offence, code, expected) =>
    expect(accepted({ Offence: offence, 'HO Code': code }).offence).toBe(expected),
  )

  it.each([
    [{ Offence: 'Burglary' }, 'other'],
    [{ Offence: 'robbery hoax' }, 'other'],
    [{ Offence: 'Blade' }, 'weapons'],
    [{ Offence: '', 'HO Code': '30C' }, 'other'],
    [{ Offence: '', 'HO Code': '10D' }, 'weapons'],
    [{ Offence: 'Burglary', 'HO Code': '?' }, 'other'],
    [{ Status: 'canx' }, 'cancelled'],
    [{ Status: 'To other force' }, 'transferred'],
    // Nobody has to mend a row that is not kept.
    [{ Status: 'CANX', Easting: '', 'From date': 'x', Offence: 'x' }, 'cancelled'],
  ] as const)('leaves %j out of scope as %s', (over, reason) =>
    expect(read(over)).toMatchObject({ kind: 'out-of-scope', reason }),
  )

  it('notices codes that are unknown or contradict the words, which win', () => {
    expect(read({ 'HO Code': '34A' })).toMatchObject({
      incident: { offence: 'violence-with-injury', offenceCode: '34A', flags: [] },
      notices: ['code-contradicts-offence'],
    })
    expect(read({ 'HO Code': '8Z' })).toMatchObject({
      incident: { offenceCode: '8Z' },
      notices: ['unknown-offence-code'],
    })
    expect(read({ Offence: 'Burglary', 'HO Code': '8N' })).toMatchObject({ notices: ['code-contradicts-offence'] })
    expect(read({ Offence: 'Robbery', 'HO Code': '34A' })).toMatchObject({
      incident: { flags: ['business'] },
      notices: [],
    })
  })

  it.each([
    ['KN', ['knife']],
    ['kn; pub & club', ['knife', 'night-time-economy']],
    ['Alcohol|KN', ['knife']],
    ['N/A', []],
    ['Hate; gun', ['firearm', 'hate']],
    ['knife youth', ['knife', 'youth']],
    ['', []],
  ])('reads the markers "%s" as %j', (markers, flags) => expect(accepted({ Markers: markers }).flags).toEqual(flags))

  it.each([
    [{ DA: 'Y' }, { domestic: true }],
    [{ DA: 'N/K' }, { domestic: null }],
    [{ Source: '999' }, { howFound: 'public' }],
    [{ Source: 'stop check' }, { howFound: 'police' }],
    [{ Premises: 'Moon' }, { placeType: 'other' }],
    [{ Street: '' }, { placeName: null }],
    [{ 'From time': '' }, { precision: 'day' }],
    [{ 'To date': '05/03/2024' }, { precision: 'day' }],
  ] as const)('reads %j as %j', (over, expected) => expect(accepted(over)).toMatchObject(expected))

  it.each([
    [{ 'From date': '' }, 'From date', 'MISSING_VALUE', 'a time of day without its date'],
    [{ 'From date': '', 'From time': '' }, 'From date', 'MISSING_VALUE', 'Every row needs "From date"'],
    [{ 'From date': '03/25/2024' }, 'From date', 'BAD_TIME', 'choose mdy'],
    [{ 'From time': '25:00' }, 'From time', 'BAD_TIME', 'HH:MM'],
    [{ 'To date': '04/03/2024' }, 'To date', 'TIME_ORDER', 'swapped'],
    [{ Offence: 'Arson' }, 'Offence', 'BAD_OFFENCE', 'values.offence'],
    [{ Offence: '' }, 'Offence', 'MISSING_VALUE', 'Offence'],
    [{ Offence: '', 'HO Code': '8Z' }, 'HO Code', 'BAD_OFFENCE', 'Home Office'],
    [{ 'HO Code': 'eight N!' }, 'HO Code', 'BAD_CODE_VALUE', '8N or 105A'],
    [{ Markers: 'KN;Moon' }, 'Markers', 'BAD_CODE_VALUE', 'values.flags'],
    [{ DA: 'maybe' }, 'DA', 'BAD_CODE_VALUE', 'values.domestic'],
    [{ Source: 'radio' }, 'Source', 'BAD_CODE_VALUE', 'values.how_found'],
    [{ Easting: '' }, 'Easting', 'NO_COORDINATES', 'Geocode'],
    [{ Easting: '0', Northing: '0' }, 'Easting', 'ZERO_COORDINATES', '0/0'],
    [{ Easting: 'TQ 30 80' }, 'Easting', 'BAD_COORDINATE', 'TQ 30 80 is 530000 and 180000'],
    [{ Easting: '530,034' }, 'Easting', 'BAD_COORDINATE', 'mark between thousands'],
    [{ Easting: '51.5', Northing: '-0.12' }, 'Easting', 'BAD_COORDINATE', 'looks like degrees'],
    [{ Easting: '51.5', Northing: '0.12' }, 'Easting', 'BAD_COORDINATE', 'looks like degrees'],
    [{ Easting: '530.034', Northing: '180.381' }, 'Northing', 'BAD_COORDINATE', 'whole metres are needed'],
    [{ Easting: '1030000', Northing: '330000' }, 'Easting', 'SWAPPED_COORDINATES', 'look swapped'],
    [{ Easting: '600000', Northing: '600000' }, 'Northing', 'BAD_COORDINATE', 'Not on land'],
    [{ Easting: '1400000', Northing: '180000' }, 'Easting', 'BAD_COORDINATE', 'Not on land'],
  ] as const)('refuses %j in "%s" as %s', (over, column, code, advice) => {
    const result = read(over)
    if (result.kind !== 'reject') throw new Error(JSON.stringify(result))
    expect(result.reject).toMatchObject({ column, code, line: 7 })
    expect(result.reject.advice).toContain(advice)
  })

  it('takes degrees with a decimal comma, and no point then', () => {
    const columns = { ...COLUMNS, easting: undefined, northing: undefined, lat: 'Easting', lng: 'Northing' }
    const mapping = { columns: JSON.parse(JSON.stringify(columns)) as unknown, coordinates: 'wgs84', decimal: ',' }
    expect(accepted({ Easting: '51,5074', Northing: '-0,1278' }, mapping)).toMatchObject({ lat: 51.5074, lng: -0.1278 })
    expect(read({ Easting: '51.5074', Northing: '-0,1278' }, mapping)).toMatchObject({
      reject: { column: 'Easting', code: 'BAD_COORDINATE', advice: expect.stringContaining('decimal comma') },
    })
  })

  it('takes an instant with an offset for what it is, also in the hour that happens twice', () => {
    const mapping = { dates: 'ymd' }
    const over = { 'From date': '2024-10-27T01:30Z', 'From time': '', Recorded: '' }
    expect(formatInstant(accepted(over, mapping).occurredFrom, LONDON)).toBe('2024-10-27T01:30:00+00:00')
    expect(read({ ...over, 'To date': '2024-10-27T01:45+01:00' }, mapping)).toMatchObject({
      reject: { code: 'TIME_ORDER' },
    })
  })

  it('gives rows without an id one of their content', () => {
    expect(accepted({ 'Crime No': '' }).sourceId).toMatch(/^[0-9a-f]{64}#1$/)
  })

  it('refuses accounts as names of places, ids or codes, and keeps nothing of them', () => {
    const account = 'CANARY was walking home when the suspect came up from behind'
    for (const over of [
      { Street: account },
      { Street: account.repeat(9) },
      { Street: account, Easting: '' },
      { Street: account, Offence: 'Arson' },
      { 'Crime No': account },
      { Offence: account.repeat(3) },
      { DA: account.repeat(2) },
    ]) {
      const result = read(over)
      expect(result).toMatchObject({
        kind: 'reject',
        reject: { code: 'BAD_TEXT', value: expect.stringContaining('characters') },
      })
      expect(JSON.stringify(result)).not.toContain('CANARY')
    }
  })

  it('stops at a column of accounts, and goes on after a few among names', () => {
    const start = () =>
      createMappedFormat(parseMapping(MAPPING, 'map.json')).start(Object.keys(ROW), { file: 'in.csv', zone: LONDON })
    const row = (street: string) => Object.values({ ...ROW, Street: street })
    const narrative = row('The victim was punched')
    const all = start()
    expect(() => {
      for (let line = 2; line < 40; line++) all.read(narrative, line)
    }).toThrow('in.csv: the column "Street" holds narratives (20 of the first 20 rows)')
    const few = start()
    for (let line = 2; line < 500; line++)
      expect(few.read(line % 20 === 0 ? narrative : row('Rye Lane'), line).kind).toBe(
        line % 20 === 0 ? 'reject' : 'incident',
      )
  })

  it('names the columns that the file lacks', () => {
    const format = createMappedFormat(parseMapping(MAPPING, 'map.json'))
    expect(() => format.start(['Crime No', 'From date'], { file: 'in.csv', zone: LONDON })).toThrow(
      'in.csv: the header lacks "From time"',
    )
  })
})
