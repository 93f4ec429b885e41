import { describe, expect, it } from 'vitest'
import { judgeCode, judgeOffence } from './judge-offence.ts'
import { findOffenceCode, OFFENCE_CODES } from './offence-codes.ts'

describe('findOffenceCode', () => {
  it.each([
    ['1', 'homicide', []],
    ['4/1', 'homicide', []],
    ['4.1', 'homicide', []],
    ['4.10', 'homicide', []],
    ['004/01', 'homicide', []],
    ['2', 'violence-with-injury', []],
    ['5D', 'violence-with-injury', []],
    ['8N', 'violence-with-injury', []],
    ['8n', 'violence-with-injury', []],
    ['008N', 'violence-with-injury', []],
    ['8P', 'violence-with-injury', ['hate']],
    ['8/06', 'violence-with-injury', []],
    ['8/6', 'violence-with-injury', []],
    ['008/06', 'violence-with-injury', []],
    ['00806', 'violence-with-injury', []],
    ['00501', 'violence-with-injury', []],
    ['105A', 'violence-without-injury', []],
    ['105/01', 'violence-without-injury', []],
    ['10501', 'violence-without-injury', []],
    ['105B', 'violence-without-injury', ['hate']],
    ['8L', 'violence-without-injury', []],
    ['8Q', 'violence-without-injury', []],
    ['104', 'violence-without-injury', []],
    ['10423', 'violence-without-injury', []],
    ['19C', 'sexual-offence', []],
    ['17A', 'sexual-offence', []],
    ['88E', 'sexual-offence', []],
    ['34A', 'robbery', ['business']],
    ['34B', 'robbery', ['personal']],
    ['034/01', 'robbery', []],
    ['10D', 'weapons', ['knife']],
    ['10A', 'weapons', ['firearm']],
    ['81', 'weapons', ['firearm']],
    ['9A', 'other', []],
    ['9B', 'other', ['hate']],
    ['62A', 'other', []],
    ['28E', 'other', []],
    ['30C', 'other', []],
    ['49', 'other', []],
    ['092/61', 'other', []],
    ['12512', 'other', []],
    ['814', 'other', []],
    ['4/4', 'other', []],
  ] as const)('takes %s for %s %j', (code, offence, flags) =>
    expect(findOffenceCode(code)).toMatchObject({ offence, flags }),
  )

  it.each(['', 'X1', '8', '8Z', '8/99', '999', '34AB', '1234567', 'ASSAULT', '0'])('does not know "%s"', (code) =>
    expect(findOffenceCode(code)).toBeUndefined(),
  )

  it('has each code once, and finds each by itself', () => {
    const codes = OFFENCE_CODES.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const entry of OFFENCE_CODES) expect(findOffenceCode(entry.code)).toBe(entry)
  })
})

describe('an offence in words and a code', () => {
  it('agree: the code adds what it states', () =>
    expect(judgeOffence('robbery', '34A')).toEqual({
      offence: 'robbery',
      offenceCode: '34A',
      codeFlags: ['business'],
      notices: [],
    }))
  it('contradict each other: the words win, the code is kept, states nothing and is noticed', () =>
    expect(judgeOffence('violence-with-injury', '34A')).toEqual({
      offence: 'violence-with-injury',
      offenceCode: '34A',
      codeFlags: [],
      notices: ['code-contradicts-offence'],
    }))
  it('a code that is not known is kept and noticed', () =>
    expect(judgeOffence('robbery', '8Z')).toMatchObject({
      offence: 'robbery',
      offenceCode: '8Z',
      notices: ['unknown-offence-code'],
    }))
  it('no code: nothing to notice', () =>
    expect(judgeOffence('robbery', null)).toMatchObject({ offenceCode: null, notices: [] }))
  it('a code alone is enough when it is known', () => {
    expect(judgeCode('8P')).toMatchObject({ offence: 'violence-with-injury', codeFlags: ['hate'], notices: [] })
    expect(judgeCode('8Z')).toBeUndefined()
  })
})
