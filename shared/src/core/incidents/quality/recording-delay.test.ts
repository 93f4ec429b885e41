import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../random.ts'
import { formatDay, parseDay } from '../../time.ts'
import { at, columnsOf, LONDON } from './quality.test-support.ts'
import { countRecordingDays, recordingDaysOf } from './recording-days.ts'
import { estimateDelay } from './recording-delay.ts'

const START = parseDay('2025-06-02')!
const END = START + 200

/** Each day so many of each delay, as far as it was recorded by the end of the data. */
function recorded(
  perDay: Readonly<Record<number, number>>,
  given: { to?: number; until?: number } = {},
): ReturnType<typeof countRecordingDays> {
  const { to = END, until = to } = given
  const counter = countRecordingDays()
  for (let day = START; day <= to; day++)
    for (const [delay, incidents] of Object.entries(perDay))
      if (day + Number(delay) <= until) counter.add(day, Number(delay), incidents)
  return counter
}
const estimate = (counter: ReturnType<typeof recorded>) => estimateDelay(counter.finish())

describe('estimateDelay', () => {
  it('finds the days within which half, 90 % and 95 % are recorded, and the last complete day', () => {
    const {
      estimate: found,
      known,
      unknown,
      reason,
      lastRecordedDay,
    } = estimate(recorded({ 0: 12, 3: 6, 9: 1, 20: 1 }))
    expect(found).toMatchObject({ medianDays: 0, days90: 3, days95: 9, withinDays: 199 - 9 })
    // The last day of recording may not be over.
    expect(formatDay(found!.completeToDay)).toBe(formatDay(END - 1 - 9))
    expect([unknown, reason, lastRecordedDay]).toEqual([0, null, END])
    expect(known).toBe(201 * 12 + 198 * 6 + 192 + 181)
    expect(found!.curve[0]!.share).toBeCloseTo(0.6, 10)
    expect(found!.curve.find(({ days }) => days === 7)!.share).toBeCloseTo(0.9, 10)
    expect(found!.curve.map(({ days }) => days)).toEqual([0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 84, 126, 182])
  })

  it('is the same whatever the order of rows', () => {
    const days = Array.from({ length: END - START + 1 }, (_, i) => START + i)
    const added = (order: readonly number[]) => {
      const counter = countRecordingDays()
      for (const day of order)
        for (const delay of [0, 3, 20]) if (day + delay <= END) counter.add(day, delay, 7 - (day % 3))
      return estimate(counter)
    }
    const plain = added(days)
    expect(plain.estimate).not.toBeNull()
    expect(added(days.toReversed())).toEqual(plain)
    expect(added(days.toSorted((a, b) => (a % 7) - (b % 7)))).toEqual(plain)
  })

  it('is not led by the many of the last weeks, whose late records are missing', () => {
    const SLOW = [
      [0, 8],
      [10, 12],
    ] as const
    const counter = countRecordingDays()
    for (let day = START; day <= END; day++)
      for (const [delay, weight] of SLOW)
        if (day + delay <= END) counter.add(day, delay, weight * (day > END - 15 ? 20 : 1))
    // Of what is there far more than half was recorded at once; of what happened, 40 %.
    expect(estimate(counter).estimate).toMatchObject({ medianDays: 10, days95: 10 })
  })

  it('takes the last day of the data for the end, where the extract ends before the recording does', () => {
    const { estimate: found } = estimate(recorded({ 0: 36, 5: 3, 9: 1 }, { until: END + 60 }))
    expect(found!.completeToDay).toBe(END)
    expect(found!.days95).toBe(5)
  })

  it('leaves out what happened before recording began: of it only the late ones are there', () => {
    const whole = recorded({ 0: 9, 4: 10, 30: 1 })
    for (let day = START - 60; day < START; day++) if (day + 30 >= START) whole.add(day, 30, 40)
    expect(estimate(whole).estimate!.curve[0]!.share).toBeCloseTo(9 / 20, 10)
  })

  it('is not led astray by a few times of recording long after or before all others', () => {
    const plain = estimate(recorded({ 0: 30, 6: 10 }))
    const odd = recorded({ 0: 30, 6: 10 })
    odd.add(END, 90, 1)
    odd.add(END, 91, 1)
    odd.add(START - 300, 2, 1)
    expect(estimate(odd).estimate).toEqual(plain.estimate)
  })

  it('counts what says nothing: impossible, very late, unknown, months', () => {
    const counter = recorded({ 0: 30, 6: 10 })
    counter.add(START, -1, 3)
    counter.add(START, 366, 4)
    counter.add(START, null, 5)
    counter.addMonthOnly(6)
    const found = estimate(counter)
    expect(found).toMatchObject({ before: 3, unknown: 5, monthOnly: 6 })
    expect(found.known).toBe(estimate(recorded({ 0: 30, 6: 10 })).known + 3 + 4)
    expect(found.estimate!.days95).toBe(6)
  })

  it('speaks for the others where half say when they were recorded, and is no copy at 95 %', () => {
    const halfKnown = recorded({ 0: 10 })
    halfKnown.add(START, null, 2010)
    expect(estimate(halfKnown).estimate).not.toBeNull()
    halfKnown.add(START, null, 1)
    expect(estimate(halfKnown).reason).toMatch(/^Only 50 %/)
    const minutes = (same: number) => {
      const counter = recorded({ 0: 10, 1: 1 })
      counter.addMinutes(2000, same)
      return estimate(counter)
    }
    expect(minutes(1900).estimate).not.toBeNull()
    expect(minutes(1901).estimate).toBeNull()
  })

  it('needs 200 incidents and 15 days, and no more', () => {
    // Enough of them, but all are needed to tell of the longest delay.
    expect(estimate(recorded({ 0: 1 }, { to: START + 200 })).reason).toMatch(/spans 200 days/)
    expect(estimate(recorded({ 0: 1 }, { to: START + 199 })).reason).toMatch(/^Only 199 incidents/)
    expect(estimate(recorded({ 0: 200 }, { to: START + 15 })).estimate).toMatchObject({ withinDays: 14 })
    expect(estimate(recorded({ 0: 200 }, { to: START + 14 })).reason).toMatch(/spans 14 days/)
  })

  it('takes a day of recording for the end when it is not alone: two records, or one with others in the days before', () => {
    const lastOf = (...days: readonly (readonly [later: number, incidents: number])[]) => {
      const counter = recorded({ 0: 30 })
      for (const [later, incidents] of days) counter.add(END, later, incidents)
      return estimate(counter).estimate!.completeToDay - (END - 1)
    }
    // The last day of occurrence is END, whatever was recorded after it.
    expect(lastOf()).toBe(0)
    expect(lastOf([1, 3])).toBe(1)
    expect(lastOf([1, 1])).toBe(1)
    // One record alone after four days without any is a slip; after three it is not.
    expect(lastOf([4, 1])).toBe(0)
    expect(lastOf([3, 1])).toBe(1)
    // Several of one day count, when the week has three.
    expect(lastOf([20, 2])).toBe(0)
    expect(lastOf([20, 3])).toBe(1)
  })

  const months = countRecordingDays()
  months.addMonthOnly(100)
  const silent = countRecordingDays()
  silent.add(START, null, 100)
  const half = recorded({ 0: 10 })
  half.add(START, null, 3000)
  const copied = recorded({ 0: 10, 1: 1 })
  copied.addMinutes(2000, 1950)
  const slow = recorded({ 0: 10, 70: 10 }, { to: START + 120 })
  it.each([
    { counter: countRecordingDays(), why: /^There are no incidents/ },
    { counter: months, why: /months only/ },
    { counter: silent, why: /does not say when incidents were recorded \(recorded_at\)/ },
    { counter: half, why: /^Only 40\.\d % of the incidents say/ },
    { counter: copied, why: /^97\.5 % .* copy of the time/ },
    { counter: recorded({ 0: 1 }, { to: START + 150 }), why: /^Only 150 incidents/ },
    { counter: recorded({ 0: 50 }, { to: START + 14 }), why: /spans 14 days/ },
    { counter: slow, why: /later than 5\d days, and the data shows delays up to 1\d\d days only/ },
  ])('cannot tell, and says $why', ({ counter, why }) => {
    const found = estimate(counter)
    expect(found.estimate).toBeNull()
    expect(found.reason).toMatch(why)
  })

  it('believes a day that is 95 % complete on what was drawn with a known delay', () => {
    const rng = createSeededRng(5)
    const happened = new Map<number, { all: number; there: number }>()
    const counter = countRecordingDays()
    for (let day = START; day <= END; day++) {
      const count = { all: 0, there: 0 }
      for (let n = 0; n < 150; n++) {
        // Half the same day, the others after 6 days on average.
        const delay = uniform(rng) < 0.5 ? 0 : Math.floor(-6 * Math.log(1 - uniform(rng)))
        count.all += 1
        if (day + delay > END - 1) continue
        count.there += 1
        counter.add(day, delay, 1)
      }
      happened.set(day, count)
    }
    // A first record of the day on which the data was taken.
    counter.add(END, 0, 30)
    const { completeToDay, days95 } = estimate(counter).estimate!
    // The delay is above d with half exp(-(d + 1) / 6): 95 % are there after 13 days.
    expect(Math.abs(days95 - 13)).toBeLessThanOrEqual(1)
    const shareThere = (first: number, last: number): number => {
      let all = 0
      let there = 0
      for (let day = first; day <= last; day++) {
        all += happened.get(day)!.all
        there += happened.get(day)!.there
      }
      return there / all
    }
    expect(shareThere(completeToDay - 2, completeToDay)).toBeGreaterThan(0.94)
    expect(shareThere(completeToDay + 4, completeToDay + 8)).toBeLessThan(0.93)
  })
})

