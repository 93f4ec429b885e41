import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEAST_STATED, maySum, tellParts } from './tell-counts.ts'

const weeks = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 })
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

describe('tellParts', () => {
  it.each([
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [4, 0, 3],
      [4, 0, 3],
    ],
    [
      [1, 2, 7],
      [null, null, 7],
    ],
    [
      [1, 5, 4, 4],
      [null, 5, 4, null],
    ],
    [
      [2, 9, 0],
      [null, null, 0],
    ],
    [
      [1, 1, 8, 3],
      [null, null, 8, null],
    ],
    [
      [1, 0, 0],
      [null, null, null],
    ],
    [
      [1, 1, 0],
      [null, null, null],
    ],
    [
      [2, 1, 0],
      [null, null, 0],
    ],
  ])('of %j tells %j', (counts, told) => {
    expect(tellParts(counts)).toEqual(told)
  })

  it('tells nothing from which, with the whole, a count of 1 or 2 follows', () => {
    fc.assert(
      fc.property(weeks, (counts) => {
        const told = tellParts(counts)
        for (const [part, count] of told.entries()) if (count !== null) expect(count).toBe(counts[part])
        for (const count of told) expect(count === 1 || count === 2).toBe(false)
        const hidden = counts.filter((_, part) => told[part] === null)
        const left = sum(counts) - sum(told.map((count) => count ?? 0))
        if (hidden.length === 0 || sum(counts) < LEAST_STATED) return
        // What subtraction gives is of two parts and more, and not itself a small count.
        expect(left).toBeGreaterThanOrEqual(LEAST_STATED)
        expect(hidden.length).toBeGreaterThan(1)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves out no more than it must: without any one of those, a small count would follow', () => {
    fc.assert(
      fc.property(weeks, (counts) => {
        const told = tellParts(counts)
        if (sum(counts) < LEAST_STATED) return
        for (const [part, count] of counts.entries()) {
          if (told[part] !== null || count < LEAST_STATED) continue
          expect(
            maySum(
              counts,
              told.map((value, index) => (index === part ? count : value)),
            ),
          ).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('maySum', () => {
  it.each([
    [[4, 5], [4, 5], true],
    [[1, 5], [null, 5], false],
    [[1, 1], [null, null], false],
    [[1, 5], [null, null], true],
    [[5], [null], false],
  ])('of %j told as %j is %s', (counts, told, expected) => {
    expect(maySum(counts, told)).toBe(expected)
  })
})
