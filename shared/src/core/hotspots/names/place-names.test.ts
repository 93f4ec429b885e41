import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namePlaces } from './place-names.ts'
import { labelsNear } from './label-index.ts'
import { plainNames, plainPlaceName } from '../../source-names.ts'

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
    ['West Ham (dlr)', 'West Ham station'],
    ['Harrow On The Hill (underground)', 'Harrow On The Hill station'],
    ['Waterloo (london) (station)', 'Waterloo station'],
    ['On or near Petrol Station', 'Petrol Station'],
    ['ON OR NEAR RYE LANE', 'Rye Lane'],
    ['STRATFORD (STATION)', 'Stratford station'],
    ['PETROL STATION', 'Petrol station'],
    ["ST JOHN'S ROAD, SW11", "St John's Road, SW11"],
    ["O'CONNELL WAY BY THE GREEN", "O'Connell Way by the Green"],
    ['THE STRAND', 'The Strand'],
    ['N STATE STREET & W 22ND PLACE', 'N State Street & W 22nd Place'],
    ['A23/BRIXTON ROAD', 'A23/Brixton Road'],
    ['ÉCOLE ÎLE-DU-NORD', 'École Île-Du-Nord'],
    ['A1', 'A1'],
    ['NW Centre', 'NW Centre'],
    ['McDonald Road', 'McDonald Road'],
  ])('makes "%s" into "%s"', (source, plain) => {
    expect(plainPlaceName(source)).toBe(plain)
  })
})

describe('plainNames', () => {
  it('has each name once, whatever its case or what the source puts around it, in the order given', () => {
    expect(plainNames(['On or near Mill Lane', '', 'High Street', 'MILL LANE', 'high street', ' Mill  Lane '])).toEqual(
      ['Mill Lane', 'High Street'],
    )
  })
})

describe('labelsNear', () => {
  const label = (name: string, lat: number, lng = -0.1) => ({ name, lat, lng })
  const METRE = 1 / 111_195
  it('has the nearest first, and equals by name, whatever the order of the labels', () => {
    const labels = [label('B', 51.5005), label('A', 51.5005), label('C', 51.5001), label('A', 51.5005)]
    for (const given of [labels, labels.toReversed()])
      expect(labelsNear(given, { lat: 51.5, lng: -0.1 })).toEqual(['C', 'A', 'A', 'B'])
  })
  it('finds a label 240 m to the north or south wherever on earth, and none at 260 m', () => {
    for (let step = 0; step < 60; step++) {
      const here = { lat: 51.5 + 10 * step * METRE, lng: -0.1 }
      for (const side of [-1, 1]) {
        expect(labelsNear([label('near', here.lat + side * 240 * METRE)], here)).toEqual(['near'])
        expect(labelsNear([label('far', here.lat + side * 260 * METRE)], here)).toEqual([])
      }
    }
  })
})

