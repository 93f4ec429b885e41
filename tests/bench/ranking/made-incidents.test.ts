import { expect, it } from 'vitest'
import { madeAreas, madeColumns, type MadeRequest } from './made-incidents.ts'

const WEEK_MIN = 7 * 24 * 60
const request: MadeRequest = { inWindow: 3000, before: 1000, weeks: 12, asOfUtcMin: 1_000_000, seed: 1 }

it('makes as many incidents as asked for in the window and before it, the same for the same seed', () => {
  const made = madeColumns(request)
  const inWindow = made.occurredFrom.filter((at) => at >= 1_000_000 - 12 * WEEK_MIN && at < 1_000_000)
  expect([made.length, inWindow.length]).toEqual([4000, 3000])
  expect(madeColumns(request)).toEqual(made)
  expect(madeColumns({ ...request, seed: 2 })).not.toEqual(made)
})

it('covers its city with boroughs', () => {
  const { lat, lng } = madeColumns(request)
  const rings = madeAreas().map(({ geometry }) => geometry.coordinates[0] as [number, number][])
  const corners = rings.flat()
  for (const [values, axis] of [
    [lng, 0],
    [lat, 1],
  ] as const) {
    const bounds = corners.map((corner) => corner[axis])
    expect(Math.min(...values)).toBeGreaterThan(Math.min(...bounds))
    expect(Math.max(...values)).toBeLessThan(Math.max(...bounds))
  }
})
