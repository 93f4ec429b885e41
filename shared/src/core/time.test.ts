import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createZone,
  dateFromDay,
  dayFromDate,
  formatDay,
  formatInstant,
  formatLocalMinute,
  hourOfWeek,
  parseDay,
  parseInstant,
  parseLocalMinute,
  parseMonth,
  readZoneName,
  startOfMonth,
  weekdayOf,
} from './time.ts'

const london = createZone('Europe/London')
const chicago = createZone('America/Chicago')

/** utcMin of an ISO text, by the platform: an oracle that shares nothing with the code. */
const utc = (iso: string): number => new Date(iso).getTime() / 60_000
const local = (text: string): number => parseLocalMinute(text)!

describe('days', () => {
  it('agree with the platform over 70 years, both ways', () => {
    for (let day = -3650; day < 22_000; day++) {
      const date = new Date(day * 86_400_000)
      const parts = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
      expect(dateFromDay(day)).toEqual(parts)
      expect(dayFromDate(parts.year, parts.month, parts.day)).toBe(day)
      expect(weekdayOf(day)).toBe((date.getUTCDay() + 6) % 7)
    }
  })

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-4-01', '', '2026-04-01T00:00'])(
    'has no day "%s"',
    (text) => expect(parseDay(text)).toBeUndefined(),
  )

  it('knows the leap day, the month and the month after', () => {
    expect(formatDay(parseDay('2024-02-29')!)).toBe('2024-02-29')
    expect(parseMonth('2026-11')).toBe(parseDay('2026-11-01'))
    expect(parseMonth('2026-13')).toBeUndefined()
    expect(formatDay(startOfMonth(parseDay('2026-01-31')!, -1))).toBe('2025-12-01')
    expect(formatDay(startOfMonth(parseDay('2026-12-05')!, 1))).toBe('2027-01-01')
  })
})

describe('local minutes', () => {
  it('are read with a T or a space, and seconds are dropped', () => {
    expect(formatLocalMinute(local('2026-11-22T23:59'))).toBe('2026-11-22T23:59')
    expect(local('2026-11-22 08:05:59')).toBe(local('2026-11-22T08:05'))
  })

  it.each(['2026-11-22T24:00', '2026-11-22T12:60', '2026-11-22', '2026-11-22T1:00', 'x'])('are not "%s"', (text) =>
    expect(parseLocalMinute(text)).toBeUndefined(),
  )

  it('before 1970 still lie in their own day', () => {
    expect(formatLocalMinute(local('1969-12-31T23:59'))).toBe('1969-12-31T23:59')
  })
})

describe('createZone', () => {
  it('gives the offsets of summer and winter', () => {
    expect(london.toUtcMin(local('2026-07-01T12:00'))).toEqual({
      utcMin: utc('2026-07-01T11:00Z'),
      clockChange: 'none',
    })
    expect(london.toUtcMin(local('2026-12-01T12:00'))).toEqual({
      utcMin: utc('2026-12-01T12:00Z'),
      clockChange: 'none',
    })
    expect(chicago.toUtcMin(local('2016-07-01T00:00')).utcMin).toBe(utc('2016-07-01T05:00Z'))
  })

  it('moves a skipped time on by the gap, and says so', () => {
    // London, 29 March 2026: 01:00 to 01:59 do not happen.
    expect(london.toUtcMin(local('2026-03-29T00:59'))).toEqual({
      utcMin: utc('2026-03-29T00:59Z'),
      clockChange: 'none',
    })
    const skipped = london.toUtcMin(local('2026-03-29T01:00'))
    expect(skipped.clockChange).toBe('skipped')
    expect(formatLocalMinute(london.toLocalMin(skipped.utcMin))).toBe('2026-03-29T02:00')
    expect(london.toUtcMin(local('2026-03-29T01:59')).clockChange).toBe('skipped')
    expect(london.toUtcMin(local('2026-03-29T02:00'))).toEqual({
      utcMin: utc('2026-03-29T01:00Z'),
      clockChange: 'none',
    })
  })

  it('takes the first of two readings of an ambiguous time, and says so', () => {
    // London, 25 October 2026: 01:00 to 01:59 happen twice.
    expect(london.toUtcMin(local('2026-10-25T00:59'))).toEqual({
      utcMin: utc('2026-10-24T23:59Z'),
      clockChange: 'none',
    })
    expect(london.toUtcMin(local('2026-10-25T01:00'))).toEqual({
      utcMin: utc('2026-10-25T00:00Z'),
      clockChange: 'ambiguous',
      secondUtcMin: utc('2026-10-25T01:00Z'),
    })
    expect(london.toUtcMin(local('2026-10-25T01:59')).clockChange).toBe('ambiguous')
    expect(london.toUtcMin(local('2026-10-25T02:00'))).toEqual({
      utcMin: utc('2026-10-25T02:00Z'),
      clockChange: 'none',
    })
  })

  it('does the same on the other side of the sea', () => {
    expect(chicago.toUtcMin(local('2016-03-13T02:30')).clockChange).toBe('skipped')
    expect(chicago.toUtcMin(local('2016-11-06T01:30'))).toEqual({
      utcMin: utc('2016-11-06T06:30Z'),
      clockChange: 'ambiguous',
      secondUtcMin: utc('2016-11-06T07:30Z'),
    })
  })

  it('brings every instant back, except in the second of two equal hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: utc('1995-01-01T00:00Z'), max: utc('2055-01-01T00:00Z') }), (utcMin) => {
        const back = london.toUtcMin(london.toLocalMin(utcMin))
        expect(back.clockChange === 'ambiguous' ? [0, 60] : [0]).toContain(utcMin - back.utcMin)
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses an unknown zone by name', () => {
    expect(() => createZone('Europe/Lundon')).toThrow('Europe/Lundon')
  })
})

