import { describe, expect, it } from 'vitest'
import { findRosterBreaches } from './roster-breaches.ts'
import type { Shift } from './shift.ts'

const tour = (id: string, startHour: number, hours: number, crewId: string | null = 'C1'): Shift => ({
  id,
  teamId: 'T1',
  bcu: 'NW',
  start: startHour * 60,
  end: (startHour + hours) * 60,
  base: { lat: 51.5, lng: -0.1 },
  breakMinutes: 0,
  breakFrom: 0,
  breakTo: 0,
  crewId,
  callSign: null,
  teamKind: 'response',
  crewSize: 2,
  briefingMinutes: 0,
  bookOffMinutes: 0,
  maxVisits: null,
})
const rules = (shifts: Shift[]): string[] => findRosterBreaches(shifts).map(({ rule }) => rule)

describe('findRosterBreaches', () => {
  it('allows 11 hours of rest and finds a minute less', () => {
    expect(rules([tour('a', 0, 8), tour('b', 19, 8)])).toEqual([])
    const short = { ...tour('b', 19, 8), start: 19 * 60 - 1 }
    expect(findRosterBreaches([short, tour('a', 0, 8)])).toEqual([
      expect.objectContaining({ rule: 'daily-rest', teamId: 'T1', shiftId: 'b' }),
    ])
  })

  it('finds more than 48 hours in an average week, and not 48', () => {
    const week = (hours: number): Shift[] => [0, 1, 2, 3, 4, 5].map((day) => tour(`d${day}`, day * 24, hours))
    expect(rules(week(8))).toEqual([])
    expect(rules(week(9))).toEqual(['weekly-hours'])
  })

  it('finds a week without 24 hours free, unless the fortnight has 48', () => {
    const daily = (days: number[]): Shift[] => days.map((day) => tour(`d${day}`, day * 24, 5))
    expect(rules(daily([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]))).toContain('weekly-rest')
    expect(rules(daily([0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14]))).not.toContain('weekly-rest')
  })

  it('says once that tours without a crew are not checkable', () => {
    expect(findRosterBreaches([tour('a', 0, 8, null), tour('b', 9, 8, null)])).toEqual([
      expect.objectContaining({ rule: 'not-checkable', shiftId: '', detail: expect.stringContaining('2 of 2') }),
    ])
  })
})
