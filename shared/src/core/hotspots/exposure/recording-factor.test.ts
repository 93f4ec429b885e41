import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createZone } from '../../time.ts'
import { at } from '../incidents.fixture.ts'
import { compareRecording, recordingFactor, type CellRecord } from './recording-factor.ts'

const LONDON = createZone('Europe/London')
const records = (isPresent: boolean, ...times: string[]): CellRecord[] =>
  times.map((time) => ({ utcMin: at(time), isPresent }))

describe('compareRecording', () => {
  // Two Mondays, 10:00-10:15 on the first and 10:30-10:45 on the second: 30 of the 120 minutes of that hour of the week.
  const times = [
    at('2026-01-05T10:00'),
    at('2026-01-05T10:15'),
    at('2026-01-12T10:30'),
    at('2026-01-12T10:45'),
  ] as const

  it('sets what was recorded with a crew against what the same hours of patrolled days say without one', () => {
    const seen = [
      ...records(true, '2026-01-05T10:05', '2026-01-12T10:40'),
      ...records(false, '2026-01-05T10:30', '2026-01-12T10:05', '2026-01-12T10:59'),
    ]
    expect(compareRecording(times, [seen, []], LONDON)).toEqual([
      { recorded: 2 * (1 - 30 / 120), expected: 3 * (30 / 120) },
      { recorded: 0, expected: 0 },
    ])
  })

  it('takes nothing from other hours and from days without a crew', () => {
    const seen = records(false, '2026-01-05T09:59', '2026-01-05T11:00', '2026-01-19T10:30', '2026-01-06T10:30')
    expect(compareRecording(times, [seen], LONDON)).toEqual([{ recorded: 0, expected: 0 }])
  })

  it('finds no difference in an hour that was patrolled throughout', () => {
    const whole = [at('2026-01-05T10:00'), at('2026-01-05T11:00')]
    expect(compareRecording(whole, [records(true, '2026-01-05T10:05')], LONDON)).toEqual([{ recorded: 0, expected: 0 }])
  })

  it('knows that the hour of the clock change happens twice', () => {
    // 2025-10-26: 01:00-02:00 happens twice in London; a crew in its first half-hour is there for a quarter of it.
    const midnight = at('2025-10-26T00:00')
    const twice = [midnight + 60, midnight + 90]
    const seen = [{ utcMin: midnight + 125, isPresent: false }]
    expect(compareRecording(twice, [seen], LONDON)).toEqual([{ recorded: 0, expected: 30 / 120 }])
  })

  it('splits a stay at the hour and at midnight', () => {
    const across = [at('2026-01-05T23:50'), at('2026-01-06T00:10')]
    const seen = records(false, '2026-01-05T23:10', '2026-01-06T00:30')
    expect(compareRecording(across, [seen], LONDON)).toEqual([{ recorded: 0, expected: 10 / 60 + 10 / 60 }])
  })

  it('counts every day of a stay that goes over several midnights', () => {
    // Monday 23:55 to Wednesday 00:05, as a stay of a day and its margins are: all of Tuesday is patrolled, so nothing of it is left to compare.
    const long = [at('2026-01-05T23:55'), at('2026-01-07T00:05')]
    const seen = [
      ...records(true, '2026-01-06T12:00', '2026-01-07T00:02'),
      ...records(false, '2026-01-05T23:10', '2026-01-07T00:30'),
    ]
    const [compared] = compareRecording(long, [seen], LONDON)
    expect(compared!.recorded).toBeCloseTo(1 - 5 / 60, 12)
    expect(compared!.expected).toBeCloseTo(5 / 60 + 5 / 60, 12)
  })
})

describe('recordingFactor', () => {
  it('is never below 1, so that what patrols prevent raises no place', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          expect(recordingFactor({ recorded: n * share, expected: n })).toBe(1)
        },
      ),
    )
  })

  it('lies between 1 and what was seen, nearer to it the more was expected', () => {
    expect(recordingFactor({ recorded: 3, expected: 1 })).toBeCloseTo(5 / 3)
    expect(recordingFactor({ recorded: 300, expected: 100 })).toBeCloseTo(302 / 102)
    expect(recordingFactor({ recorded: 0, expected: 0 })).toBe(1)
  })
})
