import { describe, expect, it } from 'vitest'
import { DEFAULT_ACTIVITIES, type Activity } from '../activities.ts'
import { normaliseInput } from '../normalise-input.ts'
import { createPlanClock } from '../plan-clock.ts'
import { createInstance, type InstanceSettings } from '../plan-instance.test-support.ts'
import type { PlanInput } from '../plan.ts'
import { createBcuInstance } from './bcu-instance.ts'
import { findDayClasses } from './day-classes.ts'

function classesOf(settings: InstanceSettings, change: (input: PlanInput) => PlanInput = (input) => input): number[][] {
  const input = normaliseInput(change(createInstance({ hotspots: 3, bcus: 1, crews: 1, days: 21, ...settings })))
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const { classOf } = findDayClasses(
    createBcuInstance('BCU0', input.hotspots, input.shifts, input.travel, clock, input),
  )
  const groups = Map.groupBy(classOf.keys(), (day) => classOf[day]!)
  return [...groups.values()].filter((days) => days.length > 1)
}

/** The same places with another risk in some hours of the week. */
function riskier(input: PlanInput, factor: (hour: number) => number): PlanInput {
  const hotspots = input.hotspots.map((place, index) => ({
    ...place,
    profile: index === 0 ? place.profile.map((risk, hour) => risk * factor(hour)) : place.profile,
  }))
  return { ...input, hotspots }
}

/** Every day of the week has its own hours. */
const withWeek = (input: PlanInput): PlanInput => riskier(input, (hour) => 1 + Math.floor(hour / 24) / 10)

describe('findDayClasses', () => {
  it('joins the same weekdays of the weeks, but for the first two days and the last', () => {
    expect(classesOf({}, withWeek)).toEqual([
      [2, 9, 16],
      [3, 10, 17],
      [4, 11, 18],
      [5, 12, 19],
      [6, 13],
      [7, 14],
      [8, 15],
    ])
  })

  it('joins all weekdays that have the same hours of risk as the days around them do', () => {
    expect(classesOf({})).toEqual([[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]])
    // Only Saturday differs: Friday and Sunday stand beside it, the other four are alike.
    const withSaturday = (input: PlanInput): PlanInput =>
      riskier(input, (hour) => (Math.floor(hour / 24) === 5 ? 2 : 1))
    expect(classesOf({}, withSaturday)).toEqual([
      [2, 3, 7, 8, 9, 10, 14, 15, 16, 17],
      [4, 11, 18],
      [5, 12, 19],
      [6, 13],
    ])
  })

  it('keeps days apart that have other tours, or stand beside such a day', () => {
    const withoutOne = (input: PlanInput): PlanInput => ({
      ...input,
      shifts: input.shifts.filter(({ id }) => id !== 's0-10-1-0'),
    })
    const days = classesOf({}, withoutOne).flat()
    for (const day of [9, 10, 11]) expect(days).not.toContain(day)
    expect(days).toContain(12)
  })

  it('keeps days apart whose crews can do other things, where the activities tell them apart', () => {
    const oneSergeant = (input: PlanInput): PlanInput => ({
      ...input,
      shifts: input.shifts.map((shift) => (shift.id === 's0-10-1-0' ? { ...shift, sergeant: true } : shift)),
    })
    const led: Activity = { id: 'led', minutes: [12, 16], crews: 1, needsSergeant: true, shares: { A: 1, B: 1, C: 1 } }
    const days = (activities: readonly Activity[]): number[] =>
      classesOf({}, (input) => ({ ...oneSergeant(input), activities })).flat()
    for (const day of [9, 10, 11]) expect(days([...DEFAULT_ACTIVITIES, led])).not.toContain(day)
    expect(days(DEFAULT_ACTIVITIES)).toContain(10)
  })

  it('keeps days apart around a clock change, and all days where a place is closed for a time', () => {
    // 28 March 2027, day 13, has 23 hours.
    const days = classesOf({ start: '2027-03-15' }).flat()
    for (const day of [12, 13, 14]) expect(days).not.toContain(day)
    const closed = (input: PlanInput): PlanInput => ({
      ...input,
      blackouts: [{ hotspotId: null, from: input.shifts[0]!.start, to: input.shifts[0]!.start + 60 }],
    })
    expect(classesOf({}, closed)).toEqual([])
  })
})
