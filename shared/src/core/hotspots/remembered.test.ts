import { describe, expect, it } from 'vitest'
import { keepAnswers, remembered } from './remembered.ts'

it('makes an answer once, keeps the last asked for, and never mixes up what they were made from', () => {
  const made: string[] = []
  const stage = remembered(
    2,
    (given: string) => given,
    (of: { name: string }, given) => {
      made.push(`${of.name}${given}`)
      return made.length
    },
  )
  const [a, b] = [{ name: 'a' }, { name: 'b' }]
  expect([stage(a, '1'), stage(a, '2'), stage(a, '1'), stage(b, '1')]).toEqual([1, 2, 1, 3])
  // A third answer drops the one not asked for longest.
  expect([stage(a, '3'), stage(a, '1'), stage(a, '2')]).toEqual([4, 1, 5])
  expect(made).toEqual(['a1', 'a2', 'b1', 'a3', 'a2'])
})

describe('keepAnswers', () => {
  it('makes each answer once, and forgets all when there are too many', () => {
    const made: string[] = []
    const keep = keepAnswers<number | undefined>(2)
    const ask = (key: string): number | undefined =>
      keep(key, () => {
        made.push(key)
        return key === 'b' ? undefined : made.length
      })
    expect(['a', 'b', 'a', 'b'].map(ask)).toEqual([1, undefined, 1, undefined])
    expect(made).toEqual(['a', 'b'])
    expect(['c', 'c', 'a'].map(ask)).toEqual([3, 3, 4])
    expect(made).toEqual(['a', 'b', 'c', 'a'])
  })
})
