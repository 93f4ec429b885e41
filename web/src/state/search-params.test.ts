import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch, readOneOf, readText, stringifySearch } from './search-params.ts'

describe('search text', () => {
  it('comes back as it went, whatever was typed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 })), (values) => {
        expect(parseSearch(stringifySearch(values))).toEqual({ ...values })
      }),
    )
  })

  it('leaves out what is empty, and reads numbers as text', () => {
    expect(stringifySearch({ a: undefined, b: '', c: '1' })).toBe('?c=1')
    expect(stringifySearch({})).toBe('')
    expect(parseSearch('?text=51')).toEqual({ text: '51' })
  })

  it('gives only text and only what is allowed', () => {
    expect(readText({ a: 1 }, 'a')).toBeUndefined()
    expect(readOneOf({ tier: 'D' }, 'tier', ['A', 'B'])).toBeUndefined()
    expect(readOneOf({ tier: 'B' }, 'tier', ['A', 'B'])).toBe('B')
  })
})
