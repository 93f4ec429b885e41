import { findDefaultTimes } from '../../incidents/default-times.ts'
import { PRECISION_CODES, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { remembered } from '../../remembered.ts'
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
  /** which readings are defaults here, in a word: where it is the same, all rows have the same hours */
  defaults: string
  /** which of the counts row i belongs to */
  kindOf(i: number): keyof HourCounts
}

/**
 * @param asOfDay local day; nothing on or after its midnight tells what is a default. Absent: all rows tell
 */
export function createKnownHours(incidents: IncidentColumns, zone: Zone, asOfDay?: number): KnownHours {
  const until = asOfDay === undefined ? Infinity : zone.toUtcMin(asOfDay * MINUTES_PER_DAY).utcMin
  const defaults = findDefaultTimes(incidents, zone, until)
  const hours = hourColumn(incidents, zone)
  return {
    defaults: defaults.piles.map(({ reading, onFirstOfMonth }) => `${reading} ${onFirstOfMonth}`).join(),
    spread(i, visit) {
      const hour = hours[i]!
      if (hour === NO_HOUR || defaults.isDefault(i)) return false
      if (hour === SEVERAL_HOURS) return spreadHours(incidents, i, zone, visit)
      visit(hour, 1)
      return true
    },
    kindOf(i) {
      if (incidents.precision[i] !== PRECISION_CODES.minute) return 'noTime'
      if (defaults.isDefault(i)) return 'defaultTime'
      return hours[i] === NO_HOUR ? 'longSpan' : 'known'
    },
  }
}

const SEVERAL_HOURS = 254
const NO_HOUR = 255

/** What `spreadHours` says of each row, but for those that it spreads over several hours: each ranking by the hour asks for all of them. */
const hourColumn = remembered(
  1,
  (zone: Zone) => zone.id,
  (incidents: IncidentColumns, zone) => {
    const hours = new Uint8Array(incidents.length).fill(NO_HOUR)
    let row = 0
    const visit = (hour: number): void => {
      hours[row] = hours[row] === NO_HOUR ? hour : SEVERAL_HOURS
    }
    for (; row < hours.length; row++) spreadHours(incidents, row, zone, visit)
    return hours
  },
)
