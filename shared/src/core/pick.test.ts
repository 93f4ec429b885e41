import fc from 'fast-check'
import { expect, it } from 'vitest'
import { indexesFrom, nthLargest, pick } from './pick.ts'

it('finds the n-th largest of any values, repeated ones too', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true })), { minLength: 1 })
  fc.assert(
    fc.property(values, fc.nat(), (given, seed) => {
      // Sorting puts -0 before 0, which are one value here.
      const all = Float64Array.from(given, (value) => value + 0)
      const n = 1 + (seed % all.length)
      expect(nthLargest(all, n)).toBe(all.toSorted().at(-n))
      expect([...all]).toEqual(given.map((value) => value + 0))
    }),
  )
})

it('picks values by index, and the indexes of what is large enough', () => {
  expect([...pick(Float64Array.of(5, 6, 7), Int32Array.of(2, 0, 2))]).toEqual([7, 5, 7])
  const room = new Float64Array(2)
  expect(pick([5, 6, 7], [1, 0], room)).toBe(room)
  expect([...room]).toEqual([6, 5])
  expect([...indexesFrom(2, Float64Array.of(3, 1, 2, 1.9))]).toEqual([0, 2])
})
