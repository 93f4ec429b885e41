import { sha256Hex } from '../../random.ts'
import { MINUTES_PER_DAY, weekdayOf } from '../../time.ts'
import { BINS_PER_DAY } from '../plan.ts'
import type { BcuInstance } from './bcu-instance.ts'

const HOURS_PER_DAY = 24
const HOURS_PER_WEEK = 168
/** Relative difference of factors that come of the same risks: sums in another order, nothing else. */
const ROUNDING = 1e-9

/** Days whose probabilities are the same by the construction of the mechanism. */
export interface DayClasses {
  /** by day of the plan: its class, from 0 */
  classOf: Int32Array
  /** by class: days in it */
  sizes: number[]
  /** by class: a number that it shares with the classes of the same roster, on the day itself and the day before and after */
  rosterOf: number[]
}

/**
 * Groups the days that have the same hours of risk and the same tours, on the day itself and the day before and after: mostly
 * the same weekdays of the plan's weeks. What differs between them is then chance alone, so one average over them is steadier
 * than one for each.
 *
 * The first two days stay alone, since a plan starts with no visit behind it and all places at zero; so do days near a clock
 * change, near the plan's end, and all days of a unit with blackouts or untreated days.
 */
export function findDayClasses({ clock, tours, closures, hourFactors, activities }: BcuInstance): DayClasses {
  const { days, zone, startDay, originUtcMin, minutes } = clock
  const midnights = Array.from(
    { length: days + 1 },
    (_, day) => zone.toUtcMin((startDay + day) * MINUTES_PER_DAY).utcMin - originUtcMin,
  )
  const starting: string[][] = Array.from({ length: days }, () => [])
  for (const [index, tour] of tours.entries()) {
    if (!tour.inPeriod) continue
    const start = Math.min(tour.shift.start - originUtcMin, minutes - 1)
    const day = Math.floor(clock.bin[start]! / BINS_PER_DAY)
    const midnight = midnights[day]!
    const { dutyStart, dutyEnd, breakFrom, breakLatest, breakMinutes, maxVisits, base } = tour
    starting[day]!.push(
      [dutyStart - midnight, dutyEnd - midnight, breakFrom - midnight, breakLatest - midnight, breakMinutes]
        .concat(maxVisits, base, activities.abilityOf(index))
        .join(','),
    )
  }
  const signatures = starting.map((list, day) => {
    const length = midnights[day + 1]! - midnights[day]!
    return sha256Hex(`${length};${list.sort().join(';')}`)
  })
  const likeWeekday = findLikeWeekdays(hourFactors)
  const classOf = new Int32Array(days)
  const sizes: number[] = []
  const rosterOf: number[] = []
  const rosters = new Map<string, number>()
  const known = new Map<string, number>()
  for (let day = 0; day < days; day++) {
    const isAlone = day < 2 || day === days - 1 || closures !== undefined
    const around = [signatures[day - 1], signatures[day], signatures[day + 1]].join(' ')
    const label = isAlone ? `day ${day}` : `${likeWeekday[weekdayOf(startDay + day)]!} ${around}`
    let found = known.get(label)
    if (found === undefined) {
      found = sizes.push(0) - 1
      known.set(label, found)
      // Closures change what crews do on a day; so may places that are closed on the day before.
      const roster = closures === undefined ? around : label
      rosterOf.push(rosters.get(roster) ?? rosters.size)
      if (!rosters.has(roster)) rosters.set(roster, rosters.size)
    }
    classOf[day] = found
    sizes[found]! += 1
  }
  return { classOf, sizes, rosterOf }
}

/** By weekday: the first one with the same hours of risk in all places, on the day itself and the day before and after. */
function findLikeWeekdays(hourFactors: Float64Array): number[] {
  const places = hourFactors.length / HOURS_PER_WEEK
  const isLike = (a: number, b: number): boolean => {
    for (let place = 0; place < places; place++)
      for (let hour = -HOURS_PER_DAY; hour < 2 * HOURS_PER_DAY; hour++) {
        const at = (day: number): number => (day * HOURS_PER_DAY + hour + HOURS_PER_WEEK) % HOURS_PER_WEEK
        const factor = hourFactors[place * HOURS_PER_WEEK + at(a)]!
        const other = hourFactors[place * HOURS_PER_WEEK + at(b)]!
        if (Math.abs(factor - other) > ROUNDING * factor) return false
      }
    return true
  }
  const weekdays = [0, 1, 2, 3, 4, 5, 6]
  return weekdays.map((day) => weekdays.find((other) => isLike(other, day))!)
}
