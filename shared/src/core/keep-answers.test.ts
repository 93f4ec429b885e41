import { describe, expect, it } from 'vitest'
import { keepAnswers } from './keep-answers.ts'

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
