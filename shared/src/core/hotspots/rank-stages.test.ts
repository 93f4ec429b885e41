import { expect, it } from 'vitest'
import { createSeededRng } from '../random.ts'
import { createZone, parseDay } from '../time.ts'
import { columns, town } from './incidents.fixture.ts'
import { DEFAULT_RANK_OPTIONS } from './rank-options.ts'
import { ratesOf, scopeOf } from './rank-stages.ts'
import { rankingPeriod } from './ranking-period.ts'

it('keeps the rates of two time zones apart, even where both have the same midnights now', () => {
  // In the winter of 2016 clocks in Istanbul and Moscow agreed; a year before they did not.
  const asOfDay = parseDay('2016-12-20')!
  const shift = (asOfDay - parseDay('2026-01-05')!) * 1440
  const incidents = columns(
    town(500, createSeededRng(2)).map((row) => ({ ...row, occurredFrom: row.occurredFrom + shift })),
  )
  const [moscow, istanbul] = ['Europe/Moscow', 'Europe/Istanbul'].map((timezone) => {
    const options = { ...DEFAULT_RANK_OPTIONS, asOfDay, weeks: 4, timezone }
    const zone = createZone(timezone)
    const period = rankingPeriod(incidents, options, zone)
    const scope = scopeOf(incidents, options)
    return { period, scope, rates: ratesOf(scope, { incidents, options, period, zone }) }
  })
  expect(istanbul!.period).toEqual(moscow!.period)
  expect(istanbul!.scope).toBe(moscow!.scope)
  expect(istanbul!.rates).not.toBe(moscow!.rates)
})
