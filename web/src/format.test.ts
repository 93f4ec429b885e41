import { describe, expect, it } from 'vitest'
import {
  addDays,
  formatBytes,
  formatChance,
  formatDay,
  formatDuration,
  formatExpected,
  formatTime,
  formatTimeLeft,
  plural,
  today,
} from './format.ts'

describe('formats', () => {
  it('never claim a chance of 0 or 100 per cent', () => {
    expect(formatChance(0)).toBe('under 1%')
    expect(formatChance(1)).toBe('over 99%')
    expect(formatChance(0.99)).toBe('99%')
    expect(formatChance(0.01)).toBe('1%')
  })

  it('give expected counts one decimal', () => {
    expect(formatExpected(4)).toBe('4.0')
    expect(formatExpected(1234.56)).toBe('1,234.6')
  })

  it('write days without moving them', () => {
    expect(formatDay('2017-06-30')).toBe('30 June 2017')
    expect(formatDay('2017-07-01', 'weekday')).toBe('Saturday 1 July')
    expect(formatDay('soon')).toBe('soon')
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2017-01-01', -1)).toBe('2016-12-31')
  })

  it('write times on the clock of the force', () => {
    expect(formatTime('2017-07-01T23:05:00Z', 'Europe/London')).toBe('00:05')
    expect(formatTime('2017-07-01T23:05:00Z', 'America/Chicago')).toBe('18:05')
    expect(today('America/Chicago', new Date('2017-07-01T03:00:00Z'))).toBe('2017-06-30')
  })

  it('write durations and plurals', () => {
    expect(formatDuration(95)).toBe('1 h 35 min')
    expect(formatDuration(60)).toBe('1 h')
    expect(formatDuration(14)).toBe('14 min')
    expect(plural(1, 'visit')).toBe('1 visit')
    expect(plural(1200, 'visit')).toBe('1,200 visits')
  })

  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [9_999_999, '10.0 MB'],
    [42e6, '42 MB'],
    [2.5e9, '2.5 GB'],
  ])('write %i bytes as %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words))

  it.each([
    [0.2, '1 s left'],
    [59.4, '59 s left'],
    [61, '2 min left'],
    [4000, '1 h 7 min left'],
    [Number.POSITIVE_INFINITY, ''],
  ])('tell %d seconds as %s', (seconds, words) => expect(formatTimeLeft(seconds)).toBe(words))
})
