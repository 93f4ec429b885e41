import { PRECISION_CODES, type IncidentColumns } from './incident-columns.ts'
import { remembered } from '../remembered.ts'
import { dateFromDay, dayOf, MINUTES_PER_DAY, type Zone } from '../time.ts'

/** Readings that a system writes when nobody gave a time, each with those an hour before and after it. */
const READINGS = {
  // Midnight is 00:00 or, so that the date is in no doubt, 00:01: Chicago has more of the second.
  midnight: { minutes: [0, 1], around: [23 * 60, 23 * 60 + 1, 60, 61] },
  lastMinute: { minutes: [23 * 60 + 59], around: [22 * 60 + 59, 59] },
} as const
export type Reading = keyof typeof READINGS

/** Fewer are no pile. */
const LEAST_PILE = 20
/** A pile has more than so many times what the readings around it let expect; hours next to each other are alike. */
const PILE_RATIO = 2
/** ... and so many standard errors more. */
const PILE_Z = 4

/** Where a time of day is a system's default and not one that anybody gave. */
export interface DefaultTimes {
  /** whether the time of row i is such a one */
  isDefault(i: number): boolean
  /** each reading that is one, in a fixed order */
  piles: readonly DefaultTimePile[]
}

/** A reading of the clock with far more incidents than the hours around it. */
export interface DefaultTimePile {
  reading: Reading
  /** on the first of a month, or on all other days */
  onFirstOfMonth: boolean
  incidents: number
  /** as the same minutes of the hours before and after have */
  expected: number
}

/**
 * Finds readings of the clock with far more incidents than the same minute of the hours around them have: midnight and the last
 * minute of the day, on the first of a month and on other days apart (the default of a record of which only the month is known is
 * the first of it). Which of a pile's incidents truly happened then cannot be told, so none of its times is believed.
 *
 * @param untilUtcMin nothing on or after it is looked at
 */
export function findDefaultTimes(incidents: IncidentColumns, zone: Zone, untilUtcMin: number): DefaultTimes {
  // By minute of the day: other days, then firsts of a month.
  const counts = [new Float64Array(MINUTES_PER_DAY), new Float64Array(MINUTES_PER_DAY)] as const
  const { at, minutes, isFirst } = nearMidnight(incidents, zone)
  for (let k = 0; k < at.length; k++) if (at[k]! < untilUtcMin) counts[isFirst[k] === 1 ? 1 : 0][minutes[k]!]! += 1
  const piles = counts.flatMap((byMinute, first) => pilesOf(byMinute, first === 1))
  if (piles.length === 0) return { isDefault: () => false, piles }
  const isPile = [false, true].map(
    (first) =>
      new Set<number>(
        piles
          .filter(({ onFirstOfMonth }) => onFirstOfMonth === first)
          .flatMap(({ reading }) => READINGS[reading].minutes),
      ),
  )
  return {
    isDefault(i) {
      if (!hasOneTime(incidents, i)) return false
      const local = zone.toLocalMin(incidents.occurredFrom[i]!)
      const minute = local - dayOf(local) * MINUTES_PER_DAY
      return isNearMidnight(minute) && isPile[isFirstOfMonth(local) ? 1 : 0]!.has(minute)
    },
    piles,
  }
}

/** Times near midnight that are one time and no span: a tenth of all, and all that are counted however the day moves. */
const nearMidnight = remembered(
  1,
  (zone: Zone) => zone.id,
  (incidents: IncidentColumns, zone) => {
    const at = new Int32Array(incidents.length)
    const minutes = new Uint16Array(incidents.length)
    const isFirst = new Uint8Array(incidents.length)
    let count = 0
    for (let i = 0; i < incidents.length; i++) {
      if (!hasOneTime(incidents, i)) continue
      const local = zone.toLocalMin(incidents.occurredFrom[i]!)
      const minute = local - dayOf(local) * MINUTES_PER_DAY
      if (!isNearMidnight(minute)) continue
      at[count] = incidents.occurredFrom[i]!
      minutes[count] = minute
      isFirst[count] = Number(isFirstOfMonth(local))
      count += 1
    }
    return { at: at.slice(0, count), minutes: minutes.slice(0, count), isFirst: isFirst.slice(0, count) }
  },
)

function pilesOf(byMinute: Float64Array, onFirstOfMonth: boolean): DefaultTimePile[] {
  const sum = (minutes: readonly number[]): number => minutes.reduce((total, minute) => total + byMinute[minute]!, 0)
  return (Object.keys(READINGS) as Reading[])
    .map((reading) => {
      const { minutes, around } = READINGS[reading]
      return { reading, onFirstOfMonth, incidents: sum(minutes), expected: sum(around) / 2 }
    })
    .filter(
      ({ incidents, expected }) =>
        incidents >= LEAST_PILE &&
        incidents > PILE_RATIO * expected &&
        // Variance of the count, and of half the sum of two.
        incidents - expected > PILE_Z * Math.sqrt(incidents + expected / 2),
    )
}

/** A record that gives one time and no span: only there can a default hide. */
function hasOneTime(incidents: IncidentColumns, i: number): boolean {
  return incidents.precision[i] === PRECISION_CODES.minute && incidents.occurredTo[i]! <= incidents.occurredFrom[i]!
}

/** Spares nearly every row the look into the calendar. */
function isNearMidnight(minute: number): boolean {
  return minute <= 61 || minute >= 22 * 60 + 59
}

function isFirstOfMonth(localMin: number): boolean {
  return dateFromDay(dayOf(localMin)).day === 1
}
