import { describe, expect, it } from 'vitest'
import { createZone, formatLocalMinute } from '../../time.ts'
import { canonicalFormat } from './canonical.ts'
import type { RowResult } from './format.ts'

const HEADER = [
  'id',
  'occurred_from',
  'occurred_to',
  'offence',
  'lat',
  'lng',
  'offence_code',
  'flags',
  'how_found',
  'domestic',
  'place_type',
  'recorded_at',
  'place_name',
]
const london = createZone('Europe/London')
const context = { file: 'in.csv', zone: london }

const GOOD: Record<string, string> = {
  id: 'A1',
  occurred_from: '2026-05-03T22:14',
  offence: 'robbery',
  lat: '51.4700',
  lng: '-0.0690',
}
const row = (over: Record<string, string> = {}): string[] => HEADER.map((name) => ({ ...GOOD, ...over })[name] ?? '')
const read = (over: Record<string, string> = {}): RowResult => canonicalFormat.start(HEADER, context).read(row(over), 7)
const accepted = (over: Record<string, string> = {}) => {
  const result = read(over)
  if (result.kind !== 'incident') throw new Error(JSON.stringify(result))
  return result.incident
}
const local = (utcMin: number): string => formatLocalMinute(london.toLocalMin(utcMin))

describe('the canonical format', () => {
  it('reads a row with required values only, and assumes nothing about the rest', () => {
    const { occurredFrom, ...rest } = accepted()
    expect(local(occurredFrom)).toBe('2026-05-03T22:14')
    expect(rest).toEqual({
      publisher: 'force',
      sourceId: 'A1',
      occurredTo: null,
      precision: 'minute',
      recordedAt: null,
      offence: 'robbery',
      offenceCode: null,
      flags: [],
      howFound: 'unknown',
      domestic: null,
      placeType: null,
      lat: 51.47,
      lng: -0.069,
      placeName: null,
    })
  })

  it('reads every optional column', () => {
    const incident = accepted({
      occurred_to: '2026-05-04T01:00',
      offence_code: '8n',
      flags: 'youth knife  knife',
      how_found: 'Public',
      domestic: 'false',
      place_type: 'park',
      recorded_at: '2026-05-04T09:30',
      place_name: ' Rye  Lane ',
    })
    expect(local(incident.occurredTo!)).toBe('2026-05-04T01:00')
    expect(local(incident.recordedAt!)).toBe('2026-05-04T09:30')
    expect(incident).toMatchObject({
      offenceCode: '8N',
      flags: ['knife', 'youth'],
      howFound: 'public',
      domestic: false,
      placeType: 'park',
      placeName: 'Rye Lane',
    })
  })

  it('finds columns by name in any order, without case and outer spaces, and never looks at others', () => {
    const untouchable = {
      toString: () => {
        throw new Error('read')
      },
    } as unknown as string
    const header = [' LNG ', 'Suspect Name', 'Lat', 'OFFENCE', 'id', 'occurred_to', 'Occurred_From']
    const fields = ['-0.069', untouchable, '51.47', 'homicide', 'B2', '', '2026-05-03']
    expect(canonicalFormat.start(header, context).read(fields, 2)).toMatchObject({
      kind: 'incident',
      incident: { sourceId: 'B2', offence: 'homicide', lat: 51.47, lng: -0.069, precision: 'day' },
    })
  })

  it.each([
    ['2026-05', 'month', '2026-05-01T00:00'],
    ['2026-05-03', 'day', '2026-05-03T00:00'],
    ['2026-05-03T00:00', 'minute', '2026-05-03T00:00'],
  ])('takes what is written as the precision: %s is a %s', (written, precision, from) => {
    const incident = accepted({ occurred_from: written })
    expect([incident.precision, local(incident.occurredFrom)]).toEqual([precision, from])
  })

  it.each([
    ['2026-05-03T22:14', '2026-05-03', 'day'],
    ['2026-05-03', '2026-05-03T01:00', 'day'],
    ['2026-05-03', '2026-05', 'month'],
  ])('gives %s to %s the coarser precision, and no end before its beginning', (from, to, precision) => {
    const incident = accepted({ occurred_from: from, occurred_to: to })
    expect(incident.precision).toBe(precision)
    expect(incident.occurredTo).toBeGreaterThanOrEqual(incident.occurredFrom)
  })

  it('ends no earlier than it begins when the clock change moves its beginning past its end', () => {
    const incident = accepted({ occurred_from: '2027-03-28T01:35', occurred_to: '2027-03-28T02:07' })
    expect(local(incident.occurredFrom)).toBe('2027-03-28T02:35')
    expect(incident.occurredTo).toBe(incident.occurredFrom)
  })

  it.each([
    ['01:50', '01:10', 20],
    ['01:00', '01:59', 59],
    ['01:01', '01:00', 59],
    ['01:30', '01:30', 0],
    ['00:50', '01:10', 20],
  ])(
    'reads %s to %s on the night the clocks go back as %i minutes: a later time may read earlier',
    (from, to, minutes) => {
      const written = { occurred_from: `2026-10-25T${from}`, occurred_to: `2026-10-25T${to}` }
      const { occurredFrom, occurredTo } = accepted(written)
      expect(occurredTo! - occurredFrom).toBe(minutes)
      expect(read(written)).toMatchObject({ ambiguousTimes: from < '01' ? 1 : 2 })
    },
  )

  it.each([
    ['2026-10-25T02:05', '2026-10-25T01:50'],
    ['2026-10-25T01:50', '2026-10-25T00:55'],
    ['2026-10-25T01:50', '2025-10-26T01:10'],
    ['2026-10-24T01:50', '2026-10-24T01:10'],
  ])('still refuses %s to %s: no second pass makes that one later', (occurred_from, occurred_to) => {
    expect(read({ occurred_from, occurred_to })).toMatchObject({ kind: 'reject', reject: { code: 'TIME_ORDER' } })
  })

  it('counts times that the clock change made ambiguous or skipped', () => {
    const changed = {
      occurred_from: '2026-10-25T01:30',
      occurred_to: '2026-10-25T01:45',
      recorded_at: '2027-03-28T01:10',
    }
    expect(read(changed)).toMatchObject({ kind: 'incident', ambiguousTimes: 2, skippedTimes: 1 })
    expect(read()).toMatchObject({ ambiguousTimes: 0, skippedTimes: 0 })
  })

  it.each(['weapons', 'other'])('leaves %s out of scope, whatever else the row says', (offence) => {
    expect(read({ offence, lat: '' })).toEqual({ kind: 'out-of-scope', reason: offence, notices: [] })
  })

  it.each([
    ['occurred_from', '', 'MISSING_VALUE', 'Every row needs'],
    ['offence', '', 'MISSING_VALUE', 'robbery'],
    ['occurred_from', '03/05/2026', 'BAD_TIME', 'YYYY-MM-DDTHH:MM'],
    ['occurred_from', '2026-02-30', 'BAD_TIME', 'YYYY-MM-DD'],
    ['occurred_from', '1989-12-31', 'BAD_TIME', '1990 to 2059'],
    ['occurred_from', '2060-01-01', 'BAD_TIME', '1990 to 2059'],
    ['occurred_from', '2026-05-03T22:14Z', 'BAD_TIME', 'without an offset'],
    ['occurred_to', '2026-05-03T22:13', 'TIME_ORDER', 'ends before it begins'],
    ['occurred_to', '2026-05-02', 'TIME_ORDER', 'ends before it begins'],
    ['occurred_to', 'later', 'BAD_TIME', 'YYYY-MM'],
    ['recorded_at', 'x', 'BAD_TIME', 'YYYY-MM'],
    ['offence', 'burglary', 'BAD_OFFENCE', 'homicide, violence-with-injury'],
    ['lat', '', 'NO_COORDINATES', 'Geocode'],
    ['lng', '', 'NO_COORDINATES', 'Geocode'],
    ['lat', '51,47', 'BAD_COORDINATE', 'decimal point'],
    ['lat', '90.01', 'SWAPPED_COORDINATES', 'look swapped'],
    ['lat', '180.5', 'BAD_COORDINATE', 'latitude -90 to 90'],
    ['lat', '177012', 'BAD_COORDINATE', 'grid metres'],
    ['lng', '-180.01', 'BAD_COORDINATE', 'longitude -180 to 180'],
    ['lat', '0x33', 'BAD_COORDINATE', 'as a number'],
    ['how_found', 'informant', 'BAD_CODE_VALUE', 'public, police, unknown'],
    ['domestic', 'yes', 'BAD_CODE_VALUE', 'true, false'],
    ['place_type', 'school', 'BAD_CODE_VALUE', 'licensed'],
    ['flags', 'knife,youth', 'BAD_CODE_VALUE', 'Separate flags by spaces'],
    ['offence_code', 'assault on a shopkeeper', 'BAD_CODE_VALUE', 'Home Office'],
    ['place_name', 'Caf\u{FFFD}', 'BAD_TEXT', 'UTF-8'],
    ['id', 'A\u{0}1', 'BAD_TEXT', 'UTF-8'],
    ['place_name', 'x'.repeat(201), 'BAD_TEXT', 'Longer than 200'],
  ])('refuses %s "%s" as %s', (column, value, code, advice) => {
    const result = read({ [column]: value })
    if (result.kind !== 'reject') throw new Error(JSON.stringify(result))
    expect(result.reject).toMatchObject({
      file: 'in.csv',
      line: 7,
      column,
      // What is too long is a narrative, and may speak of people: it is not repeated.
      value: value.length > 200 ? '201 characters' : value.replace('\u{0}', '\u{FFFD}'),
      code,
    })
    expect(result.reject.advice).toContain(advice)
  })

  it.each(['High Street', ' High Street', 'High Street ', 'High  Street', 'High\tStreet', "'+High Street"])(
    'takes "%s" without white space around it or doubled, and without the mark of a text',
    (text) =>
      expect(accepted({ place_name: text }).placeName).toBe(text.startsWith("'") ? '+High Street' : 'High Street'),
  )

  it.each(['-90', '90'])('takes a latitude of exactly %s', (lat) => expect(accepted({ lat }).lat).toBe(Number(lat)))
  it.each(['-180', '180', '-0'])('takes a longitude of exactly %s', (lng) =>
    expect(accepted({ lng }).lng).toBe(Number(lng) + 0),
  )

  it('says that 0/0 stands for an unknown place, and that coordinates look swapped', () => {
    expect(read({ lat: '0', lng: '-0.0' })).toMatchObject({ reject: { code: 'ZERO_COORDINATES' } })
    expect(accepted({ lat: '0', lng: '9.45' }).lat).toBe(0)
    const swapped = read({ lat: '-118.2', lng: '34.05' })
    expect(swapped).toMatchObject({ reject: { code: 'SWAPPED_COORDINATES', column: 'lat' } })
    expect(swapped).toHaveProperty('reject.advice', expect.stringContaining('swapped'))
  })

  it.each([5, 14])('refuses a row of %i fields under a header of 13', (fields) => {
    const reader = canonicalFormat.start(HEADER, context)
    expect(reader.read(Array(fields).fill('x'), 3)).toMatchObject({
      kind: 'reject',
      reject: { code: 'WRONG_COLUMN_COUNT', value: `${fields} fields`, line: 3 },
    })
  })

  it('gives rows without an id the digest of their content and their number among the same', () => {
    const reader = canonicalFormat.start(HEADER, context)
    const idOf = (over: Record<string, string>): string => {
      const result = reader.read(row({ id: '', ...over }), 2)
      return result.kind === 'incident' ? result.incident.sourceId : result.kind
    }
    const ids = [idOf({}), idOf({}), idOf({ lat: '51.48' }), idOf({})]
    const digest = ids[0]!.slice(0, 64)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(ids).toEqual([`${digest}#1`, `${digest}#2`, expect.not.stringContaining(digest), `${digest}#3`])
  })

  it('names the file and the missing columns of a header that does not fit', () => {
    expect(() => canonicalFormat.start(['id', 'offence', 'lat', 'lon'], context)).toThrow(
      /^in\.csv: the header lacks "occurred_from", "occurred_to", "lng"\. It has 4 columns\./,
    )
    expect(() => canonicalFormat.start([...HEADER, 'Lat'], context)).toThrow('"lat" is there twice')
  })
})
