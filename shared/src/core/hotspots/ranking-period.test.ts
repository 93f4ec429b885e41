import { describe, expect, it } from 'vitest'
import { createZone, parseDay } from '../time.ts'
import { at, columns, incident } from './incidents.fixture.ts'
import { rankingPeriod, yearsEarlier } from './ranking-period.ts'

const zone = createZone('Europe/London')
const options = (asOf: string) => ({ asOfDay: parseDay(asOf)!, weeks: 12, horizonDays: 21 })

describe('rankingPeriod', () => {
  it('takes the weeks before as-of and the days from it, at local midnight', () => {
    const { unit, window, horizon } = rankingPeriod(columns([incident()]), options('2026-02-01'), zone)
    expect(unit).toBe('day')
    expect(window.fromDay).toBe(parseDay('2025-11-09'))
    expect(window.fromUtcMin).toBe(at('2025-11-09T00:00'))
    expect(window.toUtcMin).toBe(at('2026-02-01T00:00'))
    expect(horizon.toUtcMin).toBe(at('2026-02-22T00:00'))
  })
  it.each([
    ['spring', '2026-04-20', -60],
    ['autumn', '2025-11-17', 60],
  ])('keeps whole local days over the %s clock change', (_season, asOf, changeMin) => {
    const { window } = rankingPeriod(columns([incident()]), options(asOf), zone)
    expect(window.toDay - window.fromDay).toBe(84)
    expect(window.toUtcMin - window.fromUtcMin).toBe(84 * 1440 + changeMin)
  })
  it('takes calendar months when every incident before as-of is known by month only', () => {
    const monthly = columns([
      incident({ precision: 'month', occurredFrom: at('2017-05-01T00:00') }),
      incident({ precision: 'minute', occurredFrom: at('2017-08-01T09:00') }),
    ])
    const { unit, window, horizon } = rankingPeriod(monthly, options('2017-07-20'), zone)
    expect(unit).toBe('month')
    expect([window.fromDay, window.toDay]).toEqual([parseDay('2017-04-01'), parseDay('2017-07-01')])
    expect([horizon.fromDay, horizon.toDay]).toEqual([parseDay('2017-07-01'), parseDay('2017-08-01')])
  })
  it('takes days as soon as one incident has a day', () => {
    const mixed = columns([
      incident({ precision: 'month', occurredFrom: at('2017-05-01T00:00') }),
      incident({ precision: 'day', occurredFrom: at('2017-06-03T00:00') }),
    ])
    expect(rankingPeriod(mixed, options('2017-07-01'), zone).unit).toBe('day')
  })
})

describe('yearsEarlier', () => {
  it('moves days by whole weeks and months by whole years', () => {
    const { window } = rankingPeriod(columns([incident()]), options('2026-02-01'), zone)
    expect((window.fromDay - yearsEarlier(window, 1, 'day', zone).fromDay) % 7).toBe(0)
    const monthly = columns([incident({ precision: 'month', occurredFrom: at('2017-05-01T00:00') })])
    const months = rankingPeriod(monthly, options('2017-07-01'), zone).window
    expect(yearsEarlier(months, 1, 'month', zone).fromDay).toBe(parseDay('2016-04-01'))
  })
})
