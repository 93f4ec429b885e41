import { describe, expect, it } from 'vitest'
import { listNameProperties, readOutlines, refuseCopies } from './read-outlines.ts'

const square = (west: number, points = 0) => [
  [west, 51.5],
  [west + 0.1, 51.5],
  [west + 0.1, 51.6],
  ...Array.from({ length: points }, (_, i) => [west + 0.09 - (0.08 * i) / Math.max(1, points), 51.6]),
  [west, 51.6],
  [west, 51.5],
]
const feature = (geometry: unknown, properties: object = { name: 'A' }) => ({ type: 'Feature', properties, geometry })
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings })
const read = (...features: unknown[]) => readOutlines({ type: 'FeatureCollection', features }, 'b.geojson')

describe('readOutlines', () => {
  it('keeps one polygon one, and several several', () => {
    const many = { type: 'MultiPolygon', coordinates: [[square(0)], [square(1)]] }
    const { outlines } = read(feature(polygon(square(0))), feature(many, { name: 'B', code: ' E09 ' }))
    expect(outlines).toMatchObject([
      { name: 'A', code: null, geometry: { type: 'Polygon', coordinates: [square(0)] } },
      { name: 'B', code: 'E09', geometry: many },
    ])
  })

  it.each([
    ['a MultiPolygon of nothing', { type: 'MultiPolygon', coordinates: [] }, 'has no polygon'],
    ['a MultiPolygon that is no list', { type: 'MultiPolygon', coordinates: 'x' }, 'has no polygon'],
    ['a polygon without a ring', polygon(), 'has a polygon without a ring'],
    ['a polygon that is no list', { type: 'Polygon', coordinates: 7 }, 'has a polygon without a ring'],
    ['an empty part', { type: 'MultiPolygon', coordinates: [[square(0)], []] }, 'has a polygon without a ring'],
    ['a ring that is no list', polygon('ring'), 'has a ring that is no list of points'],
    ['a point that is no list', polygon(['x', ...square(0)]), 'has the point "x", which is not [longitude, latitude]'],
    ['a point of words', polygon([['0', 51], ...square(0)]), 'has the point ["0",51]'],
    ['a point with a word', polygon([[0, '51'], ...square(0)]), 'has the point [0,"51"]'],
    ['a point without latitude', polygon([[0], ...square(0)]), 'has the point [0]'],
    ['a point beyond numbers', polygon([[Infinity, 51], ...square(0)]), 'has the point [null,51]'],
    ['a latitude beyond numbers', polygon([[0, NaN], ...square(0)]), 'has the point [0,null]'],
    ['a type of nothing', { coordinates: [square(0)] }, 'is a undefined'],
  ])('refuses %s by its feature', (_what, geometry, words) => {
    expect(() => read(feature(polygon(square(5)), { name: 'Before' }), feature(geometry))).toThrow(
      `b.geojson, feature 2 ("A") ${words}`,
    )
  })

  it('repeats no more of what is wrong than helps to find it', () => {
    expect(() => read(feature(polygon([['x'.repeat(500)], ...square(0)])))).toThrow(/point \["x{78}, which/)
    expect(() => read(feature({ type: 'T'.repeat(500) }))).toThrow(/is a T{40};/)
    expect(read(feature(polygon(square(0)), { name: 'A', code: 'E'.repeat(500) })).outlines[0]!.code).toHaveLength(120)
  })

  it('refuses what is no feature, and offers no property where there is none', () => {
    for (const none of [null, 7, 'x', {}]) {
      expect(() => read(none)).toThrow('feature 1 has no property "name". Give each feature a name.')
      expect(listNameProperties({ features: [none] })).toEqual([])
    }
    for (const none of [null, 7, {}, { features: 7 }]) expect(listNameProperties(none)).toEqual([])
    expect(() => readOutlines({ type: 'FeatureCollection', features: {} }, 'b.geojson')).toThrow('is not a GeoJSON')
    expect(() => readOutlines({ type: 'Other', features: [] }, 'b.geojson')).toThrow('is not a GeoJSON')
    expect(() => readOutlines(null, 'b.geojson')).toThrow('is not a GeoJSON')
  })

  it('offers properties of the first twenty features, eight of them in words, none that is empty', () => {
    const features = Array.from({ length: 21 }, (_, i) => feature(null, { [`p${i}`]: 'x'.repeat(200), empty: ' ' }))
    const offered = listNameProperties({ features })
    expect(offered.map(({ property }) => property)).toEqual(Array.from({ length: 20 }, (_, i) => `p${i}`))
    expect(offered[0]!.example).toHaveLength(120)
    expect(() => read(...features)).toThrow(/p0 \(such as "x{40}"\).*p7 \(such as "x{40}"\)\.$/)
    expect(listNameProperties({ features: [feature(null, { a: 1, b: 'one' }), feature(null, { a: 2 })] })).toEqual([
      { property: 'a', example: '1' },
      { property: 'b', example: 'one' },
    ])
  })

  it('takes 20,000 features and a name of 120 characters, and no more', () => {
    const none = { type: 'FeatureCollection', features: Array.from({ length: 20_001 }, () => null) }
    expect(() => readOutlines(none, 'b.geojson')).toThrow('has 20001 features; 20000 are the most')
    none.features.pop()
    expect(() => readOutlines(none, 'b.geojson')).toThrow('feature 1 has no property')
    expect(read(feature(polygon(square(0)), { name: 'A'.repeat(120) })).outlines).toHaveLength(1)
  })

  it('leaves out parts and holes that enclose nothing, and says of which', () => {
    const flat = [
      [0.02, 51.52],
      [0.03, 51.52],
      [0.04, 51.52],
      [0.02, 51.52],
    ]
    const aslant = [
      [10, 51],
      [10.5, 51.5],
      [11, 52],
      [10, 51],
    ]
    const { outlines, warnings } = read(
      feature(polygon(square(0), flat)),
      feature({ type: 'MultiPolygon', coordinates: [[flat], [square(1)], [aslant]] }, { name: 'B' }),
      feature(polygon(square(2)), { name: 'C' }),
    )
    expect(outlines.map(({ geometry }) => geometry.coordinates)).toEqual([[square(0)], [[square(1)]], [square(2)]])
    expect(warnings).toEqual([expect.stringContaining('parts of A, B enclose nothing')])
  })
})

describe('refuseCopies', () => {
  const outline = (points: number, last: number) => ({
    name: `${points} ${last}`,
    code: null,
    where: `feature ${last}`,
    geometry: { type: 'Polygon' as const, coordinates: [[...square(0, points).slice(0, -1), [0, last], [0, 51.5]]] },
  })
  it('refuses the very outline of another, and none that only begins like it', () => {
    expect(() => refuseCopies([outline(6, 51.7), outline(6, 51.7)])).toThrow('feature 51.7 has the very outline of')
    expect(() => refuseCopies([outline(6, 51.7), outline(6, 51.8), outline(7, 51.7)])).not.toThrow()
  })
})
