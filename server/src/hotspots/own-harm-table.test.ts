import { describe, expect, it } from 'vitest'
import { checkOwnHarmTable, RANKED_OFFENCES } from './own-harm-table.ts'

const NOTHING = {
  homicide: 0,
  'violence-with-injury': 0,
  'violence-without-injury': 0,
  'sexual-offence': 0,
  robbery: 0,
  weapons: 0,
  other: 0,
}
const table = (days: Partial<typeof NOTHING>, capDays = 1825) => ({
  name: 'Ours',
  source: 'a survey',
  capDays,
  days: { ...NOTHING, ...days },
})

describe('checkOwnHarmTable', () => {
  it.each(RANKED_OFFENCES)('takes one in which %s alone has days', (offence) => {
    const own = table({ [offence]: 0.5 })
    expect(checkOwnHarmTable(own)).toBe(own)
  })

  it('refuses one in which only what is never ranked has days', () => {
    for (const days of [{}, { weapons: 5 }, { other: 5 }, { weapons: 5, other: 5 }])
      expect(() => checkOwnHarmTable(table(days))).toThrow('Harm table "Ours": nothing would count')
  })

  it('refuses what no table may have', () => {
    expect(() => checkOwnHarmTable(table({ homicide: 5, robbery: -1 }))).toThrow('robbery')
    expect(() => checkOwnHarmTable(table({ homicide: Number.NaN, robbery: 5 }))).toThrow('homicide')
    expect(() => checkOwnHarmTable(table({ homicide: 5 }, 0))).toThrow('cap')
  })
})
