import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceKm } from './geo.ts'
import { degreesToGrid, GRID_METHOD, gridToDegrees, isOnBritain } from './grid.ts'

/** Test points of Ordnance Survey's OSTN15 developer pack (Crown copyright, Open Government Licence): grid metres, ETRS89. */
const OS_POINTS = [
  ['TP05, former headquarters, Southampton', 438710.92, 114792.25, 50.9312793791, -1.450514337],
  ['TP07, North Foreland', 639821.835, 169565.858, 51.3744702555, 1.44454730409],
  ['TP08, Brislington', 362269.991, 169978.69, 51.4275474302, -2.54407618349],
  ['TP09, Lambeth', 530624.974, 178388.464, 51.4893656495, -0.1199255718],
  ['TP20', 422242.186, 433818.701, 53.8002151963, -1.66379168242],
  ['TP27', 319188.434, 670947.534, 55.9247826551, -3.29479219337],
  ['TP40', 395999.668, 1138728.951, 60.1330809166, -2.07382822798],
] as const

describe('the British National Grid', () => {
  it.each(OS_POINTS)(
    'puts %s where Ordnance Survey has it, as exactly as it says',
    (_, easting, northing, lat, lng) => {
      const place = gridToDegrees({ easting, northing })
      expect(1000 * distanceKm(place, { lat, lng })).toBeLessThan(GRID_METHOD.accuracyM)
    },
  )

  it('is at most 5 m off in Scilly, the corner that the transformation meets worst', () => {
    const place = gridToDegrees({ easting: 91492.146, northing: 11318.804 }) // TP01, St Mary's
    const offM = 1000 * distanceKm(place, { lat: 49.9222639373, lng: -6.29977752014 })
    expect(offM).toBeGreaterThan(GRID_METHOD.accuracyM)
    expect(offM).toBeLessThan(5)
  })

  it('comes back to the same metre from anywhere, to 2 cm', () => {
    const anywhere = fc.record({
      easting: fc.double({ min: 0, max: 700_000, noNaN: true }),
      northing: fc.double({ min: 0, max: 1_300_000, noNaN: true }),
    })
    fc.assert(
      fc.property(anywhere, (place) => {
        const back = degreesToGrid(gridToDegrees(place))
        expect(Math.hypot(back.easting - place.easting, back.northing - place.northing)).toBeLessThan(0.02)
      }),
    )
  })

  it.each([
    ['Trafalgar Square', 530034, 180381, true],
    ['St Mary’s, Scilly', 91492, 11318, true],
    ['Unst, Shetland', 460000, 1210000, true],
    ['the Irish Sea, west of Anglesey', 199999, 390000, false],
    ['the North Sea', 600000, 600000, false],
    ['the first metre of a square of land', 500000, 100000, true],
    ['the last metre of a square of land', 599999.99, 199999.99, true],
    ['degrees east of Greenwich', 51.5, 0.12, false],
    ['kilometres', 530.034, 180.381, false],
    ['hundreds of metres', 5300, 1803, false],
    ['east of the grid', 700000, 200000, false],
    ['south of the grid', 400000, -1, false],
    ['north of the grid', 400000, 1_300_000, false],
  ])('knows whether a square has land: %s', (_, easting, northing, expected) =>
    expect(isOnBritain({ easting, northing })).toBe(expected),
  )
})
