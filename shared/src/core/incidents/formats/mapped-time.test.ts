import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createZone, formatLocalMinute } from '../../time.ts'
import type { DateOrder } from '../mapping/incident-mapping.ts'
import { parseMappedTime, type TimeLayout } from './mapped-time.ts'

const LONDON = createZone('Europe/London')
const layout = (dates: DateOrder, over: Partial<TimeLayout> = {}): TimeLayout => ({
  dates,
  decimal: '.',
  zone: LONDON,
  ...over,
})

/** As it is understood, on the local clock: `2024-03-05T22:14`, `2024-03-05`, `2024-03`; or what is wrong. */
function read(date: string, time: string, given: TimeLayout): string {
  const result = parseMappedTime(date, time, given)
  if ('advice' in result) return `${result.in}: ${result.advice}`
  const text = formatLocalMinute(result.localMin)
  return (
    text.slice(0, { minute: 16, day: 10, month: 7 }[result.precision]) + (result.utcMin === undefined ? '' : ' exactly')
  )
}

describe('parseMappedTime', () => {
  it.each<[DateOrder, string, string, string]>([
    ['ymd', '2024-03-05', '', '2024-03-05'],
    ['ymd', '2024/3/5', '', '2024-03-05'],
    ['ymd', '2024.03.05 22:14:59', '', '2024-03-05T22:14'],
    ['ymd', '20240305', '2214', '2024-03-05T22:14'],
    ['ymd', '20240305T2214', '', '2024-03-05T22:14'],
    ['ymd', '202403052214', '', '2024-03-05T22:14'],
    ['ymd', '20240305221459', '', '2024-03-05T22:14'],
    ['ymd', '2024-03', '', '2024-03'],
    ['ymd', '2024-03-05T22:14:09.123', '', '2024-03-05T22:14'],
    ['ymd', '2024-07-05T22:14Z', '', '2024-07-05T23:14 exactly'],
    ['ymd', '2024-01-05T22:14+01:00', '', '2024-01-05T21:14 exactly'],
    ['ymd', '2024-01-05 22:14:00 -0500', '', '2024-01-06T03:14 exactly'],
    ['ymd', '2024/01/05 22:14:00+00', '', '2024-01-05T22:14 exactly'],
    ['ymd', '2024-01-05 22:14:00-05', '', '2024-01-06T03:14 exactly'],
    ['dmy', '05/03/2024', '', '2024-03-05'],
    ['dmy', '5.3.24', '', '2024-03-05'],
    ['dmy', '31-12-99', '', '1999-12-31'],
    ['dmy', '5 March 2024', '', '2024-03-05'],
    ['dmy', '05-MAR-24', '', '2024-03-05'],
    ['dmy', '05-Mar-2024 22:14', '', '2024-03-05T22:14'],
    ['dmy', '05/03/2024 10:14:00 PM', '', '2024-03-05T22:14'],
    ['dmy', '05/03/2024 2214', '', '2024-03-05T22:14'],
    ['dmy', '5/3/2024, 22:14', '', '2024-03-05T22:14'],
    ['dmy', '03/2024', '', '2024-03'],
    ['dmy', 'March 2024', '', '2024-03'],
    ['mdy', '03/05/2024 12:00:00 AM', '', '2024-03-05T00:00'],
    ['mdy', '03/05/2024 12:30 pm', '', '2024-03-05T12:30'],
    ['mdy', 'Mar 5, 2024', '', '2024-03-05'],
    ['dmy', '05/03/2024', '22:14', '2024-03-05T22:14'],
    ['dmy', '05/03/2024', '8:05', '2024-03-05T08:05'],
    ['dmy', '05/03/2024', '805', '2024-03-05T08:05'],
    ['dmy', '05/03/2024', '10 p.m.', '2024-03-05T22:00'],
    ['dmy', '05/03/2024 00:00:00', '22:14', '2024-03-05T22:14'],
    ['dmy', '05/03/2024 22:14', '22:14', '2024-03-05T22:14'],
    ['dmy', '05/03/2024', '1899-12-30 22:14:00', '2024-03-05T22:14'],
    ['dmy', '05/03/2024', '30/12/1899 22:14', '2024-03-05T22:14'],
    ['excel', '45356', '', '2024-03-05'],
    ['excel', '45356.926388888889', '', '2024-03-05T22:14'],
    ['excel', '45356.9263888', '', '2024-03-05T22:14'],
    ['excel', '45356.999999', '', '2024-03-06T00:00'],
    ['excel', '45356', '0.926388888888889', '2024-03-05T22:14'],
    ['excel', '45356', '22:14', '2024-03-05T22:14'],
    ['excel', '32874', '', '1990-01-01'],
    ['excel', '58440', '', '2059-12-31'],
  ])('reads %s "%s" "%s" as %s', (dates, date, time, expected) =>
    expect(read(date, time, layout(dates))).toBe(expected),
  )

  it('reads Excel days with a decimal comma', () =>
    expect(read('45356,926388888889', '', layout('excel', { decimal: ',' }))).toBe('2024-03-05T22:14'))

  it.each<[DateOrder, string, string, string]>([
    ['ymd', '15/03/2024', '', 'date: It looks like day/month/year: choose dmy.'],
    ['ymd', '03/15/2024', '', 'date: It looks like month/day/year: choose mdy.'],
    ['ymd', '05/03/2024 22:14', '', 'date: It looks like day/month/year or month/day/year: choose dmy or mdy.'],
    ['dmy', '03/15/2024', '', 'date: It looks like month/day/year: choose mdy.'],
    ['mdy', '15/03/2024', '', 'date: It looks like day/month/year: choose dmy.'],
    ['dmy', '2024-03-15', '', 'date: It looks like year-month-day: choose ymd.'],
    ['excel', '2024-03-15T22:14', '', 'date: It looks like year-month-day: choose ymd.'],
    ['ymd', '45356', '', 'date: It looks like an Excel day number: choose excel.'],
    ['dmy', '45356.93', '', 'date: It looks like an Excel day number: choose excel.'],
    ['ymd', '1709676840', '', 'date: It looks like seconds since 1970'],
    ['excel', '45356,93', '', 'date: It looks like an Excel day number with a decimal comma: choose that mark.'],
    ['excel', '60', '', 'date: Excel’s day 60 is 29 February 1900, a day that never was.'],
    ['excel', '60.5', '', 'date: Excel’s day 60 is 29 February 1900'],
    ['excel', '59', '', 'date: Not a date as an Excel day number from 1990 to 2059.'],
    ['excel', '32873.999', '', 'date: Not a date as an Excel day number'],
    ['excel', '58441', '', 'date: Not a date as an Excel day number'],
    ['excel', '-1', '', 'date: Not a date'],
    ['dmy', '30/02/2024', '', 'date: Not a date as day/month/year from 1990 to 2059.'],
    ['dmy', '05/03/1989', '', 'date: Not a date as day/month/year from 1990 to 2059.'],
    ['dmy', '05/03/75', '', 'date: Not a date'],
    ['dmy', 'yesterday', '', 'date: Not a date'],
    ['dmy', '05/03/2024 22:14 BST', '', 'date: Not a date'],
    ['dmy', '05/03/2024 22:14Z', '', 'date: The offset "Z" is understood in ISO 8601 only'],
    ['ymd', '2024-03-05T22:14+19:00', '', 'date: The offset "+19:00"'],
    ['ymd', '2024-03-05T25:14', '', 'date: Write the time of day as HH:MM'],
    ['ymd', '2024-03-05T24:00', '', 'date: 24:00 is midnight of the next day'],
    ['dmy', '05/03/2024', '24:00', 'time: 24:00 is midnight of the next day'],
    ['dmy', '05/03/2024', '22:60', 'time: Write the time of day as HH:MM'],
    ['dmy', '05/03/2024', '13:00 pm', 'time: Write the time of day'],
    ['dmy', '05/03/2024', '22', 'time: It looks like an hour without its minutes: choose hours'],
    ['dmy', '05/03/2024', '24', 'time: Write the time of day'],
    ['dmy', '05/03/2024', '0.93', 'time: It looks like an Excel time of day'],
    ['dmy', '05/03/2024', '22:14Z', 'time: It names a time zone or an offset'],
    ['dmy', '05/03/2024', '22:14 BST', 'time: It names a time zone or an offset'],
    ['dmy', '05/03/2024 21:00', '22:14', 'date: It has a time of its own, which differs from "22:14".'],
    ['dmy', '03/2024', '22:14', 'date: It is a month, and the row has a time of day'],
    ['ymd', '2024-03-05T22:14Z', '22:15', 'date: It has a time of its own'],
    ['mdy', '1/5/2024 5:00:00 AM', '22:14', 'date: It has a time of its own'],
  ])('refuses %s "%s" "%s": %s', (dates, date, time, expected) =>
    expect(read(date, time, layout(dates))).toContain(expected),
  )

  describe('of a date with a time of its own, beside a local time of day', () => {
    const zone = createZone('America/New_York')
    it.each<[string, DateOrder, string, string, string]>([
      ['local midnight in UTC is no time', 'ymd', '2024/01/05 05:00:00+00', '22:14', '2024-01-05T22:14'],
      ['by summer time too', 'ymd', '2024-07-05T04:00:00Z', '22:14', '2024-07-05T22:14'],
      ['nor without its offset', 'mdy', '1/5/2024 5:00:00 AM', '22:14', '2024-01-05T22:14'],
      ['and midnight is none in any zone', 'ymd', '2024-01-05T00:00:00Z', '22:14', '2024-01-05T22:14'],
      ['the same time with its offset is the instant', 'ymd', '2024-01-06T03:14Z', '22:14', '2024-01-05T22:14 exactly'],
      ['the same as written is local, whatever it is called', 'ymd', '2024-01-05T22:14Z', '22:14', '2024-01-05T22:14'],
      ['an hour takes its minutes from there', 'ymd', '2024-01-05 22:14:00+00', '22', '2024-01-05T22:14'],
      ['or from the instant', 'ymd', '2024-01-06 03:14:00+00', '22', '2024-01-05T22:14 exactly'],
    ])('%s', (_, dates, date, time, expected) =>
      expect(read(date, time, layout(dates, { zone, times: 'hours' }))).toBe(expected),
    )

    it('is a day later than it reads where clocks are ahead', () => {
      const ahead = layout('ymd', { zone: createZone('Europe/Berlin') })
      expect(read('2024-01-04 23:00:00+00', '22:14', ahead)).toBe('2024-01-05T22:14')
      expect(read('2024-07-04 22:00:00+00', '22:14', ahead)).toBe('2024-07-05T22:14')
      expect(read('2024-07-04 23:00:00+00', '22:14', ahead)).toContain('differs from "22:14"')
    })
  })

  it('knows of an hour by itself that it is an hour long', () => {
    const hours = layout('ymd', { times: 'hours' })
    const lengthOf = (date: string, time: string) => {
      const found = parseMappedTime(date, time, hours)
      return 'advice' in found ? found.advice : (found.lengthMin ?? 1)
    }
    expect(read('2024-03-05', '0', hours)).toBe('2024-03-05T00:00')
    expect(read('2024-03-05', '09', hours)).toBe('2024-03-05T09:00')
    expect(lengthOf('2024-03-05', '22')).toBe(60)
    expect(lengthOf('2024-03-05 00:00:00', '0')).toBe(60)
    expect(lengthOf('2024-03-05', '22:14')).toBe(1)
    expect(lengthOf('2024-03-05 22:14', '22')).toBe(1)
    expect(lengthOf('2024-03-05', '24')).toBe('Hours of the day are 0 to 23.')
  })

  it('finds the minute of every time that a spreadsheet holds as a fraction of a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 59 }), (minute, second) => {
        const days = 45356 + (minute * 60 + second) / 86_400
        const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        // Midnight itself is a whole day, which has no time.
        const expected = minute === 0 && second === 0 ? '2024-03-05' : `2024-03-05T${clock}`
        expect(read(days.toFixed(9), '', layout('excel')).slice(0, expected.length)).toBe(expected)
      }),
    )
  })

  it('never reads one text as two different days without the order being chosen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 28 }), fc.integer({ min: 1, max: 12 }), (day, month) => {
        const text = `${day}/${month}/2024`
        expect(read(text, '', layout('mdy'))).toContain('choose dmy')
        expect(read(text, '', layout('dmy'))).toBe(`2024-${String(month).padStart(2, '0')}-${day}`)
      }),
    )
  })
})
