import { describe, expect, it } from 'vitest'
import { findFormat, FORMAT_NAMES } from '../formats/index.ts'
import { parseMapping } from './parse-mapping.ts'

const COLUMNS = { occurred_from: 'Date', offence: 'Offence', lat: 'Lat', lng: 'Lng' }
const parse = (value: unknown) => parseMapping(value, 'map.json')

describe('parseMapping', () => {
  it('needs columns only', () =>
    expect(parse({ columns: COLUMNS })).toEqual({
      publisher: 'force',
      columns: COLUMNS,
      dates: 'ymd',
      coordinates: 'wgs84',
      decimal: '.',
      values: {},
    }))

  it('gives back what it has parsed', () => {
    const mapping = parse({
      publisher: 'Niche: north',
      columns: { occurred_from: 'From', offence_code: 'HO', easting: 'E', northing: 'N', flags: 'HO' },
      dates: 'excel',
      times: 'hours',
      coordinates: 'bng',
      decimal: ',',
      values: { flags: { KN: 'knife', 'A*': 'hate youth', '': '' } },
    })
    expect(parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
  })

  it('has times of day by the clock unless it says otherwise', () => {
    expect(parse({ columns: COLUMNS, times: 'clock' })).not.toHaveProperty('times')
    expect(parse({ columns: COLUMNS, times: 'hours' }).times).toBe('hours')
  })

  it('takes one offence for every row where no column says it', () => {
    const { offence, ...columns } = COLUMNS
    expect(parse({ columns, constants: { offence: 'robbery' } }).constants).toEqual({ offence: 'robbery' })
    const beside = { ...columns, offence_code: offence }
    expect(parse({ columns: beside, constants: { offence: 'homicide' } }).constants).toEqual({ offence: 'homicide' })
    expect(parse({ columns: COLUMNS, constants: {} })).not.toHaveProperty('constants')
  })

  it.each<[string, unknown]>([
    ['a mapping is one JSON object', []],
    ['a mapping is one JSON object', null],
    ['a mapping is one JSON object', 'x'],
    ['there is no "column" in a mapping', { column: {} }],
    ['columns is missing', {}],
    ['columns is ["Date"]', { columns: ['Date'] }],
    ['columns has "when"; it may have: id, occurred_from', { columns: { when: 'Date' } }],
    ['columns.offence is ""; it must be a header name', { columns: { ...COLUMNS, offence: '' } }],
    ['columns.offence is 3', { columns: { ...COLUMNS, offence: 3 } }],
    ['columns.lng and columns.lat are both "lat "', { columns: { ...COLUMNS, lng: 'lat ' } }],
    ['columns lacks occurred_from, lat, lng, offence', { columns: {} }],
    ['times is "minutes"; it must be one of: clock hours', { columns: COLUMNS, times: 'minutes' }],
    ['columns lacks easting, northing', { columns: COLUMNS, coordinates: 'bng' }],
    ['columns.easting cannot be read with coordinates "wgs84"', { columns: { ...COLUMNS, easting: 'E' } }],
    [
      'columns.occurred_to_time is a time of day and needs the column of its date, columns.occurred_to.',
      { columns: { ...COLUMNS, occurred_to_time: 'T' } },
    ],
    [
      'columns reads "Victim name", "DOB", which by the name is about a person',
      { columns: { ...COLUMNS, id: 'Victim name', place_name: 'DOB' } },
    ],
    ['dates is "ydm"; it must be one of: ymd dmy mdy excel', { columns: COLUMNS, dates: 'ydm' }],
    ['coordinates is "utm"', { columns: COLUMNS, coordinates: 'utm' }],
    ['decimal is ";"', { columns: COLUMNS, decimal: ';' }],
    ['publisher is ""', { columns: COLUMNS, publisher: '' }],
    ['publisher is "a\\nb"', { columns: COLUMNS, publisher: 'a\nb' }],
    ['constants is "robbery"; it must be {', { columns: COLUMNS, constants: 'robbery' }],
    ['constants has "lat"; it may have: offence.', { columns: COLUMNS, constants: { lat: '51.5' } }],
    ['constants.offence is "Robbery"; it must be one of: homicide', { columns: {}, constants: { offence: 'Robbery' } }],
    ['constants.offence is ""; it must be one of', { columns: {}, constants: { offence: '' } }],
    ['constants.offence is ["robbery"]', { columns: {}, constants: { offence: ['robbery'] } }],
    [
      'constants.offence is "robbery", and columns.offence reads "Offence". Where a column says it',
      { columns: COLUMNS, constants: { offence: 'robbery' } },
    ],
    ['columns lacks occurred_from, lat, lng. It needs', { columns: {}, constants: { offence: 'robbery' } }],
    ['marks is "Knife"; it must be {', { columns: COLUMNS, marks: 'Knife' }],
    ['marks["Knife"] is "blade"; it must be one of: knife, firearm', { columns: COLUMNS, marks: { Knife: 'blade' } }],
    ['marks[" "] must be a header name', { columns: COLUMNS, marks: { ' ': 'knife' } }],
    [
      'marks["knife "] reads the column that marks["Knife"] reads',
      { columns: COLUMNS, marks: { Knife: 'knife', 'knife ': 'hate' } },
    ],
    ['marks["OFFENCE"] reads the column that columns.offence reads', { columns: COLUMNS, marks: { OFFENCE: 'knife' } }],
    [
      'columns reads "Victim Under 18", which by the name is about a person',
      { columns: COLUMNS, marks: { 'Victim Under 18': 'youth' } },
    ],
    ['values has "id"', { columns: COLUMNS, values: { id: {} } }],
    ['values.offence is "x"', { columns: COLUMNS, values: { offence: 'x' } }],
    [
      'values.offence["ABH"] is "assault"; it must be one of: homicide',
      { columns: COLUMNS, values: { offence: { ABH: 'assault' } } },
    ],
    ['values.domestic["Y"] is true', { columns: COLUMNS, values: { domestic: { Y: true } } }],
    [
      'values.offence["ABH"] is "robbery weapons"',
      { columns: COLUMNS, values: { offence: { ABH: 'robbery weapons' } } },
    ],
    ['values.domestic["y "] is there twice', { columns: COLUMNS, values: { domestic: { Y: 'true', 'y ': 'false' } } }],
  ])('says %s', (message, value) => expect(() => parse(value)).toThrow(`map.json: ${message}`))

  it('takes a name of 200 characters and a list of 2,000 words, and no more', () => {
    const named = (length: number) => parse({ columns: { ...COLUMNS, id: 'x'.repeat(length) } })
    const words = (count: number) =>
      parse({
        columns: COLUMNS,
        values: { offence: Object.fromEntries(Array.from({ length: count }, (_, i) => [`word ${i}`, 'robbery'])) },
      })
    expect(named(200).columns.id).toHaveLength(200)
    expect(() => named(201)).toThrow('columns.id is "xxx')
    expect(Object.keys(words(2000).values.offence!)).toHaveLength(2000)
    expect(() => words(2001)).toThrow('values.offence has 2001 entries, at most 2000')
    expect(() => parse({ columns: { ...COLUMNS, id: '  ' } })).toThrow('columns.id is "  "')
    // A value that is refused is repeated up to a hundred characters.
    expect(() => parse({ columns: 'x'.repeat(5000) })).toThrow(/^map\.json: columns is "x{99}; it must be/)
  })

  it('lets words share a column among themselves only', () => {
    const shared = (...fields: string[]) =>
      parse({ columns: { ...COLUMNS, ...Object.fromEntries(fields.map((field) => [field, 'Crime Type'])) } })
    expect(shared('offence', 'flags', 'place_type').columns).toMatchObject({ flags: 'Crime Type' })
    expect(() => shared('flags', 'place_name')).toThrow('columns.place_name and columns.flags are both "Crime Type"')
    expect(() => shared('id', 'flags')).toThrow('columns.flags and columns.id are both "Crime Type"')
  })

  it('takes several flags for one word, and refuses one that is none among them', () => {
    const flags = (ours: string) => parse({ columns: COLUMNS, values: { flags: { both: ours } } })
    expect(flags('knife hate').values.flags).toEqual({ both: 'knife hate' })
    for (const ours of ['knife sharp', 'sharp knife', 'knife  hate', 'knife '])
      expect(() => flags(ours)).toThrow('values.flags')
  })

  it('holds no trap for the names of objects', () => {
    const value: unknown = JSON.parse(
      '{"columns":{"occurred_from":"constructor","offence":"__proto__","lat":"a","lng":"b"},"values":{"offence":{"__proto__":"robbery","toString":"weapons"}}}',
    )
    const { columns, values } = parse(value)
    expect(columns).toEqual({ occurred_from: 'constructor', offence: '__proto__', lat: 'a', lng: 'b' })
    expect(Object.entries(values.offence ?? {})).toEqual([
      ['__proto__', 'robbery'],
      ['toString', 'weapons'],
    ])
  })
})

describe('findFormat', () => {
  const mapping = parse({ columns: COLUMNS })
  it('finds every format by its name', () => {
    expect(FORMAT_NAMES).toEqual(['canonical', 'police-uk', 'police-uk-api', 'chicago', 'mapped'])
    for (const name of FORMAT_NAMES)
      expect(findFormat(name, name === 'mapped' ? mapping : undefined)).toMatchObject({ name })
  })
  it('wants a mapping for mapped, and for no other', () => {
    expect(() => findFormat('mapped')).toThrow('needs a mapping')
    expect(() => findFormat('chicago', mapping)).toThrow('chicago has its own columns')
  })
})
