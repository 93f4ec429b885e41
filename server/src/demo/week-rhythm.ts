import { HOURS_PER_WEEK, type PlaceType } from '@planner/shared/core'

const WORKDAYS = [0, 1, 2, 3, 4]
const EVERY_DAY = [...WORKDAYS, 5, 6]
const FRIDAY_SATURDAY = [4, 5]

/** A rise around `hour` of each of `days` (Monday 0; 25 is one in the morning after), `width` hours wide. */
interface Rise {
  days: readonly number[]
  hour: number
  width: number
  height: number
}

/** Invented, but of the shapes that the literature reports: after school, evenings, weekend nights. */
const RISES: Readonly<Record<PlaceType | 'domestic', readonly Rise[]>> = {
  licensed: [
    { days: EVERY_DAY, hour: 22, width: 2.5, height: 2 },
    { days: FRIDAY_SATURDAY, hour: 24.5, width: 2, height: 9 },
  ],
  retail: [
    { days: EVERY_DAY, hour: 16, width: 3.5, height: 3 },
    { days: [5], hour: 15, width: 3, height: 1.5 },
  ],
  transport: [
    { days: WORKDAYS, hour: 8, width: 1.2, height: 1 },
    { days: WORKDAYS, hour: 16, width: 1.5, height: 3 },
    { days: EVERY_DAY, hour: 20, width: 3, height: 1.5 },
    { days: FRIDAY_SATURDAY, hour: 24, width: 1.5, height: 3 },
  ],
  park: [
    { days: WORKDAYS, hour: 16, width: 1.5, height: 3 },
    { days: EVERY_DAY, hour: 19, width: 2.5, height: 2 },
  ],
  street: [
    { days: WORKDAYS, hour: 15.8, width: 1.2, height: 2.5 },
    { days: EVERY_DAY, hour: 20, width: 3, height: 2 },
    { days: FRIDAY_SATURDAY, hour: 24.5, width: 2, height: 2.5 },
  ],
  dwelling: [{ days: EVERY_DAY, hour: 20, width: 4, height: 2 }],
  other: [{ days: EVERY_DAY, hour: 18, width: 4, height: 1.5 }],
  domestic: [
    { days: EVERY_DAY, hour: 21, width: 3.5, height: 2.5 },
    { days: [4, 5, 6], hour: 24, width: 2.5, height: 1.5 },
  ],
}

/** What is left at the quietest hour, against rises of height 1 and more. */
const FLOOR = 0.35

/** Relative weight of each hour of the week from Monday 00:00 local. */
export function weekRhythm(kind: PlaceType | 'domestic'): number[] {
  return Array.from({ length: HOURS_PER_WEEK }, (_, hour) => {
    let weight = FLOOR
    for (const { days, hour: peak, width, height } of RISES[kind])
      for (const day of days) {
        // The week is a circle: Sunday night runs into Monday morning.
        const apart = Math.abs(hour + 0.5 - (day * 24 + peak))
        const distance = Math.min(apart, HOURS_PER_WEEK - apart)
        weight += height * Math.exp(-0.5 * (distance / width) ** 2)
      }
    return weight
  })
}
