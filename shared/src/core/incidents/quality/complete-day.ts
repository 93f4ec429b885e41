import { formatDay } from '../../time.ts'
import type { RecordingDelay } from './recording-delay.ts'

/** Up to which day incidents are nearly all there; `day` is null where nobody can tell, and `reason` says why. */
export type CompleteTo = { day: number; reason: null } | { day: null; reason: string }

/** The last complete day by what one delay says. */
export function completeDayOf({ estimate, reason }: RecordingDelay): CompleteTo {
  return estimate === null ? { day: null, reason: reason ?? '' } : { day: estimate.completeToDay, reason: null }
}

/** What one publisher's incidents say. */
export interface PublisherDelay {
  publisher: string
  /** local day of its last incident; of one known by its month the last of that month */
  lastDay: number
  delay: RecordingDelay
}

/** A publisher whose last incident is further back than this behind the latest of all is history, and not still to come. */
const CURRENT_DAYS = 84

/** The last day of which 95 % are there, of every publisher that still brings incidents: the earliest of theirs. */
export function completeTo(publishers: readonly PublisherDelay[]): CompleteTo {
  if (publishers.length === 0) return { day: null, reason: 'No incidents are loaded.' }
  const lastDay = publishers.reduce((most, one) => Math.max(most, one.lastDay), -Infinity)
  const current = publishers.filter((one) => one.lastDay > lastDay - CURRENT_DAYS)
  let day = Infinity
  for (const { publisher, delay } of current) {
    if (delay.estimate === null)
      return { day: null, reason: current.length === 1 ? delay.reason! : `${publisher}: ${delay.reason!}` }
    day = Math.min(day, delay.estimate.completeToDay)
  }
  return { day, reason: null }
}

/** How many of the days before as-of are not yet 95 % there; 0: none. */
export function daysBeyondComplete(asOfDay: number, completeToDay: number): number {
  return Math.max(0, asOfDay - 1 - completeToDay)
}

/** What whoever ranks as of a day must know of the last days before it; null: they are all there. */
export function completenessWarning(asOfDay: number, complete: CompleteTo): string | null {
  if (complete.day === null) return `How complete the last days before as-of are is not known. ${complete.reason}`
  const days = daysBeyondComplete(asOfDay, complete.day)
  if (days === 0) return null
  const what = days === 1 ? 'The last day before as-of is' : `The last ${days} days before as-of are`
  return (
    `${what} not yet 95 % recorded: the last day that is so is ${formatDay(complete.day)}. Counts after it are too low, most of all of ` +
    `what is reported late. Take ${formatDay(complete.day + 1)} as as-of, or rank again when more has been recorded.`
  )
}
