import fc from 'fast-check'
import { expect, it } from 'vitest'
import { distanceKm, METRES_PER_DEGREE } from '../../geo.ts'
import { createNearPoints } from './near-points.ts'

const near = fc.record({ x: fc.integer({ min: 0, max: 2000 }), y: fc.integer({ min: 0, max: 2000 }) })

it('finds the same points as measuring to all of them, at any latitude', () => {
  let found = 0
  fc.assert(
    fc.property(
      fc.integer({ min: -80, max: 80 }),
      fc.integer({ min: -170, max: 170 }),
      fc.array(near, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 20, max: 900 }),
      (lat, lng, places, radiusM) => {
        const points = places.map(({ x, y }) => ({
          lat: lat + y / METRES_PER_DEGREE,
          lng: lng + x / METRES_PER_DEGREE / Math.cos((lat * Math.PI) / 180),
        }))
        const index = createNearPoints(points, radiusM)
        for (const place of points) {
          const seen: number[] = []
          index.visit(place, (i, distanceM) => {
            expect(distanceM).toBeCloseTo(1000 * distanceKm(place, points[i]!), 9)
            return seen.push(i) > 0
          })
          found += seen.length
          const first: number[] = []
          index.visit(place, (i) => first.push(i) < 2)
          expect(first).toEqual(seen.slice(0, 2))
          expect(seen.toSorted((a, b) => a - b)).toEqual(
            points.flatMap((point, i) => (1000 * distanceKm(place, point) <= radiusM ? [i] : [])),
          )
        }
      },
    ),
    { numRuns: 300 },
  )
  expect(found).toBeGreaterThan(1000)
})
