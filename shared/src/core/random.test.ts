import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createKeyedRng,
  createSeededRng,
  parseKey,
  pickWeighted,
  sha256Hex,
  shuffled,
  uniform,
  uniformBelow,
  uniformBetween,
  type Rng,
} from './random.ts'

const key = new Uint8Array(32).fill(7)

/** An Rng that returns the given words in turn. */
const scripted = (...words: number[]): Rng => ({ uint32: () => words.shift()! })

describe('createKeyedRng', () => {
  it('is HMAC-SHA256 in counter mode under a key derived from the label', () => {
    const streamKey = createHmac('sha256', key).update('draw/0/NW').digest()
    const blocks = [0, 1].map((n) => {
      const counter = Buffer.alloc(8)
      counter.writeUInt32BE(n, 4)
      return createHmac('sha256', streamKey).update(counter).digest()
    })
    const rng = createKeyedRng(key, 'draw/0/NW')
    const expected = blocks.flatMap((block) => Array.from({ length: 8 }, (_, i) => block.readUInt32BE(i * 4)))
    expect(Array.from({ length: 16 }, () => rng.uint32())).toEqual(expected)
  })

  it('gives other streams for another label and for another key', () => {
    const first = (k: Uint8Array, label: string): number => createKeyedRng(k, label).uint32()
    expect(first(key, 'a')).toBe(first(key, 'a'))
    expect(first(key, 'a')).not.toBe(first(key, 'b'))
    expect(first(key, 'a')).not.toBe(first(new Uint8Array(32).fill(8), 'a'))
  })

  it.each([0, 31, 33])('refuses a key of %i bytes', (bytes) => {
    expect(() => createKeyedRng(new Uint8Array(bytes), 'a')).toThrow(`this one has ${bytes}`)
  })
})

describe('createSeededRng', () => {
  it('repeats for one seed and differs for the next', () => {
    const take = (seed: number): number[] => {
      const rng = createSeededRng(seed)
      return Array.from({ length: 5 }, () => rng.uint32())
    }
    expect(take(1)).toEqual(take(1))
    expect(take(1)).not.toEqual(take(2))
    expect(new Set(take(0)).size).toBe(5)
  })

  it('sets every bit about half the time', () => {
    const rng = createSeededRng(42)
    const ones = new Array<number>(32).fill(0)
    for (let i = 0; i < 4000; i++) {
      const word = rng.uint32()
      for (let bit = 0; bit < 32; bit++) ones[bit]! += (word >>> bit) & 1
    }
    for (const count of ones) expect(Math.abs(count - 2000)).toBeLessThan(160) // 5 sd; sd = 31.6
  })
})

describe('uniform', () => {
  it('reaches 0 and stays below 1', () => {
    expect(uniform(scripted(0, 0))).toBe(0)
    expect(uniform(scripted(0xffffffff, 0xffffffff))).toBe(1 - 2 ** -53)
  })
})

describe('uniformBelow', () => {
  it('draws again above the last whole multiple, so that no value is favoured', () => {
    // 2^32 = 3 x 1431655765 + 1: the word 2^32 - 1 has no partner and must be refused.
    expect(uniformBelow(scripted(0xffffffff, 4), 3)).toBe(1)
  })

  it('hits each value equally often', () => {
    const rng = createSeededRng(5)
    const counts = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 6000; i++) counts[uniformBelow(rng, 6)]! += 1
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(145) // 5 sd; sd = 28.9
  })

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('refuses %d', (n) => {
    expect(() => uniformBelow(createSeededRng(1), n)).toThrow(String(n))
  })

  it('takes 1 and 2^32', () => {
    expect(uniformBelow(scripted(9), 1)).toBe(0)
    expect(uniformBelow(scripted(0xffffffff), 2 ** 32)).toBe(0xffffffff)
  })
})

describe('uniformBetween', () => {
  it('includes both ends', () => {
    const rng = createSeededRng(3)
    const seen = new Set(Array.from({ length: 300 }, () => uniformBetween(rng, 12, 16)))
    expect([...seen].sort((a, b) => a - b)).toEqual([12, 13, 14, 15, 16])
  })
})

describe('pickWeighted', () => {
  it('cuts the range at the cumulative weights and never takes a weight of 0', () => {
    const pick = (word: number): number => pickWeighted(scripted(word), [2, 0, 3], 5)
    expect([0, 1, 2, 3, 4].map(pick)).toEqual([0, 0, 2, 2, 2])
  })

  it('says that there is nothing to pick from, and that a total is wrong', () => {
    expect(pickWeighted(scripted(), [0, 0], 0)).toBe(-1)
    expect(() => pickWeighted(scripted(4), [1, 1], 5)).toThrow('above the sum')
  })
})

describe('shuffled', () => {
  it('keeps every item, leaves the input alone, and puts each first equally often', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
        const before = [...items]
        const sorted = (list: number[]): number[] => list.toSorted((a, b) => a - b)
        expect(sorted(shuffled(items, createSeededRng(seed)))).toEqual(sorted(items))
        expect(items).toEqual(before)
      }),
    )
    const rng = createSeededRng(11)
    const first = [0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) first[shuffled([0, 1, 2, 3], rng)[0]!]! += 1
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(140) // 5 sd; sd = 27.4
  })
})

describe('parseKey', () => {
  it('reads 64 hexadecimal digits and white space around them', () => {
    expect(parseKey(` ${'0F'.repeat(32)}\n`)).toEqual(new Uint8Array(32).fill(15))
  })

  it.each(['ab', '0'.repeat(32), `${'0'.repeat(63)}g`, '0'.repeat(65)])('refuses "%s" without repeating it', (text) => {
    let message = ''
    try {
      parseKey(text)
    } catch (error) {
      message = String(error)
    }
    expect(message).toContain(`${text.length} characters`)
    expect(message).not.toContain(text)
  })
})

describe('sha256Hex', () => {
  it('gives the digest of the FIPS 180-4 example', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256Hex(new Uint8Array([97, 98, 99]))).toBe(sha256Hex('abc'))
  })
})
