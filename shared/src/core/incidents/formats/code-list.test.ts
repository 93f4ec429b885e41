import { describe, expect, it } from 'vitest'
import { createCodeList } from './code-list.ts'

describe('createCodeList', () => {
  const list = createCodeList('offence', {
    'Assault*': 'violence-without-injury',
    'Assault - S*': 'violence-with-injury',
    'Assault - Sexual': 'sexual-offence',
    '  Theft   from ': '',
    '*': 'other',
  })

  it.each([
    ['Assault', 'violence-without-injury'],
    ['assault by beating', 'violence-without-injury'],
    ['ASSAULT - S.47', 'violence-with-injury'],
    ['Assault - sexual', 'sexual-offence'],
    ['Theft from', ''],
    ['robbery', 'robbery'], // ours
    ['An assault', undefined],
    ['', undefined],
  ])('takes "%s" for %j: whole before beginning, the longest beginning first', (value, expected) => {
    expect(list.find(value)).toBe(expected)
    expect(list.find(value)).toBe(expected)
  })

  it('keeps what holds for any other value apart', () => {
    expect(list.anyOther).toBe('other')
    expect(createCodeList('offence', {}).anyOther).toBeUndefined()
  })
})
