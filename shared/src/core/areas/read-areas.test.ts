import { describe, expect, it } from 'vitest'
import { readAreas } from './read-areas.ts'

const sources = { boundaries: 'b.geojson', areas: 'a.csv' }
const ring = [
  [-0.2, 51.5],
  [-0.1, 51.5],
  [-0.1, 51.6],
  [-0.2, 51.5],
]
const bowTie = [
  [0, 51.5],
  [0.1, 51.6],
  [0.1, 51.5],
  [0, 51.6],
  [0, 51.5],
]
/** a square of a hundredth of a degree */
const hole = (lng: number, lat: number) => [
  [lng, lat],
  [lng + 0.01, lat],
  [lng + 0.01, lat + 0.01],
  [lng, lat + 0.01],
  [lng, lat],
]
/** from Nelson's Column to the east and north, metres */
const gridRing = [
  [530037, 180434],
  [531000, 180434],
  [531000, 181000],
  [530037, 180434],
]
const feature = (name: unknown, geometry: unknown = { type: 'Polygon', coordinates: [ring] }) => ({
  type: 'Feature',
  properties: { name },
  geometry,
})
const collection = (features: unknown[], crs?: unknown) => ({ type: 'FeatureCollection', features, crs })

describe('readAreas', () => {
  it('gives the whole force one command unit when nobody divided it', () => {
    const { areas, warnings } = readAreas(collection([feature('Camden')]), undefined, sources)
    expect(areas.map(({ name, bcu }) => [name, bcu])).toEqual([['Camden', 'force']])
    expect(warnings).toEqual([])
  })
  it('uses command units exactly as written, and warns of areas without one', () => {
    const { areas, warnings } = readAreas(
      collection([feature('Camden'), feature('City', { type: 'MultiPolygon', coordinates: [[ring], [ring]] })]),
      [{ line: 2, area: 'Camden', bcu: 'cn North' }],
      sources,
    )
    expect(areas.map(({ name, bcu }) => [name, bcu])).toEqual([
      ['Camden', 'cn North'],
      ['City', ''],
    ])
    expect(warnings).toEqual([expect.stringContaining('City')])
  })
  it.each([
    [
      'an area that has no boundary',
      [{ line: 2, area: 'Camdn', bcu: 'CN' }],
      /a\.csv names.*no boundary in b\.geojson: "Camdn" \(line 2\).*no unit: Camden/,
    ],
    ['an area listed twice', [2, 3].map((line) => ({ line, area: 'Camden', bcu: 'CN' })), /line 3.*twice/],
    ['an empty command unit', [{ line: 2, area: 'Camden', bcu: '' }], /line 2.*must both/],
  ])('refuses %s', (_what, records, message) => {
    expect(() => readAreas(collection([feature('Camden')]), records, sources)).toThrow(message)
  })
  it.each([
    ['what is not a collection', { type: 'Topology' }, /not a GeoJSON FeatureCollection/],
    ['no feature', collection([]), /no feature/],
    [
      'another coordinate system by name',
      collection([feature('A')], { properties: { name: 'urn:ogc:def:crs:EPSG::2154' } }),
      /b\.geojson.*2154.*WGS84/,
    ],
    [
      'degrees under the name of the British National Grid',
      collection([feature('A')], { properties: { name: 'urn:ogc:def:crs:EPSG::27700' } }),
      /b\.geojson names the British National Grid.*degrees/,
    ],
    [
      'metres and degrees in one file',
      collection([
        feature('A', {
          type: 'Polygon',
          coordinates: [
            [
              [530000, 180000],
              [1, 2],
              [3, 4],
              [530000, 180000],
            ],
          ],
        }),
      ]),
      /not \[longitude, latitude\]/,
    ],
    [
      'a latitude of 90.01',
      collection([
        feature('A', {
          type: 'Polygon',
          coordinates: [
            [
              [0, 90.01],
              [1, 2],
              [3, 4],
              [0, 90.01],
            ],
          ],
        }),
      ]),
      /90\.01/,
    ],
    ['a feature without name', collection([feature(undefined)]), /feature 1 has no property "name"/],
    ['a point', collection([feature('A', { type: 'Point', coordinates: [0, 51] })]), /is a Point/],
    ['no geometry', collection([feature('A', null)]), /without geometry/],
    [
      'a line for a ring',
      collection([
        feature('A', {
          type: 'Polygon',
          coordinates: [
            [
              [0, 51],
              [1, 51],
            ],
          ],
        }),
      ]),
      /fewer than 4/,
    ],
    [
      'a ring that is not closed',
      collection([feature('A', { type: 'Polygon', coordinates: [[...ring.slice(0, 3), [-0.2, 51.49]]] })]),
      /b\.geojson, feature 1 \("A"\).*not closed/,
    ],
    [
      'an outline that crosses itself',
      collection([feature('A'), feature('Bow', { type: 'Polygon', coordinates: [bowTie] })]),
      /feature 2 \("Bow"\) crosses itself near \[0\.05000, 51\.55000\]/,
    ],
    [
      'a hole that crosses the outer ring',
      collection([feature('A', { type: 'Polygon', coordinates: [ring, hole(-0.105, 51.52)] })]),
      /feature 1 \("A"\) crosses itself/,
    ],
    [
      'an outline that encloses nothing',
      collection([feature('A', { type: 'Polygon', coordinates: [[ring[0], ring[1], ring[0], ring[0]]] })]),
      /feature 1 \("A"\) encloses nothing/,
    ],
    [
      'latitude before longitude in Britain',
      collection([feature('A', { type: 'Polygon', coordinates: [ring.map(([lng, lat]) => [lat, lng])] })]),
      /feature 1 \("A"\).*swapped.*\[longitude, latitude\]/,
    ],
    [
      'latitude before longitude in America',
      collection([feature('A', { type: 'Polygon', coordinates: [ring.map(([x]) => [41.8 + x!, -87.6 + x! * x!])] })]),
      /swapped/,
    ],
    [
      'northing before easting',
      collection([
        feature('A', { type: 'Polygon', coordinates: [gridRing.map(([x, y]) => [y! - 140_000, x! - 350_000])] }),
      ]),
      /northing before easting/,
    ],
    [
      'Web Mercator',
      collection([feature('A', { type: 'Polygon', coordinates: [gridRing.map(([x, y]) => [-x! / 50, y! * 37])] })]),
      /Web Mercator/,
    ],
    [
      'one outline under two names',
      collection([feature('A'), feature('B')]),
      /feature 2 \("B"\) has the very outline of .*feature 1 \("A"\)/,
    ],
    ['a name twice but for case and spaces', collection([feature('A b'), feature(' a  B')]), /feature 2.*occurs twice/],
    ['a name with a NUL', collection([feature('A\u0000')]), /feature 1 has a character in its name/],
    ['a name of 121 characters', collection([feature('A'.repeat(121))]), /feature 1 has a name of 121/],
    ['TopoJSON', { type: 'Topology', objects: {} }, /b\.geojson is TopoJSON/],
    ['a name twice', collection([feature('A'), feature('A')]), /feature 2.*"A" occurs twice/],
  ])('refuses %s', (_what, geojson, message) => {
    expect(() => readAreas(geojson, undefined, sources)).toThrow(message)
  })
  it('groups by names as a person reads them, and refuses a unit that is no text', () => {
    const boundaries = collection([
      feature('Ｎorth  End'),
      feature('B', { type: 'Polygon', coordinates: [hole(1, 51)] }),
    ])
    const { areas } = readAreas(
      boundaries,
      [
        { line: 2, area: ' north end ', bcu: 'N' },
        { line: 3, area: 'b', bcu: 'S' },
      ],
      sources,
    )
    expect(areas.map(({ bcu }) => bcu)).toEqual(['N', 'S'])
    for (const bcu of ['N\u0007', '\ud800'])
      expect(() => readAreas(boundaries, [{ line: 9, area: 'B', bcu }], sources)).toThrow(
        'a.csv, line 9: the unit has a character that is no text.',
      )
  })
  it('lists the first twelve of many names, and says how many there are', () => {
    const many = Array.from({ length: 14 }, (_, i) => feature(`A${i}`, { type: 'Polygon', coordinates: [hole(i, 51)] }))
    const warned = (count: number) =>
      readAreas(collection(many.slice(0, count)), [{ line: 2, area: 'A0', bcu: 'N' }], sources).warnings[0]
    expect(warned(13)).toContain('A11, A12: places')
    expect(warned(14)).toContain('A11, A12 and 1 more: places')
  })
  it('says that all boundaries have their unit where only the other file names too many', () => {
    const records = [
      { line: 2, area: 'A', bcu: 'N' },
      { line: 3, area: 'Elsewhere', bcu: 'N' },
    ]
    expect(() => readAreas(collection([feature('A')]), records, sources)).toThrow('All boundaries have their unit.')
  })
  it('lists every area that is named in one file and not in the other', () => {
    const geojson = collection([
      feature('Camden'),
      feature('Ealing', { type: 'Polygon', coordinates: [hole(0, 51.5)] }),
      feature('Barnet', { type: 'Polygon', coordinates: [hole(1, 51.5)] }),
    ])
    const records = ['Camdn', 'Ealing', 'Brnt'].map((area, i) => ({ line: i + 2, area, bcu: 'CN' }))
    expect(() => readAreas(geojson, records, sources)).toThrow(
      /"Camdn" \(line 2\), "Brnt" \(line 4\).*no unit: Camden, Barnet/,
    )
  })
  it('finds areas whatever their case and spaces, and says how it read them; units stay as written', () => {
    const geojson = collection([
      feature('Tower Hamlets'),
      feature('Hackney', { type: 'Polygon', coordinates: [hole(0, 51.5)] }),
    ])
    const records = [
      { line: 2, area: 'TOWER  hamlets', bcu: 'CE' },
      { line: 3, area: 'Hackney', bcu: 'ce' },
    ]
    const { areas, warnings } = readAreas(geojson, records, sources)
    expect(areas.map(({ name, bcu }) => [name, bcu])).toEqual([
      ['Tower Hamlets', 'CE'],
      ['Hackney', 'ce'],
    ])
    expect(warnings).toEqual([
      expect.stringContaining('"TOWER  hamlets" as Tower Hamlets'),
      expect.stringMatching(/differ only in case or spaces: "CE", "ce"/),
    ])
  })
  it('takes the name from another property, and offers those there are', () => {
    const geojson = collection([
      {
        type: 'Feature',
        properties: { LAD23NM: ' Camden ', id: 7 },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
    ])
    expect(() => readAreas(geojson, undefined, sources)).toThrow(
      /feature 1 has no property "name".*LAD23NM \(such as "Camden"\), id \(such as "7"\)/,
    )
    const { areas } = readAreas(geojson, undefined, sources, { nameProperty: 'LAD23NM' })
    expect(areas.map(({ name }) => name)).toEqual(['Camden'])
  })
  it('converts the British National Grid to within its accuracy, and says so', () => {
    const geojson = collection([feature('A', { type: 'Polygon', coordinates: [gridRing] })])
    for (const crs of [undefined, { properties: { name: 'urn:ogc:def:crs:EPSG::27700' } }]) {
      const { areas, warnings } = readAreas({ ...geojson, crs }, undefined, sources)
      const [[lng, lat] = []] = areas[0]!.geometry.coordinates[0] as number[][]
      expect(lng).toBeCloseTo(-0.1279, 3)
      expect(lat).toBeCloseTo(51.5078, 3)
      expect(warnings).toEqual([expect.stringMatching(/British National Grid.*3\.5 m/)])
    }
  })
  it('keeps holes, lets rings touch, and leaves out parts that enclose nothing', () => {
    const touching = [
      [-0.2, 51.5],
      [-0.12, 51.52],
      [-0.12, 51.51],
      [-0.2, 51.5],
    ]
    const nothing = [ring[0], ring[1], ring[0], ring[0]]
    const { areas, warnings } = readAreas(
      collection([
        feature('A', { type: 'Polygon', coordinates: [ring, touching] }),
        feature('B', { type: 'MultiPolygon', coordinates: [[hole(0, 51)], [nothing]] }),
      ]),
      undefined,
      sources,
    )
    expect(areas.map(({ geometry }) => geometry.coordinates.length)).toEqual([2, 1])
    expect(warnings).toEqual([expect.stringMatching(/parts of B enclose nothing/)])
  })
  it.each(['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4326'])(
    'takes %s for WGS84',
    (name) => {
      expect(readAreas(collection([feature('A')], { properties: { name } }), undefined, sources).areas).toHaveLength(1)
    },
  )
})
