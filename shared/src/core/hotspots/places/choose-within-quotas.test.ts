import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AreaQuota } from './area-quotas.ts'
import { chooseWithinQuotas } from './choose-within-quotas.ts'

const AREAS = ['north', 'east', 'south']
const candidates = fc.array(fc.record({ area: fc.constantFrom(...AREAS, ''), value: fc.integer({ min: 0, max: 9 }) }), {
  maxLength: 9,
})
const limits = fc.record(
  { least: fc.integer({ min: 0, max: 3 }), most: fc.integer({ min: 0, max: 4 }) },
  { requiredKeys: [] },
)
/** Candidates in order of value, quotas that do not contradict themselves, and a top that holds all of the leasts. */
const cases = fc
  .tuple(candidates, fc.tuple(limits, limits, limits), fc.integer({ min: 0, max: 4 }))
  .map(([given, limited, more]) => {
    const quotas = limited.flatMap((limit, i): AreaQuota[] =>
      limit.least !== undefined && limit.most !== undefined && limit.least > limit.most
        ? []
        : [{ area: AREAS[i]!, ...limit }],
    )
    const top = Math.max(1, more + quotas.reduce((sum, { least = 0 }) => sum + least, 0))
    return { sorted: given.toSorted((a, b) => b.value - a.value), quotas, top }
  })
type Candidate = { area: string; value: number }
const total = (some: readonly Candidate[]): number => some.reduce((sum, { value }) => sum + value, 0)
const choose = (sorted: readonly Candidate[], top: number, quotas: readonly AreaQuota[]): Candidate[] =>
  chooseWithinQuotas(sorted.length, (i) => sorted[i]!.area, top, quotas).map((i) => sorted[i]!)
const countIn = (some: readonly Candidate[], area: string): number => some.filter((one) => one.area === area).length

/** Every choice that keeps the quotas as far as there are candidates. */
function allowed(sorted: readonly Candidate[], top: number, quotas: readonly AreaQuota[]): Candidate[][] {
  return Array.from({ length: 2 ** sorted.length }, (_, mask) =>
    sorted.filter((_candidate, i) => Math.floor(mask / 2 ** i) % 2 === 1),
  ).filter(
    (some) =>
      some.length <= top &&
      quotas.every(({ area, least = 0, most = Infinity }) => {
        const count = countIn(some, area)
        return count <= most && count >= Math.min(least, countIn(sorted, area))
      }),
  )
}

describe('chooseWithinQuotas', () => {
  it('has the highest total of all choices that keep the quotas', () => {
    fc.assert(
      fc.property(cases, ({ sorted, quotas, top }) => {
        const chosen = choose(sorted, top, quotas)
        const choices = allowed(sorted, top, quotas)
        expect(choices.map((some) => JSON.stringify(some))).toContain(JSON.stringify(chosen))
        expect(total(chosen)).toBe(Math.max(...choices.map(total)))
      }),
      { numRuns: 300 },
    )
  })
  it('leaves no slot empty that a candidate could have', () => {
    fc.assert(
      fc.property(cases, ({ sorted, quotas, top }) => {
        const chosen = choose(sorted, top, quotas)
        const most = Math.max(...allowed(sorted, top, quotas).map((some) => some.length))
        expect(chosen.length).toBe(most)
      }),
    )
  })
  it('never gains by a quota', () => {
    fc.assert(
      fc.property(cases, ({ sorted, quotas, top }) => {
        for (const lifted of quotas) {
          const without = choose(
            sorted,
            top,
            quotas.filter((quota) => quota !== lifted),
          )
          expect(total(without)).toBeGreaterThanOrEqual(total(choose(sorted, top, quotas)))
        }
      }),
    )
  })
  it('takes the first ones without quotas', () => {
    expect(chooseWithinQuotas(5, () => 'north', 3, [])).toEqual([0, 1, 2])
  })
  it('asks for no more areas than it needs', () => {
    const asked: number[] = []
    const areaOf = (i: number): string => {
      asked.push(i)
      return i === 3 ? 'east' : 'north'
    }
    expect(chooseWithinQuotas(100, areaOf, 2, [{ area: 'east', least: 1 }])).toEqual([0, 3])
    expect(asked).toEqual([0, 1, 2, 3])
  })
  it('gives slots kept for an area that has too few places to the others', () => {
    const areas = ['north', 'north', 'east', 'north']
    expect(chooseWithinQuotas(4, (i) => areas[i]!, 3, [{ area: 'east', least: 3 }])).toEqual([0, 1, 2])
  })
})
