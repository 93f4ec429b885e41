import { findDefaultTimes, type DefaultTimePile } from '../default-times.ts'
import { PRECISION_CODES, type IncidentColumns } from '../incident-columns.ts'
import { MINUTES_PER_DAY, type Zone } from '../../time.ts'

/** How incidents say when they happened; each is in one of the first five. */
export interface TimeQuality {
  /** to the minute, or between two such times within a day */
  minute: number
  /** somewhen within more than a day */
  longSpan: number
  /** at a time that systems write when nobody gave one: not believed */
  defaultTime: number
  day: number
  month: number
  defaults: readonly DefaultTimePile[]
}

/** @param zone of the force: defaults are readings of its clocks */
export function checkTimes(columns: IncidentColumns, zone: Zone): TimeQuality {
  const found = findDefaultTimes(columns, zone, Infinity)
  const counts = { minute: 0, longSpan: 0, defaultTime: 0, day: 0, month: 0 }
  for (let i = 0; i < columns.length; i++) {
    const precision = columns.precision[i]
    if (precision === PRECISION_CODES.month) counts.month += 1
    else if (precision === PRECISION_CODES.day) counts.day += 1
    else if (found.isDefault(i)) counts.defaultTime += 1
    else if (columns.occurredTo[i]! - columns.occurredFrom[i]! > MINUTES_PER_DAY) counts.longSpan += 1
    else counts.minute += 1
  }
  return { ...counts, defaults: found.piles }
}
