import { describe, expect, it } from 'vitest'
import { findFittingMappings } from './fit-mapping.ts'

const saved = (name: string, ...columns: string[]) => ({
  name,
  mapping: { columns: Object.fromEntries(columns.map((column, i) => [`field${i}`, column])) },
})
const names = (header: string[], ...all: ReturnType<typeof saved>[]) =>
  findFittingMappings(header, all).map(({ name }) => name)

describe('findFittingMappings', () => {
  it('takes mappings whose columns are all there, whatever the case, the one that reads most first', () => {
    const header = ['CRIME REF', ' Easting', 'Northing', 'Offence', 'Surname']
    expect(
      names(
        header,
        saved('few', 'Crime Ref', 'Offence'),
        saved('lacks one', 'Crime Ref', 'Offence', 'Date'),
        saved('most', 'Crime Ref', 'easting ', 'Northing'),
        saved('few too', 'Offence', 'offence', 'Easting'),
      ),
    ).toEqual(['most', 'few', 'few too'])
  })

  it('takes no mapping of one offence for a file that has a column for it', () => {
    const robberies = { name: 'robberies', mapping: { columns: { id: 'Ref' }, constants: { offence: 'robbery' } } }
    expect(findFittingMappings(['Ref', 'Type'], [robberies])).toEqual([robberies])
    for (const column of ['Offence', 'CRIME_TYPE', 'HO Code'])
      expect(findFittingMappings(['Ref', column], [robberies])).toEqual([])
  })

  it('takes the one that reads most first, wherever it is kept', () => {
    const [few, most] = [saved('few', 'a'), saved('most', 'a', 'b')]
    expect(names(['a', 'b'], few, most)).toEqual(['most', 'few'])
    expect(names(['a', 'b'], most, few)).toEqual(['most', 'few'])
  })

  it('takes no mapping whose marks are not there, and counts those that are', () => {
    const marked = { name: 'marked', mapping: { columns: { id: 'Ref' }, marks: { 'Knife Marker': 'knife' } } }
    expect(findFittingMappings(['Ref'], [marked])).toEqual([])
    expect(findFittingMappings(['Ref', 'knife marker'], [saved('plain', 'Ref'), marked])).toMatchObject([
      { name: 'marked' },
      { name: 'plain' },
    ])
  })

  it('takes none for a header of nothing', () => {
    expect(names([], saved('a', 'x'))).toEqual([])
  })
})
