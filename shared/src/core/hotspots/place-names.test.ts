import { describe, expect, it } from 'vitest'
import { namePlaces, plainPlaceName } from './place-names.ts'

const place = (sourceNames: string[], over: Partial<Parameters<typeof namePlaces>[0][number]> = {}) => ({
  lat: 51.5,
  lng: -0.1,
  area: 'Camden',
  bcu: 'CN',
  sourceNames,
  ...over,
})

describe('plainPlaceName', () => {
  it.each([
    ['On or near High Street', 'High Street'],
    ['  on or near  The  Quadrant ', 'The Quadrant'],
    ['On or near Oxford Circus (lu Station)', 'Oxford Circus station'],
    ['Euston (station)', 'Euston station'],
    ['Victoria Lu Station (lu Station)', 'Victoria station'],
  ])('makes "%s" into "%s"', (source, plain) => {
    expect(plainPlaceName(source)).toBe(plain)
  })
})

describe('namePlaces', () => {
  it('takes the commonest street, and a second only among namesakes', () => {
    const names = namePlaces([
      place(['On or near High Street', 'On or near Mill Lane']),
      place(['On or near High Street', 'On or near Station Road']),
      place(['On or near Mill Lane', 'On or near High Street']),
    ])
    expect(names).toEqual(['High Street / Mill Lane', 'High Street / Station Road', 'Mill Lane'])
  })
  it('lets two areas have a High Street each', () => {
    expect(namePlaces([place(['High Street']), place(['High Street'], { area: 'Islington' })])).toEqual([
      'High Street',
      'High Street',
    ])
  })
  it('says where namesakes lie when streets do not tell them apart, and numbers the rest', () => {
    const streets = ['High Street']
    expect(namePlaces([place(streets, { lat: 51.51 }), place(streets)])).toEqual([
      'High Street (north)',
      'High Street (south)',
    ])
    expect(new Set(namePlaces([place(streets), place(streets), place(streets)])).size).toBe(3)
  })
  it('tells a kind of place by a street beside it', () => {
    expect(namePlaces([place(['On or near Nightclub', 'On or near Frith Street'])])).toEqual([
      'Nightclub near Frith Street',
    ])
  })
  it('asks the labels, then the area, where the data has no names', () => {
    const labels = [
      { name: 'On or near Rye Lane', lat: 51.5005, lng: -0.1 },
      { name: 'Far Street', lat: 51.52, lng: -0.1 },
    ]
    expect(namePlaces([place([])], labels)).toEqual(['Rye Lane'])
    expect(namePlaces([place([]), place([])])).toEqual(expect.arrayContaining([expect.stringMatching(/^Camden/)]))
    expect(namePlaces([place([], { area: '', bcu: 'force' })])).toEqual(['force'])
  })
})
