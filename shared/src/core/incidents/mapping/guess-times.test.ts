import { describe, expect, it } from 'vitest'
import { canBelong, timesOfDay } from './guess-times.ts'

describe('timesOfDay', () => {
  it.each<[string, string[], string]>([
    ['numbers up to 23 are hours', ['0', '8', '23'], 'hours'],
    ['beside longer ones they have lost their zeros', ['0', '8', '2230'], 'clock'],
    ['or beside what is no hour', ['8', '45'], 'clock'],
    ['minutes say that it is a clock', ['08:00', '22:14'], 'clock'],
    ['an hour among times by the clock is one', ['22:14', '8'], 'hours'],
    ['nothing says nothing', [], 'clock'],
  ])('%s', (_, values, expected) => expect(timesOfDay(values)).toBe(expected))
})

describe('canBelong', () => {
  const pairs = (...rows: string[]) => rows.map((row) => row.split('|') as [string, string])

  it('is so of dates without a time, and of one time in all of them', () => {
    expect(canBelong([])).toBe(true)
    expect(canBelong(pairs('2024-01-05|22:14', '2024-01-06|'))).toBe(true)
    const midnights = ['2024-01-05 05:00:00+00|22', '2024-07-06 04:00:00+00|7', '2024-01-07 05:00:00+00|3']
    expect(canBelong(pairs(...midnights))).toBe(true)
    expect(canBelong(pairs(...midnights, '2024-01-07 06:00:00+00|9'))).toBe(false)
  })

  it('is so where the times are the same, or as far apart as clocks are', () => {
    expect(canBelong(pairs('1/5/2024 10:14:00 PM|22', '1/5/2024 11:30:00 AM|11', '1/5/2024 12:30 AM|0'))).toBe(true)
    expect(
      canBelong(pairs('2024-01-06T03:14Z|22:14', '2024-07-06T02:14Z|22:14', '2024-01-05T21:00:00.000Z|16:00')),
    ).toBe(true)
  })

  it('is not where they differ from row to row, in more than a fifth of them', () => {
    const same = ['2024-01-05 22:14|22', '2024-01-05 09:14|9', '2024-01-05 13:14|13', '2024-01-05 03:14|3']
    expect(canBelong(pairs(...same, '2024-01-05 03:14|7', '2024-01-05 04:14|20'))).toBe(true)
    expect(canBelong(pairs(...same, '2024-01-05 03:14|7', '2024-01-05 04:14|20', '2024-01-05 05:14|8'))).toBe(false)
  })
})
