import { describe, expect, it } from 'vitest'
import type { AreaCollection } from '@planner/shared/schemas'
import { areaNames, unitNames, unitShades, wardOutlines } from './areas.ts'
import { hotspotPoints, onlyHotspots, outlineBounds } from './hotspots.ts'
import { tourRoute } from './route.ts'

const square = (west: number, south: number, size: number): number[][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]

describe('areaNames', () => {
  it('puts a name at the middle of the largest part, whichever way round the ring goes', () => {
    for (const turn of [(ring: number[][]) => ring, (ring: number[][]) => ring.toReversed()]) {
      const names = areaNames({
        type: 'FeatureCollection',
        bbox: null,
        wards: [],
        labels: 0,
        features: [
          {
            type: 'Feature',
            properties: { name: 'Lambeth', bcu: 'AS' },
            geometry: { type: 'MultiPolygon', coordinates: [[turn(square(5, 5, 1))], [turn(square(0, 50, 2))]] },
          },
        ],
      })
      expect(names.features).toHaveLength(1)
      const [lng, lat] = names.features[0]?.geometry.coordinates ?? []
      expect(lng).toBeCloseTo(1)
      expect(lat).toBeCloseTo(51)
    }
  })

  it('leaves out an area without a shape', () => {
    const empty = { type: 'Polygon' as const, coordinates: [] }
    const features = [{ type: 'Feature' as const, properties: { name: 'x', bcu: '' }, geometry: empty }]
    expect(areaNames({ type: 'FeatureCollection', bbox: null, wards: [], labels: 0, features }).features).toEqual([])
  })
})

describe('command units and wards', () => {
  const area = (name: string, bcu: string, west: number, size: number): AreaCollection['features'][number] => ({
    type: 'Feature',
    properties: { name, bcu },
    geometry: { type: 'Polygon', coordinates: [square(west, 0, size)] },
  })

  it('names each unit once, in its largest area, and nothing without a unit', () => {
    const { features } = unitNames({ features: [area('a', 'N', 0, 1), area('b', 'N', 10, 2), area('c', '', 20, 9)] })
    expect(features).toHaveLength(1)
    expect(features[0]?.properties).toEqual({ name: 'N' })
    expect(features[0]?.geometry.coordinates[0]).toBeCloseTo(11)
  })

  it('gives twelve units twelve colours', () => {
    const shades = unitShades(Array.from({ length: 12 }, (_, i) => `unit ${i}`))
    expect(new Set(shades.values()).size).toBe(12)
  })

  it('draws wards whose outline is known', () => {
    const { geometry } = area('a', '', 0, 1)
    const wards = [
      { name: 'North', code: null, geometry },
      { name: 'South', code: null },
    ]
    expect(wardOutlines(wards).features).toEqual([{ type: 'Feature', properties: { name: 'North' }, geometry }])
  })
})

describe('hotspots', () => {
  it('are points at [lng, lat] with only what the style reads', () => {
    const points = hotspotPoints([{ id: 'h1', rank: 1, tier: 'A', lat: 51.5, lng: -0.1 }])
    expect(points.features[0]).toEqual({
      type: 'Feature',
      properties: { id: 'h1', rank: 1, mark: 'A' },
      geometry: { type: 'Point', coordinates: [-0.1, 51.5] },
    })
  })

  it('are drawn by the mark that they are given, else by their tier', () => {
    const place = { id: 'h1', rank: null, tier: 'A', lat: 51.5, lng: -0.1 } as const
    expect(hotspotPoints([{ ...place, mark: 'ours' }]).features[0]?.properties).toEqual({
      id: 'h1',
      rank: null,
      mark: 'ours',
    })
  })

  it('are all shown without a filter, and none when the filter lets none through', () => {
    expect(onlyHotspots(null)).toBeNull()
    expect(onlyHotspots([])).toEqual(['in', ['get', 'id'], ['literal', []]])
  })

  it('have the bounds of all their parts', () => {
    const outlines = {
      type: 'FeatureCollection' as const,
      features: [
        {
          type: 'Feature' as const,
          properties: { id: 'h1', rank: 1, tier: 'A' as const, expected: 1 },
          geometry: { type: 'MultiPolygon' as const, coordinates: [[square(0, 50, 1)], [square(3, 52, 1)]] },
        },
      ],
    }
    expect(outlineBounds(outlines, 'h1')).toEqual([0, 50, 4, 53])
    expect(outlineBounds(outlines, 'h2')).toBeUndefined()
  })
})

describe('tourRoute', () => {
  const window = (hotspotId: string, lng: number) => ({
    windowId: `w${lng}`,
    hotspotId,
    hotspotName: hotspotId,
    rank: 1,
    tier: 'A',
    lat: 51,
    lng,
    start: '2017-07-01T08:00:00Z',
    end: '2017-07-01T08:14:00Z',
    entryPoint: '',
    activity: 'high-visibility-patrol',
  })

  it('numbers the stops in order and gives a place visited twice both numbers', () => {
    const { features } = tourRoute([window('a', 1), window('b', 2), window('a', 1)])
    expect(features[0]?.geometry).toEqual({
      type: 'LineString',
      coordinates: [
        [1, 51],
        [2, 51],
        [1, 51],
      ],
    })
    expect(features.slice(1).map(({ properties }) => properties?.['stops'])).toEqual(['1, 3', '2'])
  })

  it('draws no line through fewer than two stops', () => {
    expect(tourRoute([]).features).toEqual([])
    expect(tourRoute([window('a', 1)]).features.map(({ geometry }) => geometry.type)).toEqual(['Point'])
  })
})
