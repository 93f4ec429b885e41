import { describe, expect, it } from 'vitest'
import { createZone, formatDay, parseDay } from '../../time.ts'
import { at, columns, incident } from '../incidents.fixture.ts'
import { DEFAULT_RANK_OPTIONS } from '../rank-options.ts'
import { chooseBacktestDays, type DatelessOptions } from './default-days.ts'
import { backtestPeriods } from './origins.ts'

const options = (over: Partial<DatelessOptions> = {}): DatelessOptions => ({
  ...DEFAULT_RANK_OPTIONS,
  stepWeeks: 4,
  methods: ['count'],
  ...over,
})
const spanning = (first: string, last: string) =>
  columns([first, last].map((day) => incident({ occurredFrom: at(`${day}T12:00`) })))
const chosen = (incidents: ReturnType<typeof columns>, over: Partial<DatelessOptions> = {}) => {
  const all = chooseBacktestDays(incidents, options(over))
  const dates = backtestPeriods(incidents, all, createZone(all.timezone)).map(({ horizon }) =>
    formatDay(horizon.fromDay),
  )
  return { from: formatDay(all.fromDay), to: formatDay(all.toDay), dates }
}

describe('chooseBacktestDays', () => {
  it('ends the last horizon with the data and stands as often as a year to learn from allows', () => {
    const { from, to, dates } = chosen(spanning('2023-01-01', '2025-12-31'))
    expect([from, to, dates.length]).toEqual(['2024-01-11', '2026-01-01', 26])
    expect(dates.at(-1)).toBe('2025-12-11')
  })
  it('stands at 52 dates at most, the latest', () => {
    const { to, dates } = chosen(spanning('2015-01-01', '2025-12-31'), { stepWeeks: 1 })
    expect([to, dates.length, dates.at(-1)]).toEqual(['2026-01-01', 52, '2025-12-11'])
  })
  it('learns from half of the data where that is less than a year, and never from less than the window', () => {
    // 182 days: half is 91, the window 84.
    const { from, dates } = chosen(spanning('2025-07-01', '2025-12-29'))
    expect([from, dates]).toEqual(['2025-10-14', ['2025-10-14', '2025-11-11', '2025-12-09']])
    expect(chosen(spanning('2025-09-18', '2025-12-31')).dates).toEqual(['2025-12-11'])
  })
  it('keeps a day that is given', () => {
    const incidents = spanning('2023-01-01', '2025-12-31')
    expect(chosen(incidents, { toDay: parseDay('2025-06-01')! })).toMatchObject({ to: '2025-06-01' })
    expect(chosen(incidents, { fromDay: parseDay('2025-12-01')! })).toEqual({
      from: '2025-12-01',
      to: '2026-01-01',
      dates: ['2025-12-01'],
    })
    const both = { fromDay: 1, toDay: 2 }
    expect(chooseBacktestDays(columns([]), options(both))).toMatchObject(both)
  })
  it('counts in months where the data has no days', () => {
    const monthly = columns(
      ['2016-01', '2017-08'].map((month) => incident({ precision: 'month', occurredFrom: at(`${month}-01T00:00`) })),
    )
    const { from, to, dates } = chosen(monthly)
    expect([from, to, dates.length, dates.at(-1)]).toEqual(['2016-11-01', '2017-09-01', 10, '2017-08-01'])
  })
  it('refuses data that is too short for one date, naming its days, and data without an incident in scope', () => {
    expect(() => chosen(spanning('2025-09-19', '2025-12-31'))).toThrow(
      /from 2025-09-19 to 2025-12-31.*too short.*12 weeks/,
    )
    expect(() => chosen(columns([incident({ offence: 'weapons' })]))).toThrow(/No incident is in scope/)
  })
})
