import fc from 'fast-check'
import { expect, it } from 'vitest'
import { logGamma } from './gamma-distribution.ts'
import { cellsByCount, runsOf, sumLogRising } from './log-rising.ts'

/** Of values put together out of what is known and half of what is around. */
const sumOf = (xs: Float64Array, ns: Float64Array): number =>
  sumLogRising(
    xs.map((x) => x / 2),
    0.5,
    xs,
    runsOf(ns),
  )

it('is the sum of differences of ln Gamma, from the smallest to thousands of incidents, however many cells have one count', () => {
  const x = fc.double({ min: 1e-39, max: 1e5, noNaN: true })
  const runs = fc.array(
    fc.record({
      n: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3000 })),
      xs: fc.array(x, { minLength: 1, maxLength: 13 }),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(runs, (given) => {
      const terms = given.flatMap((run) => run.xs.map((value) => ({ x: value, n: run.n })))
      const [xs, ns] = [terms.map((term) => term.x), terms.map(({ n }) => n)]
      const expected = terms.reduce(
        (sum, term) => sum + (term.n === 0 ? 0 : logGamma(term.x + term.n) - logGamma(term.x)),
        0,
      )
      const size = terms.reduce(
        (sum, term) => sum + Math.abs(logGamma(term.x)) + Math.abs(logGamma(term.x + term.n)),
        1,
      )
      expect(Math.abs(sumOf(Float64Array.from(xs), Float64Array.from(ns)) - expected)).toBeLessThan(1e-10 * size)
    }),
  )
})

it.each([
  ['smallest', 1e-39],
  ['largest', 1e14],
])('keeps hundreds of the %s values within the range of a number', (_, x) => {
  const count = 401
  for (const n of [1, 2, 5, 60]) {
    const expected = count * Array.from({ length: n }, (__, k) => Math.log(x + k)).reduce((a, b) => a + b, 0)
    const sum = sumOf(new Float64Array(count).fill(x), new Float64Array(count).fill(n))
    expect(Math.abs(sum / expected - 1)).toBeLessThan(1e-12)
  }
})

it('orders the cells that have a count by it, and those of one count as they were', () => {
  const counts = Float64Array.of(2, 0, 1, 7, 1, 0, 2)
  expect([...cellsByCount(Int32Array.of(6, 5, 4, 3, 2, 0), counts)]).toEqual([4, 2, 6, 0, 3])
  expect([...cellsByCount(Int32Array.of(1, 5), counts)]).toEqual([])
  expect([...cellsByCount(new Int32Array(), counts)]).toEqual([])
})
