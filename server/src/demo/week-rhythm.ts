import { HOURS_PER_WEEK, type PlaceType } from '@planner/shared/core'

const WORKDAYS = [0, 1, 2, 3, 4]
const EVERY_DAY = [...WORKDAYS, 5, 6]
const FRIDAY_SATURDAY = [4, 5]
const SUNDAY = [6]

/** A rise around `hour` of each of `days` (Monday 0; 25 is one in the morning after), `width` hours wide; the mean of the week is about 1. */
interface Rise {
  days: readonly number[]
  hour: number
  width: number
  height: number
}

interface Rhythm {
  /** what is left at the quietest hour */
  floor: number
  rises: readonly Rise[]
}

/**
 * A few rises for each kind of place, fitted by least squares to the hours of Chicago's recorded violence 2013-2016 at that kind of place
 * (City of Chicago, Crimes 2001 to present): after school, evenings, weekend nights. How near they come: docs/demonstration.md.
 */
const RHYTHMS: Readonly<Record<PlaceType | 'domestic', Rhythm>> = {
  licensed: {
    floor: 0.06,
    rises: [
      { days: EVERY_DAY, hour: 21.8, width: 3.2, height: 0.94 },
      { days: EVERY_DAY, hour: 25.7, width: 1.1, height: 1.85 },
      { days: FRIDAY_SATURDAY, hour: 25.6, width: 1.8, height: 5.1 },
      { days: SUNDAY, hour: 2.7, width: 1.3, height: 6.1 },
    ],
  },
  retail: {
    floor: 0.2,
    rises: [
      { days: EVERY_DAY, hour: 10.9, width: 1.9, height: 0.56 },
      { days: EVERY_DAY, hour: 17, width: 3.9, height: 1.63 },
      { days: FRIDAY_SATURDAY, hour: 24.8, width: 3.4, height: 0.39 },
    ],
  },
  transport: {
    floor: 0.08,
    rises: [
      { days: WORKDAYS, hour: 8.7, width: 2.2, height: 0.82 },
      { days: EVERY_DAY, hour: 12.9, width: 1.2, height: 0.56 },
      { days: WORKDAYS, hour: 16.1, width: 1.1, height: 1.5 },
      { days: EVERY_DAY, hour: 20.2, width: 4.8, height: 1.06 },
      { days: FRIDAY_SATURDAY, hour: 28.3, width: 3.5, height: 0.54 },
    ],
  },
  park: {
    floor: 0,
    rises: [
      { days: EVERY_DAY, hour: 13.3, width: 3.7, height: 0.6 },
      { days: EVERY_DAY, hour: 18.9, width: 2.6, height: 2.46 },
      { days: EVERY_DAY, hour: 24.4, width: 3.8, height: 0.25 },
    ],
  },
  street: {
    floor: 0,
    rises: [
      { days: EVERY_DAY, hour: 12.2, width: 3.8, height: 0.6 },
      { days: WORKDAYS, hour: 15.9, width: 0.6, height: 0.6 },
      { days: EVERY_DAY, hour: 20.7, width: 4.5, height: 1.4 },
      { days: FRIDAY_SATURDAY, hour: 26.7, width: 2, height: 1.16 },
    ],
  },
  dwelling: {
    floor: 0,
    rises: [
      { days: EVERY_DAY, hour: 11.2, width: 2.8, height: 0.87 },
      { days: EVERY_DAY, hour: 16.3, width: 1.3, height: 0.26 },
      { days: EVERY_DAY, hour: 21, width: 4.3, height: 1.49 },
      { days: FRIDAY_SATURDAY, hour: 26.9, width: 2.3, height: 0.72 },
    ],
  },
  other: {
    floor: 0,
    rises: [
      { days: WORKDAYS, hour: 11.9, width: 2.7, height: 2.3 },
      { days: WORKDAYS, hour: 15.2, width: 0.6, height: 1.34 },
      { days: EVERY_DAY, hour: 16.8, width: 5.6, height: 0.78 },
      { days: FRIDAY_SATURDAY, hour: 25.2, width: 2.8, height: 0.35 },
    ],
  },
  domestic: {
    floor: 0,
    rises: [
      { days: EVERY_DAY, hour: 10.2, width: 2.2, height: 0.53 },
      { days: EVERY_DAY, hour: 18.4, width: 6, height: 1.09 },
      { days: EVERY_DAY, hour: 23.6, width: 2.6, height: 0.52 },
      { days: FRIDAY_SATURDAY, hour: 27.1, width: 2.3, height: 0.76 },
    ],
  },
}

/** Relative weight of each hour of the week from Monday 00:00 local. */
export function weekRhythm(kind: PlaceType | 'domestic'): number[] {
  const { floor, rises } = RHYTHMS[kind]
  return Array.from({ length: HOURS_PER_WEEK }, (_, hour) => {
    let weight = floor
    for (const { days, hour: peak, width, height } of rises)
      for (const day of days) {
        // The week is a circle: Sunday night runs into Monday morning.
        const apart = Math.abs(hour + 0.5 - (day * 24 + peak))
        const distance = Math.min(apart, HOURS_PER_WEEK - apart)
        weight += height * Math.exp(-0.5 * (distance / width) ** 2)
      }
    return weight
  })
}