describe('recordingDaysOf', () => {
  it('counts local days, by the time of each', () => {
    const days = recordingDaysOf(
      columnsOf([
        { occurredFrom: at('2026-06-01T23:50'), recordedAt: at('2026-06-02T00:10') },
        { occurredFrom: at('2026-06-01T00:10'), recordedAt: at('2026-06-01T23:50') },
        { occurredFrom: at('2026-06-01T09:00'), recordedAt: at('2026-06-01T09:00') },
        { occurredFrom: at('2026-06-01T00:00'), recordedAt: at('2026-06-01T00:00'), precision: 'day' },
        { occurredFrom: at('2026-06-03T09:00'), recordedAt: at('2026-06-02T23:00') },
        { occurredFrom: at('2026-06-05T09:00') },
        { occurredFrom: at('2026-06-01T00:00'), precision: 'month', recordedAt: at('2026-07-01T00:00') },
      ]),
      LONDON,
    )
    const first = parseDay('2026-06-01')!
    expect([...days.byDay.keys()]).toEqual([first])
    expect(Array.from(days.byDay.get(first)!.subarray(0, 3))).toEqual([3, 1, 0])
    expect(days).toMatchObject({
      before: 1,
      unknown: 1,
      monthOnly: 1,
      later: 0,
      toTheMinute: 4,
      sameMinute: 1,
      lastDay: first + 4,
    })
  })
})
