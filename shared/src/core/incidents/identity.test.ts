import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHasher, createHashTable, type Hash64 } from './hash-table.ts'
import { createDuplicateCheck, createIdentityMaker } from './identity.ts'
import type { Incident } from './incident.ts'

const incident = (over: Partial<Incident> = {}): Incident => ({
  publisher: 'force',
  sourceId: 'A1',
  occurredFrom: 29_000_000,
  occurredTo: null,
  precision: 'minute',
  recordedAt: null,
  offence: 'robbery',
  offenceCode: null,
  flags: [],
  howFound: 'public',
  domestic: null,
  placeType: null,
  lat: 51.5,
  lng: -0.1,
  placeName: null,
  ...over,
})

const hasher = createHasher()
const hashText = (text: string): Hash64 => {
  hasher.text(text)
  return hasher.take()
}

describe('createDuplicateCheck', () => {
  it('tells new, the same again, and the same id with other content, which it points back to', () => {
    const check = createDuplicateCheck()
    expect(check.sight(incident(), 1, 2)).toEqual({ kind: 'new', sourceId: 'A1' })
    expect(check.sight(incident({ sourceId: 'A2' }), 1, 3)).toEqual({ kind: 'new', sourceId: 'A2' })
    expect(check.sight(incident(), 4, 9)).toEqual({ kind: 'duplicate' })
    expect(check.sight(incident({ lat: 51.6 }), 4, 10)).toEqual({ kind: 'conflict', fileIndex: 1, line: 2 })
  })

  it('takes the same id of another publisher for another incident', () => {
    const check = createDuplicateCheck()
    check.sight(incident(), 0, 2)
    expect(check.sight(incident({ publisher: 'data.police.uk' }), 0, 3)).toEqual({ kind: 'new', sourceId: 'A1' })
  })

  const changes: Partial<Incident>[] = [
    { occurredFrom: 29_000_001 },
    { occurredTo: 29_000_001 },
    { precision: 'day' },
    { recordedAt: 29_000_001 },
    { offence: 'homicide' },
    { offenceCode: '8N' },
    { flags: ['knife'] },
    { howFound: 'unknown' },
    { domestic: false },
    { placeType: 'park' },
    { lng: -0.100_001 },
    { placeName: 'Rye Lane' },
  ]
  it.each(changes)('sees the change %j', (change) => {
    const check = createDuplicateCheck()
    check.sight(incident(), 0, 2)
    expect(check.sight(incident(change), 0, 3).kind).toBe('conflict')
  })

  it('stays right beyond the size at which its table grows', () => {
    const check = createDuplicateCheck()
    for (let i = 0; i < 20_000; i++) expect(check.sight(incident({ sourceId: `${i}` }), 0, i + 2).kind).toBe('new')
    for (let i = 0; i < 20_000; i++)
      expect(check.sight(incident({ sourceId: `${i}` }), 0, i + 2).kind).toBe('duplicate')
  })
})

describe('createDuplicateCheck of a source that repeats ids', () => {
  const [a, b] = [incident({ lat: 51 }), incident({ lat: 52 })]
  const ids = (check: ReturnType<typeof createDuplicateCheck>, file: number, ...rows: Incident[]) =>
    rows.map((row) => {
      const sighting = check.sight(row, file, 2)
      return sighting.kind === 'new' ? sighting.sourceId : sighting.kind
    })

  it('takes every row of one file, alike or not, and numbers them', () => {
    expect(ids(createDuplicateCheck(true), 0, a, b, a, incident({ sourceId: 'A2' }))).toEqual([
      'A1',
      'A1#2',
      'A1#3',
      'A2',
    ])
  })

  it('takes of another file only what it has more of, in whatever order', () => {
    const check = createDuplicateCheck(true)
    ids(check, 0, a, b, a)
    expect(ids(check, 1, b, a, b, a, a)).toEqual(['duplicate', 'duplicate', 'A1#4', 'duplicate', 'A1#5'])
    expect(ids(check, 2, a, a, a, b)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate'])
  })
})

describe('createIdentityMaker', () => {
  it('numbers equal rows, whatever stands between them', () => {
    const maker = createIdentityMaker()
    const first = maker.fromContent(incident())
    expect(maker.fromContent(incident({ lat: 51.6 }))).toMatch(/#1$/)
    expect(maker.fromContent(incident())).toBe(first.replace('#1', '#2'))
  })
})

describe('createHashTable', () => {
  it('keeps what a Map would keep', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 3000 }), (texts) => {
        const table = createHashTable(2)
        const model = new Map<string, number>()
        for (const text of texts) {
          const slot = table.find(hashText(text))
          table.values[slot + 1] = table.values[slot + 1]! + 1
          model.set(text, (model.get(text) ?? 0) + 1)
        }
        for (const [text, n] of model) expect(table.values[table.find(hashText(text)) + 1]).toBe(n)
      }),
      { numRuns: 50 },
    )
  })

  it('has no collision among 300,000 ids that differ little', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 300_000; i++) {
      const { high, low } = hashText(`4825${i}`)
      seen.add(`${high} ${low}`)
    }
    expect(seen.size).toBe(300_000)
  })
})

describe('createHasher', () => {
  const hashOf = (values: readonly (string | number | null)[]): string => {
    for (const value of values)
      if (typeof value === 'number') hasher.number(value)
      else hasher.text(value)
    const { high, low } = hasher.take()
    return `${high} ${low}`
  }

  it.each([
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [
      ['', null],
      [null, ''],
    ],
    [
      [0, null],
      [null, 0],
    ],
    [['abc'], ['abcd']],
    [['a'], ['a\0']],
    [[51.5], [51.500_000_000_000_01]],
    [[1, 2], [1]],
  ])('tells %j from %j', (one, other) => {
    expect(hashOf(one)).not.toBe(hashOf(other))
    expect(hashOf(one)).toBe(hashOf(one))
  })

  it('has no collision among 300,000 places that differ little', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 300_000; i++) seen.add(hashOf([51.3 + i / 1e6, -0.5 + (i % 1000) / 1e6, 'robbery']))
    expect(seen.size).toBe(300_000)
  })
})
