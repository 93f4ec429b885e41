import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, canonicalJsonChunks, round6 } from './canonical-json.ts'

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.3', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('does not depend on the order of keys and can be read back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('leaves out what is undefined and refuses what JSON cannot write', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('NaN')
  })
})

describe('canonicalJsonChunks', () => {
  it('adds up to the one text, whatever the value, with a list given as any iterable', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
        expect([...canonicalJsonChunks(value)].join('')).toBe(canonicalJson(value))
        expect([...canonicalJsonChunks([value, [], {}])].join('')).toBe(canonicalJson([value, [], {}]))
      }),
    )
    const lists = { b: new Set([{ z: 1, y: [2] }, 3]), a: new Set(), c: undefined }
    expect([...canonicalJsonChunks(lists)].join('')).toBe('{"a":[],"b":[{"y":[2],"z":1},3]}')
  })

  it('never holds more than one item of a list', () => {
    const lengths = [...canonicalJsonChunks({ list: Array.from({ length: 1000 }, (_, i) => ({ i })) })].map(
      (piece) => piece.length,
    )
    expect(Math.max(...lengths)).toBeLessThan(20)
  })
})

describe('round6', () => {
  it('keeps six decimals and has no negative zero', () => {
    expect(round6(0.123_456_789)).toBe(0.123457)
    expect(Object.is(round6(-1e-9), 0)).toBe(true)
    expect(round6(12)).toBe(12)
  })
})
