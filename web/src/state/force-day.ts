import type { Tour } from '@planner/shared/schemas'

/** The force day runs from 07:00 to 07:00, so that a night tour is not split at midnight (DESIGN 1). */
const FORCE_DAY_START_HOUR = 7
const HOUR_MS = 3_600_000

export type TourKind = 'early' | 'late' | 'night'

/** Which tour of the day it is, by the local hour at which it starts. */
export function tourKind(startHour: number): TourKind {
  if (startHour >= 4 && startHour < 12) return 'early'
  return startHour >= 12 && startHour < 20 ? 'late' : 'night'
}

/** The local hour (0 to 23) of an instant. */
export function localHour(instant: string, timezone: string): number {
  return Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: timezone }).format(
      new Date(instant),
    ),
  )
}

/** The hours that the board shows: epoch milliseconds, and a mark every two hours. */
export interface BoardAxis {
  fromMs: number
  toMs: number
  marks: { atMs: number; hour: number }[]
}

/**
 * The axis of one day's tours: at least the force day, wider when a tour begins earlier or ends later.
 * It is laid out in elapsed time, so a day on which the clock changes has 23 or 25 hours, as the crews do.
 */
export function boardAxis(tours: readonly Tour[], day: string, timezone: string): BoardAxis {
  const noonMs = Date.parse(`${day}T12:00:00Z`)
  const startHourUtc = FORCE_DAY_START_HOUR - (localHour(new Date(noonMs).toISOString(), timezone) - 12)
  const forceDayMs = Date.parse(`${day}T00:00:00Z`) + startHourUtc * HOUR_MS
  const starts = tours.map((tour) => Math.floor(Date.parse(tour.start) / HOUR_MS) * HOUR_MS)
  const ends = tours.map((tour) => Math.ceil(Date.parse(tour.end) / HOUR_MS) * HOUR_MS)
  const fromMs = Math.min(forceDayMs, ...starts)
  const toMs = Math.max(forceDayMs + 24 * HOUR_MS, ...ends)
  const marks: BoardAxis['marks'] = []
  for (let atMs = fromMs; atMs < toMs; atMs += HOUR_MS) {
    const hour = localHour(new Date(atMs).toISOString(), timezone)
    if ((hour - FORCE_DAY_START_HOUR) % 2 === 0) marks.push({ atMs, hour })
  }
  return { fromMs, toMs, marks }
}

/** Where a span lies on the axis, in per cent of its length. */
export function spanOnAxis(axis: BoardAxis, start: string, end: string): { left: string; width: string } {
  const length = axis.toMs - axis.fromMs
  const left = ((Date.parse(start) - axis.fromMs) / length) * 100
  const width = ((Date.parse(end) - Date.parse(start)) / length) * 100
  return { left: `${left.toFixed(3)}%`, width: `${width.toFixed(3)}%` }
}
