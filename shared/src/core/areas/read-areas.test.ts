import { describe, expect, it } from 'vitest'
import { readAreas } from './read-areas.ts'

const sources = { boundaries: 'b.geojson', areas: 'a.csv' }
const ring = [
  [-0.2, 51.5],
  [-0.1, 51.5],
  [-0.1, 51.6],
  [-0.2, 51.5],
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
    ['an area that has no boundary', [{ line: 2, area: 'Camdn', bcu: 'CN' }], /a\.csv, line 2.*Camdn.*Camden/],
    ['an area listed twice', [2, 3].map((line) => ({ line, area: 'Camden', bcu: 'CN' })), /line 3.*twice/],
    ['an empty command unit', [{ line: 2, area: 'Camden', bcu: '' }], /line 2.*must both/],
  ])('refuses %s', (_what, records, message) => {
    expect(() => readAreas(collection([feature('Camden')]), records, sources)).toThrow(message)
  })
  it.each([
    ['what is not a collection', { type: 'Topology' }, /not a GeoJSON FeatureCollection/],
    ['no feature', collection([]), /no feature/],
    [
      'British National Grid by name',
      collection([feature('A')], { properties: { name: 'urn:ogc:def:crs:EPSG::27700' } }),
      /27700.*WGS84/,
    ],
    [
      'British National Grid by value',
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
    ['a name twice', collection([feature('A'), feature('A')]), /feature 2.*"A" occurs twice/],
  ])('refuses %s', (_what, geojson, message) => {
    expect(() => readAreas(geojson, undefined, sources)).toThrow(message)
  })
  it.each(['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4326'])(
    'takes %s for WGS84',
    (name) => {
      expect(readAreas(collection([feature('A')], { properties: { name } }), undefined, sources).areas).toHaveLength(1)
    },
  )
})
