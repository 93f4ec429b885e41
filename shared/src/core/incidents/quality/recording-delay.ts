import { LONGEST_DELAY_DAYS, type RecordingDays } from './recording-days.ts'
import { reverseHazardShares } from './reverse-hazard.ts'

/** How late incidents are recorded, and up to which day they are nearly all there. */
export interface RecordingDelay {
  /** incidents with a time of recording */
  known: number
  unknown: number
  /** known by their month only: no delay can be told */
  monthOnly: number
  /** recorded on a day before they happened: one of the two times is wrong */
  before: number
  /** local day; null: the source never says */
  lastRecordedDay: number | null
  /** null: it cannot be told, and `reason` says why */
  estimate: DelayEstimate | null
  reason: string | null
}

export interface DelayEstimate {
  /** all that follows is of incidents that are recorded within so many days: the data does not reach further */
  withinDays: number
  medianDays: number
  days90: number
  days95: number
  /** share recorded within so many days, 0 to 1; longer ones for a curve, not each of them */
  curve: { days: number; share: number }[]
  /** the last local day of which 95 % are there */
  completeToDay: number
}

/** Complete enough to count: the last day of which this share is there. */
const COMPLETE_SHARE = 0.95
/** Practice changes: what was recorded long ago says little about how late records come now. */
const RECENT_DAYS = 2 * 365
/** So many incidents must say how often the longest delay is, and in all. */
const LEAST_INCIDENTS = 200
/** Shorter data cannot show how late records come. */
const LEAST_SPAN_DAYS = 14
/** Of the incidents known by day so many must say when they were recorded, to speak for the others. */
const LEAST_KNOWN_SHARE = 0.5
/** Recorded the very minute at which they happened: more are no times of recording. */
const MOST_SAME_MINUTE_SHARE = 0.95
/** A day of recording with fewer in its week, or alone and with none for some days before, is a mistake in writing. */
const LEAST_IN_WEEK = 3
const MOST_GAP_DAYS = 3
const CURVE_DAYS = [0, 1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 56, 84, 126, 182, 273, 365]

/** How late the incidents of one publisher are recorded. */
export function estimateDelay(given: RecordingDays): RecordingDelay {
  const { unknown, monthOnly, before } = given
  const recorded = byRecordingDay(given)
  const within = sum(recorded.values())
  const known = within + given.later + before
  const said = { known, unknown, monthOnly, before }
  const ends = connectedEnds(recorded)
  const result = known === 0 ? withoutTimes(given) : estimateBetween(given, known, ends)
  const lastRecordedDay = ends?.last ?? null
  return typeof result === 'string'
    ? { ...said, lastRecordedDay, estimate: null, reason: result }
    : { ...said, lastRecordedDay, estimate: result, reason: null }
}

function withoutTimes({ unknown, monthOnly, lastDay }: RecordingDays): string {
  if (monthOnly > 0 && lastDay === null)
    return 'The source gives months only and does not say when incidents were recorded, so nobody can tell how much of the last months is still to come.'
  return unknown === 0
    ? 'There are no incidents with a time of recording.'
    : 'The source does not say when incidents were recorded (recorded_at), so nobody can tell how much of the last weeks is still to come.'
}

function estimateBetween(
  given: RecordingDays,
  known: number,
  ends: { first: number; last: number } | undefined,
): DelayEstimate | string {
  const share = known / (known + given.unknown)
  if (share < LEAST_KNOWN_SHARE)
    return `Only ${percent(share)} of the incidents say when they were recorded: too few to speak for the others.`
  if (given.toTheMinute > 0 && given.sameMinute / given.toTheMinute > MOST_SAME_MINUTE_SHARE)
    return `${percent(given.sameMinute / given.toTheMinute)} of the incidents were recorded at the very minute at which they happened: recorded_at looks like a copy of the time of the incident.`

  // The day of the last record may not be over, so the data ends with the day before it. It begins with the first day of recording: of
  // what happened before, an extract by day of recording has the late ones only.
  const end = (ends?.last ?? 0) - 1
  const from = Math.max(ends?.first ?? 0, end - RECENT_DAYS)
  const rows = [...given.byDay]
    .filter(([day]) => day >= from && day <= end)
    .map(([day, delays]) => ({ room: end - day, delays }))
    .sort((a, b) => b.room - a.room)
  const incidents = rows.map(({ room, delays }) => sum(delays.subarray(0, room + 1)))
  if (sum(incidents) < LEAST_INCIDENTS)
    return `Only ${sum(incidents)} incidents can be used to tell how late records come; at least ${LEAST_INCIDENTS} are needed.`
  const longest = longestDelay(rows, incidents)
  if (longest < LEAST_SPAN_DAYS)
    return `The data spans ${Math.max(0, end - from + 1)} days of recording: too few to tell how late records come.`

  const shares = reverseHazardShares(rows, longest)
  const within = (wanted: number): number => shares.findIndex((value) => value >= wanted - 1e-9)
  const days95 = within(COMPLETE_SHARE)
  if (days95 > longest / 2)
    return `More than one in twenty records comes later than ${Math.floor(longest / 2)} days, and the data shows delays up to ${longest} days only: too few to tell how many come later still.`
  return {
    withinDays: longest,
    medianDays: within(0.5),
    days90: within(0.9),
    days95,
    curve: CURVE_DAYS.filter((days) => days <= longest).map((days) => ({ days, share: shares[days]! })),
    // An extract can end with a day of occurrence, whatever was recorded since.
    completeToDay: Math.min(end - days95, given.lastDay ?? Infinity),
  }
}

/** The longest delay of which enough incidents, by rows with the most room first, can tell how often it is. */
function longestDelay(rows: readonly { room: number }[], incidents: readonly number[]): number {
  let upTo = 0
  for (const [i, { room }] of rows.entries()) {
    upTo += incidents[i]!
    if (upTo >= LEAST_INCIDENTS) return Math.min(room, LONGEST_DELAY_DAYS - 1)
  }
  return 0
}

/** Incidents by the local day on which they were recorded. */
function byRecordingDay({ byDay }: RecordingDays): Map<number, number> {
  const recorded = new Map<number, number>()
  for (const [day, delays] of byDay)
    for (const [delay, incidents] of delays.entries())
      if (incidents > 0) recorded.set(day + delay, (recorded.get(day + delay) ?? 0) + incidents)
  return recorded
}

/** The first and the last day of recording, but for those that stand alone; undefined: all do. */
function connectedEnds(recorded: ReadonlyMap<number, number>): { first: number; last: number } | undefined {
  const days = [...recorded.keys()].sort((a, b) => a - b)
  const isConnected = (day: number, towards: 1 | -1): boolean => {
    const week = Array.from({ length: 7 }, (_, i) => recorded.get(day + towards * i) ?? 0)
    return sum(week) >= LEAST_IN_WEEK && (week[0]! > 1 || sum(week.slice(1, MOST_GAP_DAYS + 1)) > 0)
  }
  const first = days.find((day) => isConnected(day, 1))
  const last = days.findLast((day) => isConnected(day, -1))
  return first === undefined || last === undefined ? undefined : { first, last }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

const percent = (share: number): string => `${Math.round(1000 * share) / 10} %`
