import { describe, expect, it } from 'vitest'
import { readPlanSearch, shownDay } from './plan-search.ts'

const plan = {
  startDay: '2026-06-01',
  byDay: ['2026-06-01', '2026-06-02', '2026-06-03'].map((day) => ({ day, visits: 1, tours: 1 })),
}

describe('the day that the plan shows', () => {
  it('is the one in the address when the plan has it', () =>
    expect(shownDay(plan, '2026-06-03', '2026-06-02')).toBe('2026-06-03'))
  it('is today when the address names none or one outside the plan', () => {
    expect(shownDay(plan, undefined, '2026-06-02')).toBe('2026-06-02')
    expect(shownDay(plan, '2027-01-01', '2026-06-02')).toBe('2026-06-02')
  })
  it('is the first before and after the plan', () => expect(shownDay(plan, undefined, '2026-07-01')).toBe('2026-06-01'))
})

describe('the address of the plan', () => {
  it('drops a day that is no date', () =>
    expect(readPlanSearch({ day: 'soon', bcu: 'AB' })).toMatchObject({ bcu: 'AB', day: undefined }))
})
