import { describe, expect, it } from 'vitest'
import { METRES_PER_DEGREE } from '../../geo.ts'
import { degreesToGrid, gridToDegrees } from '../../grid.ts'
import { describeQuality } from './describe-quality.ts'
import { at, columnsOf, place, repeat } from './quality.test-support.ts'
import { reportQuality, type QualityInput } from './report-quality.ts'

const corner = place(-1000, -1000)
const opposite = place(1000, 1000)
const town = {
  name: 'Town',
  bcu: 'T',
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [corner.lng, corner.lat],
        [opposite.lng, corner.lat],
        [opposite.lng, opposite.lat],
        [corner.lng, opposite.lat],
        [corner.lng, corner.lat],
      ],
    ],
  },
}
const report = (rows: Parameters<typeof columnsOf>[0], over: Partial<QualityInput> = {}) =>
  reportQuality({ incidents: columnsOf(rows), areas: [town], excluded: [], timezone: 'Europe/London', ...over })

describe('reportQuality', () => {
  it('has nothing to say of nothing', () => {
    const nothing = report([])
    expect(nothing).toMatchObject({ incidents: 0, piles: [], outside: { incidents: 0, farthestM: null, places: [] } })
    expect(describeQuality(nothing)).toEqual([])
  })

  it('says how far incidents are outside, by squares of 0.01 degrees, and takes 250 m from a boundary for inside', () => {
    const far = { lat: 51.6003, lng: -0.1 }
    const { outside } = report([
      place(0, 0),
      place(1249, 0),
      place(1260, 0),
      ...repeat(3, far),
      { ...far, lat: 51.6098 },
    ])
    expect(outside!.incidents).toBe(5)
    expect(outside!.places).toHaveLength(2)
    expect(outside!.places[0]).toMatchObject({ lat: 51.605, lng: -0.105 + 0.01, incidents: 4 })
    expect(outside!.places[0]!.distanceM).toBeCloseTo(0.1003 * METRES_PER_DEGREE - 1000, -2)
    expect(outside!.places[1]!.distanceM).toBeCloseTo(260, -1)
    expect(outside!.farthestM).toBe(outside!.places[0]!.distanceM)
  })

  it('says how far the southernmost of a square is, then the westernmost, whatever the order of rows', () => {
    const corners = [
      { lat: 51.6003, lng: -0.0991 },
      { lat: 51.6003, lng: -0.0999 },
      { lat: 51.6091, lng: -0.0999 },
    ]
    const distances = (rows: typeof corners) =>
      report([place(0, 0), ...rows]).outside!.places.map(({ distanceM }) => distanceM)
    const alone = distances([corners[1]!])
    expect(distances(corners)).toEqual(alone)
    expect(distances(corners.toReversed())).toEqual(alone)
    expect(distances([corners[2]!])).not.toEqual(alone)
  })

  it('finds what would bring outsiders into the force, and says how many that explains', () => {
    const inside = place(100, 100)
    const swappedGrid = degreesToGrid(inside)
    const onGrid = gridToDegrees({ easting: swappedGrid.northing, northing: swappedGrid.easting })
    const rows = [
      ...repeat(3, onGrid),
      ...repeat(2, { lat: inside.lng, lng: inside.lat }),
      { lat: inside.lat, lng: -inside.lng },
      { lat: 51.6003, lng: -0.1 },
    ]
    for (const order of [rows, rows.toReversed()]) {
      const found = report([place(0, 0), ...order])
      expect(found.outside!.mistakes).toEqual([
        { mistake: 'swapped-grid', incidents: 3 },
        { mistake: 'swapped-degrees', incidents: 2 },
        { mistake: 'lost-sign', incidents: 1 },
      ])
      expect(found.outside!.places.map(({ mistake }) => mistake)).toEqual([
        'swapped-grid',
        'swapped-degrees',
        'lost-sign',
        null,
      ])
      expect(describeQuality(found)[1]).toBe(
        '3 of these would be inside with easting and northing the other way round: mend the source and load it again under the same ids.',
      )
    }
    expect(describeQuality(report([place(0, 0), ...repeat(2, onGrid)]))[1]).toMatch(/^All of these would be inside/)
  })

  it('cannot tell what is outside without areas, and says so', () => {
    const without = report([place(0, 0)], { areas: [] })
    expect(without.outside).toBeNull()
    expect(describeQuality(without)).toEqual([expect.stringContaining('no boundaries yet')])
  })

  it('counts what is near an excluded place', () => {
    const excluded = [
      { name: 'A', reason: 'a', ...place(0, 0), radiusM: 100 },
      { name: 'B', reason: 'b', ...place(800, 0), radiusM: 100 },
    ]
    const { nearExcluded } = report([place(0, 99), place(0, 101), ...repeat(4, place(-50, 0))], { excluded })
    expect(nearExcluded).toEqual([
      { ...excluded[0], incidents: 5 },
      { ...excluded[1], incidents: 0 },
    ])
  })

  it('counts how incidents say when, each once', () => {
    const rows = [
      ...repeat(3, { precision: 'month' }),
      ...repeat(2, { precision: 'day' }),
      { occurredFrom: at('2026-01-05T10:00'), occurredTo: at('2026-01-06T10:01') },
      { occurredFrom: at('2026-01-05T10:00'), occurredTo: at('2026-01-06T10:00') },
      ...repeat(40, { occurredFrom: at('2026-02-01T00:00') }),
      ...repeat(5, { occurredFrom: at('2026-02-02T00:00') }),
    ] as const
    const { times } = report(rows)
    expect(times).toEqual({
      month: 3,
      day: 2,
      longSpan: 1,
      minute: 6,
      defaultTime: 40,
      defaults: [{ reading: 'midnight', onFirstOfMonth: true, incidents: 40, expected: 0 }],
    })
    const words = describeQuality(report(rows)).join('\n')
    expect(words).toContain('40 incidents are timed at midnight on the first of a month, where the hours around have 0')
    expect(words).toContain('known by their month only')
    expect(words).toContain('within more than a day')
  })

  it('says once that coordinates are snapped, and calls no point a pile then', () => {
    const mapPoints = Array.from({ length: 400 }, (_, i) => place(60 * (i % 20) - 500, 60 * Math.floor(i / 20) - 500))
    const snapped = report([...mapPoints, ...mapPoints, ...repeat(500, { ...mapPoints[7]!, placeName: 'Hospital' })])
    expect(snapped.coordinates).toMatchObject({ points: 400, grain: 'snapped', shared: 1 })
    expect(snapped.piles).toEqual([])
    expect(snapped.suggestions).toMatchObject([{ kind: 'hospital', incidents: 502 }])
    const words = describeQuality(snapped)
    expect(words.filter((line) => line.includes('400 map points'))).toHaveLength(1)
    expect(words).toHaveLength(2)
  })

  it('puts in words what is piled up and outside', () => {
    const words = describeQuality(report([...repeat(30, place(0, 0)), { lat: 0, lng: 10 }]))
    expect(words[0]).toMatch(/^1 incident is outside every area \(3\.2 %\), the farthest \d+ km away/)
    expect(words[1]).toMatch(/^1 coordinate has more incidents than everything within 250 m around \(96\.8 % of all\)/)
    expect(words[1]).toMatch(/: one building, or where .* Look at it before/)
    expect(words).toHaveLength(2)
    const many = describeQuality(report([place(0, 0), ...repeat(1234, { lat: 0, lng: 10 })]))
    expect(many[0]).toMatch(/^1,234 incidents are outside every area/)
  })
})
