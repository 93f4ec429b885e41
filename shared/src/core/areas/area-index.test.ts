import { describe, expect, it } from 'vitest'
import { createAreaIndex } from './area-index.ts'
import type { Area } from './area.ts'

const square = (name: string, west: number, east: number): Area => ({
  name,
  bcu: name.toUpperCase(),
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 51.5],
        [east, 51.5],
        [east, 51.6],
        [west, 51.6],
        [west, 51.5],
      ],
    ],
  },
})
/** Degrees of longitude for metres at latitude 51.55. */
const lng = (metres: number) => metres / (111_195 * Math.cos((51.55 * Math.PI) / 180))

describe('createAreaIndex', () => {
  const index = createAreaIndex([square('a', -0.2, -0.1), square('b', -0.1 + lng(400), 0)])

  it('finds the area around a place', () => {
    expect(index.find({ lat: 51.55, lng: -0.15 })?.name).toBe('a')
    expect(index.find({ lat: 51.55, lng: -0.05 })?.bcu).toBe('B')
  })
  it('falls to the nearest boundary in a gap', () => {
    expect(index.find({ lat: 51.55, lng: -0.1 + lng(190) })?.name).toBe('a')
    expect(index.find({ lat: 51.55, lng: -0.1 + lng(210) })?.name).toBe('b')
  })
  it('reaches 250 m and no further', () => {
    expect(index.find({ lat: 51.55, lng: -0.2 - lng(249) })?.name).toBe('a')
    expect(index.find({ lat: 51.55, lng: -0.2 - lng(251) })).toBeUndefined()
  })
  it('measures how far a place is from the nearest boundary, inside and out', () => {
    expect(index.distanceM({ lat: 51.55, lng: -0.2 - lng(4000) })).toBeCloseTo(4000, -1)
    expect(index.distanceM({ lat: 51.55, lng: -0.2 + lng(300) })).toBeCloseTo(300, -1)
    expect(createAreaIndex([]).distanceM({ lat: 51.55, lng: 0 })).toBe(Infinity)
  })
  it('leaves a hole to nobody but its rim', () => {
    const [outer] = square('ring', -0.2, -0.1).geometry.coordinates as [number, number][][]
    const hole = [
      [-0.18, 51.52],
      [-0.12, 51.52],
      [-0.12, 51.58],
      [-0.18, 51.58],
      [-0.18, 51.52],
    ]
    const ring = createAreaIndex([
      { name: 'ring', bcu: 'R', geometry: { type: 'Polygon', coordinates: [outer!, hole] } },
    ])
    expect(ring.find({ lat: 51.55, lng: -0.15 })).toBeUndefined()
    expect(ring.find({ lat: 51.521, lng: -0.15 })?.name).toBe('ring')
  })
  it('knows each part of an area, beside it too', () => {
    const [west, east] = [square('w', -0.2, -0.19), square('e', -0.1, -0.09)].map(
      ({ geometry }) => geometry.coordinates,
    )
    const parts = createAreaIndex([
      {
        name: 'both',
        bcu: 'B',
        geometry: { type: 'MultiPolygon', coordinates: [west, east] as [number, number][][][] },
      },
    ])
    for (const at of [-0.195, -0.095, -0.19 + lng(200), -0.1 - lng(200)])
      expect(parts.find({ lat: 51.55, lng: at })?.name).toBe('both')
    expect(parts.find({ lat: 51.55, lng: -0.15 })).toBeUndefined()
    expect(parts.distanceM({ lat: 51.55, lng: -0.1 - lng(700) })).toBeCloseTo(700, -1)
  })
  it('gives a place in two areas, or as near to two, to the first of them', () => {
    const first = [square('one', -0.2, -0.1), square('two', -0.15, 0)]
    for (const areas of [first, first.toReversed()])
      expect(createAreaIndex(areas).find({ lat: 51.55, lng: -0.12 })?.name).toBe(areas[0]!.name)
    const apart = [square('one', -0.2, -0.15), square('two', -0.149, -0.1)]
    for (const areas of [apart, apart.toReversed()])
      expect(createAreaIndex(areas).find({ lat: 51.55, lng: -0.1495 })?.name).toBe(areas[0]!.name)
  })
  it('reaches as far to the north and south as to the sides', () => {
    const one = createAreaIndex([square('a', -0.2, -0.1)])
    const lat = (metres: number) => metres / 111_195
    expect(one.find({ lat: 51.6 + lat(249), lng: -0.15 })?.name).toBe('a')
    expect(one.find({ lat: 51.6 + lat(251), lng: -0.15 })).toBeUndefined()
    expect(one.find({ lat: 51.5 - lat(249), lng: -0.15 })?.name).toBe('a')
    expect(one.find({ lat: 51.5 - lat(251), lng: -0.15 })).toBeUndefined()
  })
  it('knows nothing without areas', () => {
    expect(createAreaIndex([]).find({ lat: 51.55, lng: -0.15 })).toBeUndefined()
  })
})
