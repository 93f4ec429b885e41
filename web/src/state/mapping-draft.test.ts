import type { IncidentMapping } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import {
  fieldsOf,
  markOf,
  meaningsOf,
  missingFields,
  openMeanings,
  placeBy,
  readColumnAs,
  readColumnAsMark,
  setMeaning,
  setOffenceOfAll,
} from './mapping-draft.ts'

const MAPPING: IncidentMapping = {
  publisher: 'force',
  columns: { occurred_from: 'When', offence: 'Crime', lat: 'Y', lng: 'X', domestic: 'Flags', flags: 'flags ' },
  dates: 'dmy',
  coordinates: 'wgs84',
  decimal: '.',
  values: { offence: { 'Robbery, Personal': 'robbery', Theft: '' } },
}
const COLUMNS = [
  {
    name: 'Crime',
    values: [
      { value: 'Theft', rows: 50 },
      { value: 'Affray', rows: 3 },
      { value: 'ROBBERY, personal', rows: 8 },
      { value: 'Common assault', rows: 20 },
      { value: 'homicide', rows: 1 },
    ],
  },
  {
    name: 'Flags',
    values: [
      { value: 'Knife; Youth', rows: 4 },
      { value: 'knife', rows: 2 },
    ],
  },
  { name: 'Story', values: null },
]

describe('what columns are read as', () => {
  it('is found by the name of the column, without case', () => {
    expect(fieldsOf(MAPPING, 'FLAGS')).toEqual(['flags', 'domestic'])
    expect(fieldsOf(MAPPING, 'Story')).toEqual([])
  })

  it('moves a field from one column to another, and its words do not go along', () => {
    const moved = readColumnAs(MAPPING, 'Class', 'offence', undefined)
    expect(moved.columns.offence).toBe('Class')
    expect(moved.values).toEqual({})
    expect(fieldsOf(moved, 'Crime')).toEqual([])
  })

  it('is on the grid as soon as a column is half of a place on it, and the other way round', () => {
    const onGrid = readColumnAs(MAPPING, 'East', 'easting', undefined)
    expect(onGrid).toMatchObject({ coordinates: 'bng', columns: { easting: 'East', occurred_from: 'When' } })
    expect([onGrid.columns.lat, onGrid.columns.lng]).toEqual([undefined, undefined])
    expect(missingFields(onGrid)).toEqual(['northing'])
    expect(readColumnAs(onGrid, 'Y', 'lat', undefined)).toMatchObject({ coordinates: 'wgs84', columns: { lat: 'Y' } })
    expect(readColumnAs(MAPPING, 'Other', 'lat', undefined).columns).toMatchObject({ lat: 'Other', lng: 'X' })
  })

  it('takes a column for marks of a flag, and then for nothing else', () => {
    const marked = readColumnAsMark(MAPPING, 'Flags', 'knife')
    expect(marked.marks).toEqual({ Flags: 'knife' })
    expect(fieldsOf(marked, 'Flags')).toEqual([])
    expect(markOf(marked, 'flags')).toBe('knife')
    expect(readColumnAsMark(marked, 'flags', 'hate').marks).toEqual({ flags: 'hate' })
    expect(readColumnAsMark(marked, 'FLAGS', undefined)).not.toHaveProperty('marks')
    expect(markOf(MAPPING, 'Flags')).toBeUndefined()
  })

  it('leaves a column unread, but for what else it is read as', () => {
    const left = readColumnAs(MAPPING, 'Flags', undefined, 'domestic')
    expect(fieldsOf(left, 'Flags')).toEqual(['flags'])
    expect(readColumnAs(MAPPING, 'Crime', 'offence', 'offence').values).toEqual(MAPPING.values)
  })

  it('says what must still be chosen', () => {
    expect(missingFields(MAPPING)).toEqual([])
    expect(missingFields(placeBy(MAPPING, 'bng'))).toEqual(['easting', 'northing'])
    expect(missingFields({ ...MAPPING, columns: { offence_code: 'Code' } })).toEqual(['occurred_from', 'lat', 'lng'])
    expect(missingFields({ ...MAPPING, columns: {} })).toContain('offence')
    expect(missingFields(setOffenceOfAll({ ...MAPPING, columns: {} }, 'robbery'))).not.toContain('offence')
  })
})

describe('one offence for every row', () => {
  const all = setOffenceOfAll({ ...MAPPING, columns: {} }, 'robbery')
  it('goes when it is taken back, or a column says the offence', () => {
    expect(all.constants).toEqual({ offence: 'robbery' })
    expect(setOffenceOfAll(all, undefined)).not.toHaveProperty('constants')
    expect(readColumnAs(all, 'Crime', 'offence', undefined)).not.toHaveProperty('constants')
    expect(readColumnAs(all, 'Crime', 'offence_code', undefined).constants).toEqual({ offence: 'robbery' })
  })
})

describe('what values mean', () => {
  it('puts those without a meaning first, the most common before', () => {
    expect(meaningsOf(MAPPING, 'offence', COLUMNS)).toEqual([
      { value: 'Common assault', rows: 20, ours: undefined },
      { value: 'Affray', rows: 3, ours: undefined },
      { value: 'Theft', rows: 50, ours: '' },
      { value: 'ROBBERY, personal', rows: 8, ours: 'robbery' },
      { value: 'homicide', rows: 1, ours: 'homicide' },
    ])
  })

  it('takes several words of one field apart', () => {
    expect(meaningsOf(MAPPING, 'flags', COLUMNS)).toEqual(
      [
        { value: 'Youth', rows: 4, ours: 'youth' },
        { value: 'Knife', rows: 6, ours: 'knife' },
      ].sort((a, b) => b.rows - a.rows),
    )
  })

  it('has none for a column that is not read or is no code list', () => {
    expect(meaningsOf(MAPPING, 'status', COLUMNS)).toBeUndefined()
    expect(meaningsOf(readColumnAs(MAPPING, 'Story', 'status', undefined), 'status', COLUMNS)).toBeUndefined()
  })

  it('can be set, taken away, and given to every other value', () => {
    const set = setMeaning(MAPPING, 'offence', 'affray', 'violence-without-injury')
    expect(openMeanings(set, COLUMNS)).toEqual([
      { field: 'offence', values: [{ value: 'Common assault', rows: 20, ours: undefined }] },
      { field: 'domestic', values: expect.arrayContaining([expect.objectContaining({ value: 'Knife' })]) },
    ])
    expect(setMeaning(set, 'offence', 'THEFT', undefined).values.offence).not.toHaveProperty('Theft')
    const rest = setMeaning(MAPPING, 'offence', '*', '')
    expect(openMeanings(rest, COLUMNS).map(({ field }) => field)).toEqual(['domestic'])
  })
})