describe('namePlaces', () => {
  it('tells namesakes apart by where they lie from their middle, in metres and not in degrees', () => {
    const words = ['east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east']
    // At 60 degrees north a degree to the east is half as long as one to the north.
    const around = words.map((_, i) => ({
      lat: 60 + 0.001 * Math.sin((i * Math.PI) / 4),
      lng: 10 + 0.002 * Math.cos((i * Math.PI) / 4),
    }))
    expect(namePlaces(around.map((where) => place(['High Street'], where)))).toEqual(
      words.map((word) => `High Street (${word})`),
    )
  })
  it('looks for a second street among the first six, and further down for none', () => {
    const shared = ['A Road', 'B Road', 'C Road', 'D Road', 'E Road', 'F Road']
    const named = (same: number) => [
      place(['High Street', ...shared.slice(0, same), 'Own Lane']),
      place(['High Street', ...shared.slice(0, same), 'Other Lane'], { lat: 51.51 }),
    ]
    expect(namePlaces(named(5))).toEqual(['High Street near Own Lane', 'High Street near Other Lane'])
    expect(namePlaces(named(6))).toEqual(['High Street near A Road (south)', 'High Street near A Road (north)'])
  })

  it('takes the commonest street, and a second that the other does not have only among namesakes', () => {
    const names = namePlaces([
      place(['On or near High Street', 'On or near Bank', 'On or near Mill Lane']),
      place(['On or near High Street', 'On or near Bank', 'On or near Station Road']),
      place(['On or near Mill Lane', 'On or near High Street']),
    ])
    expect(names).toEqual(['High Street near Mill Lane', 'High Street near Station Road', 'Mill Lane'])
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
  it('tells a street by the station there, and leaves a station as it is', () => {
    expect(
      namePlaces([
        place(['On or near Rye Lane', 'Peckham Rye (station)']),
        place(['Euston (station)', 'On or near Euston Road', 'St Pancras (station)']),
      ]),
    ).toEqual(['Rye Lane near Peckham Rye station', 'Euston station'])
  })
  it('prefers any street to a kind of place: its own, then a label’s, then one around', () => {
    const labels = [{ name: 'Label Street', lat: 51.5005, lng: -0.1 }]
    const nearbyNames = () => ['On or near Supermarket', 'On or near Side Street']
    const kinds = ['On or near Nightclub', 'On or near Parking Area']
    const names = (sourceNames: string[], given: typeof labels) =>
      namePlaces([place(sourceNames, { nearbyNames })], given)
    expect(names([...kinds, 'On or near Frith Street'], labels)).toEqual(['Frith Street'])
    expect(names(kinds, labels)).toEqual(['Label Street'])
    expect(names(kinds, [])).toEqual(['Side Street'])
    expect(namePlaces([place(kinds)])).toEqual(['Nightclub'])
  })
  it('asks the nearest label within 250 m, then the area, where the data has no names', () => {
    const labels = [
      { name: 'On or near Hospital', lat: 51.5, lng: -0.1 },
      { name: 'On or near Rye Lane', lat: 51.5005, lng: -0.1 },
      { name: 'Farther Street', lat: 51.501, lng: -0.1 },
    ]
    expect(namePlaces([place([])], labels)).toEqual(['Rye Lane'])
    expect(namePlaces([place([])], labels.toReversed())).toEqual(['Rye Lane'])
    expect(namePlaces([place([])], [{ ...labels[1]!, lat: 51.50224 }])).toEqual(['Rye Lane'])
    expect(namePlaces([place([])], [{ ...labels[1]!, lat: 51.50226 }])).toEqual(['Camden'])
    expect(namePlaces([place([], { area: '', bcu: 'force' })])).toEqual(['force'])
  })
  it('keeps off names that are given, and off numbers that are in a street’s own name', () => {
    expect(namePlaces([place(['High Street'])], [], [{ area: 'Camden', bcu: 'CN', name: 'high street' }])).toEqual([
      expect.stringMatching(/^High Street \(/),
    ])
    expect(namePlaces([place(['Way (east) 1']), place(['Way']), place(['Way'])])).toEqual([
      'Way (east) 1',
      'Way (east) 2',
      'Way (east) 3',
    ])
  })

  /** Few names and places, so that they meet all the time; among them what the rules themselves make. */
  const NAMES = [
    'High Street',
    'high street',
    'On or near High Street',
    'Mill Lane',
    'Nightclub',
    'Euston (station)',
    '',
  ]
  const MADE = ['High Street near Mill Lane', 'High Street (east)', 'High Street (east) 1', 'Nightclub 1', 'Camden']
  const anyName = fc.constantFrom(...NAMES, ...MADE)
  const anyPlace = fc.record({
    lat: fc.constantFrom(51.5, 51.5001, 51.51),
    lng: fc.constantFrom(-0.1, -0.1001),
    area: fc.constantFrom('Camden', 'Islington', ''),
    bcu: fc.constant('CN'),
    sourceNames: fc.array(anyName, { maxLength: 4 }),
    around: fc.array(anyName, { maxLength: 2 }),
  })
  const anyLabel = fc.record({ name: anyName, lat: fc.constantFrom(51.5, 51.51), lng: fc.constant(-0.1) })

  it('is unique within each area whatever the places, labels and names given', () => {
    fc.assert(
      fc.property(
        fc.array(anyPlace, { maxLength: 12 }),
        fc.array(anyLabel, { maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom(...MADE, 'High Street'), { maxLength: 3 }),
        (places, labels, given) => {
          const taken = given.map((name) => ({ area: 'Camden', bcu: 'CN', name }))
          const names = namePlaces(
            places.map(({ around, ...one }) => ({ ...one, nearbyNames: () => around })),
            labels,
            taken,
          )
          const keys = [
            ...taken.map(({ area, name }) => `${area}|${name.toLowerCase()}`),
            ...names.map((name, i) => `${places[i]!.area}|${name.toLowerCase()}`),
          ]
          expect(names.every((name) => name !== '')).toBe(true)
          expect(new Set(keys).size).toBe(keys.length)
        },
      ),
      { numRuns: 1000 },
    )
  })
  it('does not hang on the order of labels', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 8 }), fc.array(anyLabel, { maxLength: 6 }), (places, labels) => {
        expect(namePlaces(places, labels.toReversed())).toEqual(namePlaces(places, labels))
      }),
    )
  })
})
