import { describe, expect, it } from 'vitest'
import { distanceKm } from './geo.ts'
import { findProjection, isProjectionName, UNNAMED_PLANE } from './projections.ts'

/** Where a plane's own origin lies is part of its definition; other points as their publishers give them. */
const POINTS = [
  ['EPSG:2154', 'Lambert-93 (EPSG:2154)', 700_000, 6_600_000, 46.5, 3],
  ['EPSG:2157', 'Irish Transverse Mercator (EPSG:2157)', 600_000, 750_000, 53.5, -8],
  ['EPSG:2193', 'New Zealand Transverse Mercator (EPSG:2193)', 1_600_000, 10_000_000, 0, 173],
  ['EPSG:3006', 'SWEREF99 TM (EPSG:3006)', 500_000, 0, 0, 15],
  ['EPSG:3067', 'ETRS-TM35FIN (EPSG:3067)', 500_000, 0, 0, 27],
  ['EPSG:3857', 'Web Mercator (EPSG:3857)', -20_037_508.34, 0, 0, -180],
  // The tower of Our Lady in Amersfoort, the middle of the Dutch grid
  ['EPSG:28992', 'Rijksdriehoek (EPSG:28992)', 155_000, 463_000, 52.1551729, 5.3872037],
  // The Eiffel Tower
  ['EPSG:32631', 'UTM north, zone 31 (EPSG:32631)', 448_251.8, 5_411_932.7, 48.8582, 2.2945],
  ['EPSG:32601', 'UTM north, zone 1 (EPSG:32601)', 500_000, 0, 0, -177],
  ['EPSG:32660', 'UTM north, zone 60 (EPSG:32660)', 500_000, 0, 0, 177],
  ['EPSG:32756', 'UTM south, zone 56 (EPSG:32756)', 500_000, 10_000_000, 0, 153],
  ['EPSG:25832', 'UTM on ETRS89, zone 32 (EPSG:25832)', 500_000, 0, 0, 9],
  ['EPSG:26910', 'UTM on NAD83, zone 10 (EPSG:26910)', 500_000, 0, 0, -123],
] as const

describe('findProjection', () => {
  it.each(POINTS)('knows %s as %s, to 20 cm', (name, method, easting, northing, lat, lng) => {
    const projection = findProjection(name)
    expect(projection?.method).toBe(method)
    expect(projection?.accuracyM).toBeGreaterThanOrEqual(0)
    const place = projection!.toDegrees(easting, northing)!
    expect(1000 * distanceKm(place, { lat, lng })).toBeLessThan(0.2)
  })

  it('takes a definition as PROJ writes it, of which it cannot tell how exact it is', () => {
    const definition = '+proj=utm +zone=31 +datum=WGS84 +units=m +no_defs +type=crs'
    const projection = findProjection(definition)!
    expect(projection).toMatchObject({ method: definition, accuracyM: null })
    expect(projection.toDegrees(448_251.8, 5_411_932.7)).toEqual(
      findProjection('EPSG:32631')!.toDegrees(448_251.8, 5_411_932.7),
    )
  })

  it.each([
    UNNAMED_PLANE,
    'EPSG:32600',
    'EPSG:32661',
    'EPSG:25827',
    'EPSG:26924',
    'EPSG:27700000',
    'epsg:2157',
    'wgs84',
    '',
    '+proj=',
    '+proj=nothing',
    '+proj=utm +zone=31 +nadgrids=/etc/passwd',
    '+proj=utm +zone=31 +geoidgrids=x',
    '+init=epsg:2157',
    '+proj=utm +zone=31; drop',
    `+proj=utm +zone=31${' +no_defs'.repeat(60)}`,
    'PROJCS["x"]',
  ])('does not know %j', (name) => {
    expect(findProjection(name)).toBeUndefined()
    expect(isProjectionName(name)).toBe(false)
  })

  it('has no degrees for what is no place on earth', () => {
    const { toDegrees } = findProjection('EPSG:2157')!
    expect(toDegrees(1e12, 1e12)).toBeUndefined()
    expect(toDegrees(Number.NaN, 0)).toBeUndefined()
  })

  it('rounds to a centimetre, so that one place is one place', () => {
    const { lat, lng } = findProjection('EPSG:32631')!.toDegrees(448_251.8, 5_411_932.7)!
    for (const degrees of [lat, lng]) expect(degrees * 1e7).toBeCloseTo(Math.round(degrees * 1e7), 3)
  })
})
