import fc from 'fast-check'
import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { createCrossingBudget, findCrossing } from './find-crossing.ts'

type Side = readonly [Position, Position]
const sidesOf = (rings: readonly Position[][]): Side[] =>
  rings.flatMap((ring) => ring.slice(1).map((end, i): Side => [ring[i]!, end]))
const turn = ([[ax, ay], [bx, by]]: Side, [x, y]: Position): number =>
  (bx! - ax!) * (y! - ay!) - (by! - ay!) * (x! - ax!)
/** Every pair by itself, on whole numbers: slow and plain. */
const crosses = (a: Side, b: Side): boolean =>
  Math.sign(turn(a, b[0])) * Math.sign(turn(a, b[1])) < 0 && Math.sign(turn(b, a[0])) * Math.sign(turn(b, a[1])) < 0

const ring = fc
  .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 3, maxLength: 7 })
  .map((points): Position[] => [...points, points[0]!])

describe('findCrossing', () => {
  it('finds a crossing where a look at each pair of sides finds one, at a point of both', () => {
    fc.assert(
      fc.property(fc.array(ring, { minLength: 1, maxLength: 2 }), (rings) => {
        const sides = sidesOf(rings)
        const pairs = sides.flatMap((a, i) => sides.slice(i + 1).map((b) => [a, b] as const))
        const crossing = pairs.filter(([a, b]) => crosses(a, b))
        const found = findCrossing(rings, createCrossingBudget())
        expect(found !== undefined).toBe(crossing.length > 0)
        if (found === undefined || found === 'tangled') return
        const isOnBoth = crossing.some((pair) =>
          pair.every((side) => {
            const long = Math.hypot(side[1][0]! - side[0][0]!, side[1][1]! - side[0][1]!)
            return Math.abs(turn(side, found)) / long < 1e-9
          }),
        )
        expect(isOnBoth).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('gives up when as many comparisons as it may make are made, and not before', () => {
    // Three sides of which each overlaps each from west to east: three comparisons.
    const triangle: Position[][] = [
      [
        [0, 0],
        [9, 1],
        [1, 9],
        [0, 0],
      ],
    ]
    expect(findCrossing(triangle, { left: 3 })).toBeUndefined()
    expect(findCrossing(triangle, { left: 2 })).toBe('tangled')
    const budget = { left: 6 }
    findCrossing(triangle, budget)
    expect(budget.left).toBe(3)
    findCrossing(triangle, budget)
    expect(findCrossing(triangle, budget)).toBe('tangled')
  })
})
