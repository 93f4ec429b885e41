import fc from 'fast-check'
import { expect, it } from 'vitest'
import { logGamma } from './gamma-distribution.ts'
import { cellsByCount, runsOf, sumLogRising } from './log-rising.ts'

it('is the sum of differences of ln Gamma, from the smallest to thousands of incidents', () => {
  const terms = fc.array(
    fc.record({
      x: fc.double({ min: 1e-65, max: 1e5, noNaN: true }),
      n: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3000 })),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(terms, (given) => {
      const [xs, ns] = [given.map(({ x }) => x), given.map(({ n }) => n)]
      const expected = given.reduce((sum, { x, n }) => sum + (n === 0 ? 0 : logGamma(x + n) - logGamma(x)), 0)
      const size = given.reduce((sum, { x, n }) => sum + Math.abs(logGamma(x)) + Math.abs(logGamma(x + n)), 1)
      expect(Math.abs(sumLogRising(Float64Array.from(xs), runsOf(Float64Array.from(ns))) - expected)).toBeLessThan(
        1e-10 * size,
      )
    }),
  )
})

it('orders the cells that have a count by it, and those of one count as they were', () => {
  const counts = Float64Array.of(2, 0, 1, 7, 1, 0, 2)
  expect([...cellsByCount(Int32Array.of(6, 5, 4, 3, 2, 0), counts)]).toEqual([4, 2, 6, 0, 3])
  expect([...cellsByCount(Int32Array.of(1, 5), counts)]).toEqual([])
  expect([...cellsByCount(new Int32Array(), counts)]).toEqual([])
})
