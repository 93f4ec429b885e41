import { NOT_RECORDED, PRECISION_CODES, type IncidentColumns } from '../incident-columns.ts'
import { dayOf, type Zone } from '../../time.ts'

/** Longer than any delay that is looked at: later records are counted and say nothing about the last weeks. */
export const LONGEST_DELAY_DAYS = 366

/** How long after they happened incidents of one publisher were recorded, in whole local days. */
export interface RecordingDays {
  /** by local day of occurrence: incidents recorded so many days later, 0 to LONGEST_DELAY_DAYS - 1 */
  byDay: ReadonlyMap<number, Uint32Array>
  /** recorded later than that */
  later: number
  /** recorded on a day before they happened: one of the two times is wrong */
  before: number
  /** recorded at the very minute at which they happened */
  sameMinute: number
  /** known to the minute, with a time of recording */
  toTheMinute: number
  /** without a time of recording */
  unknown: number
  /** known by their month only: no delay can be told */
  monthOnly: number
  /** local day of the last one that is known by day or minute; null: none is */
  lastDay: number | null
}

/** Collects `RecordingDays`. */
export interface RecordingDayCounter {
  /**
   * @param day local day of occurrence
   * @param delayDays local days until it was recorded; null: not known
   * @param incidents how many such
   */
  add(day: number, delayDays: number | null, incidents: number): void
  /** Incidents known to the minute with a time of recording, and those of them recorded at the same minute. */
  addMinutes(toTheMinute: number, sameMinute: number): void
  addMonthOnly(incidents: number): void
  finish(): RecordingDays
}

export function countRecordingDays(): RecordingDayCounter {
  const byDay = new Map<number, Uint32Array>()
  const counts = { later: 0, before: 0, sameMinute: 0, toTheMinute: 0, unknown: 0, monthOnly: 0 }
  let lastDay: number | null = null
  return {
    add(day, delayDays, incidents) {
      lastDay = Math.max(lastDay ?? day, day)
      if (delayDays === null) counts.unknown += incidents
      else if (delayDays < 0) counts.before += incidents
      else if (delayDays >= LONGEST_DELAY_DAYS) counts.later += incidents
      else {
        let delays = byDay.get(day)
        if (delays === undefined) byDay.set(day, (delays = new Uint32Array(LONGEST_DELAY_DAYS)))
        delays[delayDays] = delays[delayDays]! + incidents
      }
    },
    addMinutes(toTheMinute, sameMinute) {
      counts.toTheMinute += toTheMinute
      counts.sameMinute += sameMinute
    },
    addMonthOnly(incidents) {
      counts.monthOnly += incidents
    },
    finish: () => ({ byDay, ...counts, lastDay }),
  }
}

/** The recording days of columns, which are taken for one publisher's. */
export function recordingDaysOf(columns: IncidentColumns, zone: Zone): RecordingDays {
  const counter = countRecordingDays()
  for (let i = 0; i < columns.length; i++) {
    if (columns.precision[i] === PRECISION_CODES.month) {
      counter.addMonthOnly(1)
      continue
    }
    const occurredFrom = columns.occurredFrom[i]!
    const recordedAt = columns.recordedAt[i]!
    const day = dayOf(zone.toLocalMin(occurredFrom))
    counter.add(day, recordedAt === NOT_RECORDED ? null : dayOf(zone.toLocalMin(recordedAt)) - day, 1)
    if (recordedAt !== NOT_RECORDED && columns.precision[i] === PRECISION_CODES.minute)
      counter.addMinutes(1, Number(recordedAt === occurredFrom))
  }
  return counter.finish()
}
