import { describe, expect, it } from 'vitest'
import type { IncidentContent } from '../incidents/incident-table.ts'
import { createZone, formatDay, parseDay } from '../time.ts'
import { at, columns, incident } from './incidents.fixture.ts'
import { rankingPeriod } from './ranking-period.ts'
import { seasonalLevel } from './seasonal-level.ts'

const zone = createZone('Europe/London')
const AS_OF = parseDay('2026-01-05')!
const options = { asOfDay: AS_OF, weeks: 12, horizonDays: 21 }

/** `perDay` incidents at noon of each of `days` days from `fromDay`. */
const daily = (fromDay: number, days: number, perDay: number): IncidentContent[] =>
  Array.from({ length: days * perDay }, (_, i) =>
    incident({ occurredFrom: at(`${formatDay(fromDay + Math.floor(i / perDay))}T12:00`) }),
  )
/** The 12 weeks and the 3 weeks after them, so many years before as-of. */
const season = (years: number, window: number, horizon: number): IncidentContent[] => [
  ...daily(AS_OF - 364 * years - 84, 84, window),
  ...daily(AS_OF - 364 * years, 21, horizon),
]
/** Something earlier than all of it, so that the earliest year is whole. */
const first = (years: number): IncidentContent[] => daily(AS_OF - 364 * years - 85, 1, 1)

function levelOf(incidents: IncidentContent[], leaveOut: (row: number) => boolean = () => false): number {
  const table = columns(incidents)
  const selected = Uint8Array.from({ length: table.length }, (_, row) => (leaveOut(row) ? 0 : 1))
  return seasonalLevel(table, selected, rankingPeriod(table, options, zone), zone)
}

/** Counts by the day, pulled towards 1 by what a variance of 0.01 of the logarithm leaves of them. */
const expected = (window: number, horizon: number): number => {
  const ratio = horizon / 21 / (window / 84)
  return ratio ** (0.01 / (0.01 + 1 / horizon + 1 / window))
}

describe('seasonalLevel', () => {
  it('is 1 without a whole earlier year: a window that begins before the data says nothing', () => {
    expect(levelOf(daily(AS_OF - 84, 84, 3))).toBe(1)
    expect(
      levelOf([...daily(AS_OF - 364 - 83, 83, 2), ...daily(AS_OF - 364, 21, 6), ...daily(AS_OF - 84, 84, 2)]),
    ).toBe(1)
  })

  it('lifts and lowers by the same weeks a year before, as far as their counts can be trusted', () => {
    const now = daily(AS_OF - 84, 84, 2)
    expect(levelOf([...first(1), ...season(1, 2, 6), ...now])).toBeCloseTo(expected(168, 126), 9)
    expect(levelOf([...first(1), ...season(1, 6, 2), ...now])).toBeCloseTo(expected(504, 42), 9)
    expect(levelOf([...first(1), ...season(1, 2, 6), ...now])).toBeGreaterThan(1.3)
    // Few incidents, little trust: three times as many in the horizon hardly move it.
    const few = [...first(1), ...daily(AS_OF - 364 - 84, 4, 1), ...daily(AS_OF - 364, 3, 1), ...now]
    expect(levelOf(few)).toBeCloseTo(expected(4, 3), 9)
    expect(levelOf(few)).toBeLessThan(1.03)
  })

  it('adds up earlier years, five at most, and takes no day of the window itself', () => {
    const two = [...first(2), ...season(1, 2, 4), ...season(2, 2, 2)]
    expect(levelOf(two)).toBeCloseTo(expected(336, 126), 9)
    const six = [...first(6), ...[1, 2, 3, 4, 5].flatMap((years) => season(years, 2, 2)), ...season(6, 2, 9)]
    expect(levelOf(six)).toBe(1)
    expect(levelOf([...two, ...daily(AS_OF - 84, 84, 9)])).toBeCloseTo(expected(336, 126), 9)
  })

  it('counts only what is selected', () => {
    const rows = [...first(1), ...season(1, 2, 4)]
    expect(levelOf(rows, (row) => row >= rows.length - 42)).toBeCloseTo(1, 9)
    // Without the one before it, nothing says that the earlier year is whole.
    expect(levelOf(rows, (row) => row === 0)).toBe(1)
    expect(levelOf(rows)).toBeCloseTo(expected(168, 84), 9)
  })
})
