import { describe, expect, it } from 'vitest'
import { parseDay } from '../../time.ts'
import { completenessWarning, completeTo, daysBeyondComplete, type PublisherDelay } from './complete-day.ts'
import type { RecordingDelay } from './recording-delay.ts'

const day = (text: string): number => parseDay(text)!
const unknown: RecordingDelay = {
  known: 0,
  unknown: 9,
  monthOnly: 0,
  before: 0,
  lastRecordedDay: null,
  estimate: null,
  reason: 'It does not say.',
}
const publisher = (name: string, lastDay: string, complete: string | null): PublisherDelay => ({
  publisher: name,
  lastDay: day(lastDay),
  delay:
    complete === null
      ? unknown
      : {
          ...unknown,
          reason: null,
          estimate: { withinDays: 90, medianDays: 0, days90: 1, days95: 2, curve: [], completeToDay: day(complete) },
        },
})

describe('completeTo', () => {
  it('is the earliest of the publishers that still bring incidents', () => {
    const publishers = [
      publisher('force', '2026-01-10', '2026-01-07'),
      publisher('transport', '2026-01-03', '2025-12-20'),
      publisher('archive', '2017-06-30', null),
    ]
    expect(completeTo(publishers)).toEqual({ day: day('2025-12-20'), reason: null })
  })
  it('takes a publisher for history after 84 days', () => {
    const force = publisher('force', '2026-03-31', '2026-03-25')
    expect(completeTo([force, publisher('old', '2026-01-06', null)]).day).toBe(day('2026-03-25'))
    expect(completeTo([force, publisher('old', '2026-01-07', null)])).toEqual({
      day: null,
      reason: 'old: It does not say.',
    })
  })
  it('is not known when the only one does not say, or there is none', () => {
    expect(completeTo([publisher('force', '2026-01-10', null)])).toEqual({ day: null, reason: 'It does not say.' })
    expect(completeTo([])).toEqual({ day: null, reason: 'No incidents are loaded.' })
  })
})

describe('completenessWarning', () => {
  const complete = { day: day('2025-12-28'), reason: null } as const
  it('says how many days before as-of are not there yet', () => {
    expect(daysBeyondComplete(day('2026-01-05'), complete.day)).toBe(7)
    expect(completenessWarning(day('2026-01-05'), complete)).toMatch(
      /^The last 7 days before as-of are not yet 95 % recorded: the last day that is so is 2025-12-28\..* Take 2025-12-29 as as-of/,
    )
    expect(completenessWarning(day('2025-12-30'), complete)).toMatch(/^The last day before as-of is not yet/)
  })
  it('is silent when they are all there', () => {
    expect(completenessWarning(day('2025-12-29'), complete)).toBeNull()
    expect(completenessWarning(day('2025-06-01'), complete)).toBeNull()
  })
  it('says that nobody can tell, and why', () => {
    expect(completenessWarning(day('2026-01-05'), { day: null, reason: 'It does not say.' })).toBe(
      'How complete the last days before as-of are is not known. It does not say.',
    )
  })
})
