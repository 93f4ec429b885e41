import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEAST_STATED, tellParts } from './tell-counts.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Every list of `parts` whole numbers that add up to `whole`. */
function* splits(whole: number, parts: number): Generator<number[]> {
  if (parts === 1) {
    yield [whole]
    return
  }
  for (let first = 0; first <= whole; first++)
    for (const rest of splits(whole - first, parts - 1)) yield [first, ...rest]
}

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
      [1, 1, 1, 9],
      [null, null, null, 9],
    ],
    [
      [1, 5, 4, 4, 7],
      [null, 5, null, null, 7],
    ],
    [
      [2, 2, 3, 8],
      [null, null, null, 8],
    ],
    [
      [2, 9, 0],
      [null, null, null],
    ],
    [
      [1, 2, 0, 6],
      [null, null, null, 6],
    ],
    [
      [1, 0, 0],
      [null, null, null],
    ],
  ])('of %j tells %j', (counts, told) => {
    expect(tellParts(counts)).toEqual(told)
  })

  it('keeps every 1 and 2 from one who knows the whole and the rule and tries all that it could have been', () => {
    for (const parts of [2, 3, 4, 5])
      for (let whole = LEAST_STATED; whole <= 16; whole++) {
        const alike = new Map<string, number[][]>()
        for (const counts of splits(whole, parts)) {
          const told = JSON.stringify(tellParts(counts))
          alike.set(told, [...(alike.get(told) ?? []), counts])
        }
        for (const [told, possible] of alike)
          for (const [part, count] of (JSON.parse(told) as (number | null)[]).entries()) {
            if (count !== null) {
              expect(count === 1 || count === 2).toBe(false)
              continue
            }
            const could = new Set(possible.map((counts) => counts[part]))
            expect(could.size, `${told} of ${whole}, part ${part}`).toBeGreaterThan(1)
          }
      }
  })

  it('tells only true counts, and leaves out parts that make 3 and more together', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 }), (counts) => {
        const told = tellParts(counts)
        expect(told.every((count, part) => count === null || count === counts[part])).toBe(true)
        const left = sum(counts.filter((_, part) => told[part] === null))
        expect(left === 0 || left >= LEAST_STATED || sum(counts) < LEAST_STATED).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
