import { createSeededRng, uniform, uniformBelow, type Rng } from '../../random.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import type { MeasuredPlan } from './measured-plan.ts'

const DAY = 1440
const STAY = 14

/** Starts of the visits to one place, minutes from the first midnight. */
export type PlacePattern = (dosePerDay: number, days: number, rng: Rng) => number[]

const someTimes = (mean: number, rng: Rng): number[] =>
  Array.from({ length: Math.floor(mean) + (uniform(rng) < mean % 1 ? 1 : 0) }, () => uniformBelow(rng, DAY))
const eachDay = (days: number, of: (day: number) => number[]): number[] =>
  Array.from({ length: days }, (_, day) => of(day).map((minute) => day * DAY + minute)).flat()

/** Patterns whose predictability is known; crews and travel do not limit them. */
export const PATTERNS = {
  /** the same clock times every day */
  timetable: (dose, days, rng) => {
    const times = someTimes(dose, rng)
    return eachDay(days, () => times)
  },
  /** fixed clock times, of which a coin keeps half each day */
  coinFlip: (dose, days, rng) => {
    const times = someTimes(2 * dose, rng)
    return eachDay(days, () => times.filter(() => uniform(rng) < 0.5))
  },
  /** any minute is as likely as any other, whatever was before */
  memoryless: (dose, days, rng) =>
    Array.from({ length: days * DAY }, (_, minute) => minute).filter(() => uniform(rng) < dose / DAY),
  /** one random offset a day, then a visit every 24 h / dose */
  comb: (dose, days, rng) =>
    eachDay(days, () => {
      const gap = DAY / dose
      const times: number[] = []
      for (let time = uniform(rng) * gap; time < DAY; time += gap) times.push(Math.floor(time))
      return times
    }),
  /** the dose as a quota: exactly that many a day, at random times */
  quota: (dose, days, rng) => eachDay(days, () => someTimes(dose, rng)),
} satisfies Record<string, PlacePattern>

export function createConstructedPlan(
  pattern: PlacePattern,
  { places = 120, days = 21, seed = 1 }: { places?: number; days?: number; seed?: number } = {},
): MeasuredPlan {
  const { hotspots } = createInstance({ hotspots: places, crews: 1, days })
  const rng = createSeededRng(seed)
  const visits = hotspots.flatMap(({ dosePerDay }, place) =>
    pattern(dosePerDay, days, rng).map((start) => ({ place, start, end: start + STAY })),
  )
  const tours = [...new Set(hotspots.map(({ bcu }) => bcu))].flatMap((bcu) =>
    Array.from({ length: days }, (_, day) => ({
      bcu,
      dutyStart: day * DAY,
      dutyEnd: (day + 1) * DAY,
      refreshments: null,
    })),
  )
  return { days, places: hotspots, tours, visits }
}
