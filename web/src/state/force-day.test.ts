import type { Tour } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { boardAxis, localHour, spanOnAxis, tourKind } from './force-day.ts'

const london = 'Europe/London'
const HOUR_MS = 3_600_000

const tour = (start: string, end: string): Tour => ({
  shiftId: 's',
  teamId: 't',
  callSign: null,
  bcu: 'AS',
  start,
  end,
  refreshments: null,
  windows: [],
})

describe('tourKind', () => {
  it.each([
    [3, 'night'],
    [4, 'early'],
    [11, 'early'],
    [12, 'late'],
    [19, 'late'],
    [20, 'night'],
    [0, 'night'],
  ])('of a start at %i h is %s', (hour, kind) => expect(tourKind(hour)).toBe(kind))
})

describe('boardAxis', () => {
  it('is the force day, 07:00 to 07:00 on the local clock, in summer and in winter', () => {
    for (const day of ['2017-07-01', '2017-12-01']) {
      const axis = boardAxis([], day, london)
      expect(localHour(new Date(axis.fromMs).toISOString(), london)).toBe(7)
      expect(axis.toMs - axis.fromMs).toBe(24 * HOUR_MS)
      expect(axis.marks.map(({ hour }) => hour)).toEqual([7, 9, 11, 13, 15, 17, 19, 21, 23, 1, 3, 5])
    }
  })

  it('works on the other side of the sea', () => {
    expect(boardAxis([], '2016-07-01', 'America/Chicago').fromMs).toBe(Date.parse('2016-07-01T12:00:00Z'))
  })

  it('grows to hold a tour that begins earlier or ends later', () => {
    const axis = boardAxis([tour('2017-07-01T04:30:00Z', '2017-07-02T08:10:00Z')], '2017-07-01', london)
    expect(axis.fromMs).toBe(Date.parse('2017-07-01T04:00:00Z'))
    expect(axis.toMs).toBe(Date.parse('2017-07-02T09:00:00Z'))
  })
})

describe('spanOnAxis', () => {
  it('places a span in per cent of the day', () => {
    const axis = boardAxis([], '2017-07-01', london)
    expect(spanOnAxis(axis, '2017-07-01T12:00:00Z', '2017-07-01T18:00:00Z')).toEqual({
      left: '25.000%',
      width: '25.000%',
    })
  })
})
