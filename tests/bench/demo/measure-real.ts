import { measureHourProfile, totalVariation, hoursOfDay, daysOfWeek } from './hour-profile.ts'
import {
  concentrationFigures,
  delayFigures,
  habitFigures,
  monthFigure,
  nearRepeatFigures,
  type ConcentrationFigures,
  type Days,
  type HabitFigures,
  type Periods,
} from './force-figures.ts'
import { day, readChicago, readLondon } from './read-real.ts'
import { delaysByOrder } from './recording-delay.ts'
import { ofDays } from './sample.ts'

/** Incidents per square kilometre and week of the demonstration, to which the real files are thinned: all, and public ones. */
export const DEMO_DENSITY = { all: 0.92, public: 0.52 }

/** As the files are, and thinned to the demonstration's density. */
export interface BothDensities {
  asIs: ConcentrationFigures
  thinned: ConcentrationFigures
}

export interface LondonFigures {
  all: BothDensities
  months: number
  sharedPoints: number
}

export interface ChicagoFigures {
  all: BothDensities
  public: BothDensities
  /** share of public incidents in each hour of the week, per ten thousand */
  hours: readonly number[]
  /** largest total variation between two of its years: by hour of the week, hour of the day, day of the week */
  hoursBetweenYears: readonly [number, number, number]
  nearRepeats: readonly number[]
  delays: { sexual: readonly number[]; other: readonly number[] }
  habits: HabitFigures
  months: number
  domestic: number
}

const days = (from: string, to: string): Days => [day(from), day(to)]

/** Months cannot be cut into weeks: quarters instead. */
const LONDON_PERIODS: Periods = {
  year: days('2016-07-01', '2017-07-01'),
  stretches: [
    days('2016-07-01', '2016-10-01'),
    days('2016-10-01', '2017-01-01'),
    days('2017-01-01', '2017-04-01'),
    days('2017-04-01', '2017-07-01'),
  ],
}

/** The year before `end`, and the four stretches of 12 weeks that end with it. */
export const periodsBefore = (end: number): Periods => ({
  year: [end - 365, end],
  stretches: [0, 1, 2, 3].map((k) => [end - 84 * (k + 1), end - 84 * k] as const),
})

const CHICAGO_YEARS = [2013, 2014, 2015, 2016].map((year) => days(`${year}-01-01`, `${year + 1}-01-01`))
/** 2015, as in docs/ranking.md and docs/planning.md. */
const CHICAGO_PERIODS = periodsBefore(day('2016-01-01'))
const NEAR_REPEAT_YEARS = CHICAGO_YEARS.slice(2)

export function measureLondon(): LondonFigures {
  const { areaKm2, incidents } = readLondon()
  return {
    all: {
      asIs: concentrationFigures(incidents, areaKm2, LONDON_PERIODS),
      thinned: concentrationFigures(incidents, areaKm2, LONDON_PERIODS, DEMO_DENSITY.all),
    },
    months: monthFigure(incidents, [LONDON_PERIODS.year]),
    sharedPoints: habitFigures(incidents).sharedPoints,
  }
}

export function measureChicago(): ChicagoFigures {
  const { areaKm2, rows } = readChicago()
  const open = rows.filter(({ isPublic }) => isPublic)
  const profile = (between: Days): number[] =>
    measureHourProfile(ofDays(open, ...between).map(({ localMin }) => localMin))
  const years = CHICAGO_YEARS.map(profile)
  const between = (of: (hours: readonly number[]) => readonly number[]): number =>
    Math.max(...years.flatMap((a) => years.map((b) => totalVariation(of(a), of(b)))))
  // Homicides have ids of their own. Of the last year the latest entries cannot be told: no later incident stands beside them.
  const inOrder = rows.filter(({ offence }) => offence !== 'homicide').toSorted((a, b) => a.id - b.id)
  const delays = delaysByOrder(inOrder)
  const delaysOf = (isSexual: boolean): number[] =>
    delayFigures(
      delays.filter((_, i) => {
        const { localMin, offence } = inOrder[i]!
        return localMin < CHICAGO_PERIODS.year[1] * 1440 && (offence === 'sexual-offence') === isSexual
      }),
    )
  return {
    all: {
      asIs: concentrationFigures(rows, areaKm2, CHICAGO_PERIODS),
      thinned: concentrationFigures(rows, areaKm2, CHICAGO_PERIODS, DEMO_DENSITY.all),
    },
    public: {
      asIs: concentrationFigures(open, areaKm2, CHICAGO_PERIODS),
      thinned: concentrationFigures(open, areaKm2, CHICAGO_PERIODS, DEMO_DENSITY.public),
    },
    hours: profile([CHICAGO_YEARS[0]![0], CHICAGO_YEARS[3]![1]]).map((share) => Math.round(1e4 * share)),
    hoursBetweenYears: [between((hours) => hours), between(hoursOfDay), between(daysOfWeek)],
    nearRepeats: nearRepeatFigures(rows, NEAR_REPEAT_YEARS),
    delays: { sexual: delaysOf(true), other: delaysOf(false) },
    habits: habitFigures(rows),
    months: monthFigure(rows, CHICAGO_YEARS),
    domestic: rows.filter(({ domestic }) => domestic).length / rows.length,
  }
}
