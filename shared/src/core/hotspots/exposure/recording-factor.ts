import { HOURS_PER_WEEK, MINUTES_PER_DAY, dayOf, hourOfWeek, weekdayOf, type Zone } from '../../time.ts'

/** Incidents of one cell: when each occurred (utcMin) and whether a crew was due then. */
export interface CellRecord {
  utcMin: number
  isPresent: boolean
}

/** Patrolled against unpatrolled time of the same cells at the same hours of the week. */
export interface RecordingComparison {
  /** incidents in patrolled time, less for hours that hardly leave unpatrolled time to compare with */
  recorded: number
  /** incidents that the same hours without a crew lead to expect in that time */
  expected: number
}

/** How many expected incidents the belief that presence records nothing more is worth: with few, chance decides what was seen. */
const PRIOR_INCIDENTS = 2

/**
 * How many times as many incidents are recorded where a crew is due as otherwise, shrunk to 1 and never below it: fewer than expected
 * is what patrols are for, and must not raise a place.
 */
export function recordingFactor({ recorded, expected }: RecordingComparison): number {
  return Math.max(1, (recorded + PRIOR_INCIDENTS) / (expected + PRIOR_INCIDENTS))
}

/**
 * Compares the days on which a cell was patrolled, hour of the week by hour of the week: the two sums of the Mantel-Haenszel rate ratio
 * (Mantel and Haenszel 1959, JNCI 22(4); for rates Rothman, Greenland and Lash, Modern Epidemiology, chapter 15). Days and hours without a
 * crew say nothing here, so neither why the place was chosen nor when it is busy is taken for what patrols record.
 *
 * @param times presence in the cell, disjoint and in order (`CellPresence`)
 * @param groups incidents of the cell, by whatever they are to be compared by
 */
export function compareRecording(
  times: readonly number[],
  groups: readonly (readonly CellRecord[])[],
  zone: Zone,
): RecordingComparison[] {
  const days = patrolledDays(times, zone)
  const wholeMin = new Float64Array(HOURS_PER_WEEK)
  for (const day of days) {
    const midnight = zone.toUtcMin(day * MINUTES_PER_DAY).utcMin
    const end = zone.toUtcMin((day + 1) * MINUTES_PER_DAY).utcMin
    if (end - midnight === MINUTES_PER_DAY) {
      const first = 24 * weekdayOf(day)
      for (let hour = first; hour < first + 24; hour++) wholeMin[hour]! += 60
    } else
      for (let at = midnight; at < end; at += 60) wholeMin[hourOfWeek(zone.toLocalMin(at))]! += Math.min(60, end - at)
  }
  const patrolledMin = minutesByHour(times, zone)
  return groups.map((records) => {
    const patrolled = new Float64Array(HOURS_PER_WEEK)
    const unpatrolled = new Float64Array(HOURS_PER_WEEK)
    for (const { utcMin, isPresent } of records) {
      const localMin = zone.toLocalMin(utcMin)
      if (!days.has(dayOf(localMin))) continue
      const counts = isPresent ? patrolled : unpatrolled
      counts[hourOfWeek(localMin)]! += 1
    }
    let recorded = 0
    let expected = 0
    for (let hour = 0; hour < HOURS_PER_WEEK; hour++) {
      if (patrolledMin[hour] === 0) continue
      const share = patrolledMin[hour]! / wholeMin[hour]!
      recorded += patrolled[hour]! * (1 - share)
      expected += unpatrolled[hour]! * share
    }
    return { recorded, expected }
  })
}

/** Every local day with any presence: stays that meet are one span, which may last for days. */
function patrolledDays(times: readonly number[], zone: Zone): Set<number> {
  const days = new Set<number>()
  for (let i = 0; i < times.length; i += 2) {
    const last = dayOf(zone.toLocalMin(times[i + 1]! - 1))
    for (let day = dayOf(zone.toLocalMin(times[i]!)); day <= last; day++) days.add(day)
  }
  return days
}

function minutesByHour(times: readonly number[], zone: Zone): Float64Array {
  const minutes = new Float64Array(HOURS_PER_WEEK)
  for (let i = 0; i < times.length; i += 2) {
    const end = times[i + 1]!
    let at = times[i]!
    while (at < end) {
      const localMin = zone.toLocalMin(at)
      const next = Math.min(end, at + 60 - (localMin % 60))
      minutes[hourOfWeek(localMin)]! += next - at
      at = next
    }
  }
  return minutes
}