describe('readZoneName', () => {
  it.each([
    ['America/Toronto', 'America/Toronto'],
    [' europe/london ', 'Europe/London'],
    ['utc', 'UTC'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
  ])('of "%s" is %s', (text, name) => expect(readZoneName(text)).toBe(name))

  it.each(['', ' ', 'London', '+05:00', '-0500', 'BST', 'Europe/London; drop table', '\u0000'])(
    'refuses "%s"',
    (text) => {
      expect(() => readZoneName(text)).toThrow(/^Unknown time zone/)
    },
  )
})

describe('parseInstant', () => {
  it('reads an offset exactly and the local clock otherwise', () => {
    expect(parseInstant('2026-07-01T12:00:00+01:00', london)?.utcMin).toBe(utc('2026-07-01T11:00Z'))
    expect(parseInstant('2026-07-01T12:00-0530', london)?.utcMin).toBe(utc('2026-07-01T17:30Z'))
    expect(parseInstant('2026-07-01T12:00Z', chicago)?.utcMin).toBe(utc('2026-07-01T12:00Z'))
    expect(parseInstant('2026-07-01T12:00', london)?.utcMin).toBe(utc('2026-07-01T11:00Z'))
  })

  it.each(['2026-07-01', '2026-07-01Z', '12:00', '2026-07-01T25:00Z'])('does not read "%s"', (text) =>
    expect(parseInstant(text, london)).toBeUndefined(),
  )
})

describe('formatInstant', () => {
  it('writes the offset in force, and reading it back gives the same instant', () => {
    expect(formatInstant(utc('2026-07-01T11:05Z'), london)).toBe('2026-07-01T12:05:00+01:00')
    expect(formatInstant(utc('2026-01-01T00:00Z'), chicago)).toBe('2025-12-31T18:00:00-06:00')
    fc.assert(
      fc.property(fc.integer({ min: utc('1995-01-01T00:00Z'), max: utc('2055-01-01T00:00Z') }), (utcMin) => {
        expect(parseInstant(formatInstant(utcMin, chicago), london)?.utcMin).toBe(utcMin)
      }),
    )
  })
})

describe('hourOfWeek', () => {
  it('runs from Monday 00:00 to Sunday 23:59', () => {
    expect(hourOfWeek(local('2026-11-16T00:00'))).toBe(0)
    expect(hourOfWeek(local('2026-11-16T23:59'))).toBe(23)
    expect(hourOfWeek(local('2026-11-22T23:59'))).toBe(167)
    expect(hourOfWeek(local('1969-12-29T00:00'))).toBe(0)
  })
})
