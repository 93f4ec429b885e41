import { HOURS_PER_WEEK } from '../../time.ts'
import { andList, percent } from './words.ts'

/** What a hotspot says of its hours; a stored one may lack the sample size. */
export interface ToldHours {
  profile: readonly number[]
  profileSource: string
  profileSampleSize?: number | undefined
}

/** Hours of the stretch that is named: about a tour. */
const STRETCH_HOURS = 8
/** The stretch must hold so many times its even share of the risk to be named. */
const NOTABLE_HOURS = 1.15
/** A day must hold so many times an even seventh. */
const NOTABLE_DAY = 1.15

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']

const WHOSE: Readonly<Record<string, string>> = {
  place: 'By its own incidents',
  area: 'Too few of its own to tell its hours. By those of its command unit',
  force: 'Too few of its own to tell its hours. By those of the whole force',
}

/** When in the week the risk is, and whose incidents say so. */
export function hourWords({ profile, profileSource, profileSampleSize }: ToldHours): string[] {
  const whose = WHOSE[profileSource]
  if (whose === undefined)
    return profileSource === 'none' ? ['When in the week cannot be said: the data gives no times of day.'] : []
  const sample =
    profileSampleSize === undefined ? '' : ` (as sure as ${Math.round(profileSampleSize)} incidents would be)`
  const stretch = busiestStretch(profile)
  const even = STRETCH_HOURS / 24
  if (stretch.share < NOTABLE_HOURS * even) return [`${whose}${sample}, no part of the day stands out.`]
  const days = busyDays(profile)
  return [
    `${whose}${sample}, ${percent(stretch.share)} of the risk is from ${clock(stretch.from)} to ${clock(stretch.from + STRETCH_HOURS)}, a third of the day${days === '' ? '' : `; busiest ${days}`}.`,
  ]
}

/** The 8 hours of the day, over all days, that hold most. */
function busiestStretch(profile: readonly number[]): { from: number; share: number } {
  const byHour = Array.from({ length: 24 }, (_, hour) =>
    DAYS.reduce((sum, _day, day) => sum + profile[day * 24 + hour]! / HOURS_PER_WEEK, 0),
  )
  let best = { from: 0, share: -1 }
  for (let from = 0; from < 24; from++) {
    let share = 0
    for (let step = 0; step < STRETCH_HOURS; step++) share += byHour[(from + step) % 24]!
    if (share > best.share + 1e-12) best = { from, share }
  }
  return best
}

/** Days that hold clearly more than a seventh, cut at 06:00: a Friday night is Friday's. */
function busyDays(profile: readonly number[]): string {
  const busy = DAYS.filter((_, day) => {
    let share = 0
    for (let hour = 6; hour < 30; hour++) share += profile[(day * 24 + hour) % HOURS_PER_WEEK]! / HOURS_PER_WEEK
    return share >= NOTABLE_DAY / 7
  })
  return busy.length === 0 ? '' : `on ${andList(busy)}, nights into the next morning counted`
}

const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`
