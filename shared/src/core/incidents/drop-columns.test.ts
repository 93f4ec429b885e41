import { describe, expect, it } from 'vitest'
import { dropColumns } from './drop-columns.ts'

const HEADER = ['id', 'Victim Surname', ' DOB ', 'place_name']

describe('dropColumns', () => {
  it('refuses columns that speak of persons, each by its name', () => {
    expect(() => dropColumns(HEADER, { drop: ['dob'], isMapped: false }, 'f.csv')).toThrow(
      /^f\.csv has columns that speak of persons: "Victim Surname"\./,
    )
  })

  it('repeats no more of a long name than its beginning', () => {
    const long = `Victim name ${'x'.repeat(48)}`
    expect(() => dropColumns([`${long}SECRET`], { drop: [], isMapped: false }, 'f.csv')).toThrow(`"${long}".`)
  })

  it('is content when they are dropped, or a mapping leaves them out', () => {
    expect(dropColumns(HEADER, { drop: ['DOB', ' victim surname', 'gone'], isMapped: false }, 'f.csv')).toEqual([
      'id',
      '',
      '',
      'place_name',
    ])
    expect(dropColumns(HEADER, { drop: [], isMapped: true }, 'f.csv')).toEqual(HEADER)
  })

  it('drops a column that a format would read', () => {
    expect(dropColumns(['id', 'place_name'], { drop: ['Place_Name'], isMapped: false }, 'f.csv')).toEqual(['id', ''])
  })
})
