import { describe, expect, it } from 'vitest'
import { draftOfHarmTable, readHarmDraft } from './harm-draft.ts'

const own = {
  name: 'Ours',
  source: 'Board paper 7',
  capDays: 1825,
  days: {
    homicide: 5475,
    'violence-with-injury': 365,
    'violence-without-injury': 10,
    'sexual-offence': 1003.625,
    robbery: 365,
    weapons: 3,
    other: 0,
  },
  isShipped: false,
}
const { isShipped: _, ...content } = own

describe('a draft of a harm table', () => {
  it('says the same as the table that it was made from', () =>
    expect(readHarmDraft(draftOfHarmTable(own), own.days)).toEqual({ table: content, faults: {} }))

  it('from the shipped one asks for a name and a source of its own', () => {
    const draft = draftOfHarmTable({ ...own, isShipped: true })
    expect(Object.keys(readHarmDraft(draft, own.days).faults)).toEqual(['name', 'source'])
  })

  it('says what is wrong with each figure', () => {
    const draft = draftOfHarmTable(own)
    const days = { ...draft.days, robbery: '-1', homicide: '400,000' }
    expect(readHarmDraft({ ...draft, capDays: '0', days }, own.days).faults).toEqual({
      capDays: 'Give a number above 0 and up to 365,000',
      'days/homicide': 'Give a number from 0 to 365,000',
      'days/robbery': 'Give a number from 0 to 365,000',
    })
  })

  it('counts something', () => {
    const draft = draftOfHarmTable({
      ...own,
      days: {
        ...own.days,
        homicide: 0,
        'violence-with-injury': 0,
        'violence-without-injury': 0,
        'sexual-offence': 0,
        robbery: 0,
      },
    })
    expect(readHarmDraft(draft, own.days).faults['days/homicide']).toMatch(/Nothing would count/)
  })
})
