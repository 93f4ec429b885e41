import { findDefaultTimes } from '../../incidents/default-times.ts'
import { PRECISION_CODES, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { MINUTES_PER_DAY, type Zone } from '../../time.ts'
import { spreadHours } from './aoristic.ts'

/** How rows say when in the day they happened; each is in exactly one. */
export interface HourCounts {
  /** one time, or a span of up to a day */
  known: number
  /** a time that a system writes when nobody gave one: not believed */
  defaultTime: number
  /** a span of over a day */
  longSpan: number
  /** a day or a month only */
  noTime: number
}

/** The hours that incidents are known to have happened in. */
export interface KnownHours {
  /** As `spreadHours`, and false as well for a default time. */
  spread(i: number, visit: (hour: number, weight: number) => void): boolean
  /** which of the counts row i belongs to */
  kindOf(i: number): keyof HourCounts
}

/**
 * @param asOfDay local day; nothing on or after its midnight tells what is a default. Absent: all rows tell
 */
export function createKnownHours(incidents: IncidentColumns, zone: Zone, asOfDay?: number): KnownHours {
  const until = asOfDay === undefined ? Infinity : zone.toUtcMin(asOfDay * MINUTES_PER_DAY).utcMin
  const defaults = findDefaultTimes(incidents, zone, until)
  return {
    spread: (i, visit) => !defaults.isDefault(i) && spreadHours(incidents, i, zone, visit),
    kindOf(i) {
      if (incidents.precision[i] !== PRECISION_CODES.minute) return 'noTime'
      if (defaults.isDefault(i)) return 'defaultTime'
      return spreadHours(incidents, i, zone, () => undefined) ? 'known' : 'longSpan'
    },
  }
}
