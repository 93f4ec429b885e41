import type { BcuInstance, TourSlot } from '../../../../shared/src/core/plans/draw/bcu-instance.ts'
import { BLOCK_MINUTES } from '../../../../shared/src/core/plans/measures/coverage.ts'
import { hardCaps } from '../../../../shared/src/core/plans/measures/coverage-bound.ts'
import { uniform, uniformBelow, type Rng } from '../../../../shared/src/core/random.ts'
import { walk, type Caps, type Manner, type Option, type Walk } from './walk.ts'

/** A way of planning one command unit to hold ours against. */
export interface Comparator {
  name: string
  /** false: the same for every seed */
  isRandom: boolean
  plan: (instance: BcuInstance, rng: Rng) => Walk
}

/**
 * `hard`: the dose rounded up, a day and a week. `budget` (CEIL of METRICS 2): the far ceilings of the places, and over the
 * whole plan their dose with the spare 5 % that ours may use. `far`: the ceilings alone.
 */
type Rule = 'hard' | 'budget' | 'far'

/** Over the plan no place may get more than this multiple of its dose (DESIGN 6). */
const MOST_OF_DOSE = 1.05

export const COMPARATORS: readonly Comparator[] = [
  { name: 'fixed timetable', isRandom: true, plan: planTimetable },
  { name: 'daily coin-flip, fixed times', isRandom: true, plan: planCoinFlip },
  { name: 'comb sampling', isRandom: true, plan: planComb },
  {
    name: 'uniform random, hard caps',
    isRandom: true,
    plan: (instance, rng) => walk(instance, uniformManner(instance, 'hard'), rng),
  },
  {
    name: 'uniform random, mean budget',
    isRandom: true,
    plan: (instance, rng) => walk(instance, uniformManner(instance, 'budget'), rng),
  },
  {
    name: 'uniform random, far ceilings',
    isRandom: true,
    plan: (instance, rng) => walk(instance, uniformManner(instance, 'far'), rng),
  },
  {
    name: 'deterministic greedy, mean budget',
    isRandom: false,
    plan: (instance, rng) => planGreedy(instance, rng, 'budget'),
  },
  {
    name: 'deterministic greedy, far ceilings',
    isRandom: false,
    plan: (instance, rng) => planGreedy(instance, rng, 'far'),
  },
]

function capsOf({ hotspots, clock }: BcuInstance, rule: Rule): Manner['caps'] {
  return (place): Caps => {
    const { dosePerDay, capDay, capWeek } = hotspots[place]!
    if (rule === 'hard') return { ...hardCaps(dosePerDay), capPlan: Number.POSITIVE_INFINITY }
    const capPlan = rule === 'far' ? Number.POSITIVE_INFINITY : Math.round(MOST_OF_DOSE * dosePerDay * clock.days)
    return { capDay, capWeek, capPlan }
  }
}

/** As many visits a tour as the dose asks for, shared out by patrol time, at most `max_visits`. */
function loadOf({ hotspots, productive, clock }: BcuInstance): (tour: TourSlot) => number {
  const demand = hotspots.reduce((sum, { dosePerDay }) => sum + dosePerDay, 0) * clock.days
  let carried = 0
  return (tour) => {
    carried += (demand * 1.02 * tour.productive) / Math.max(1, productive)
    const visits = Math.min(tour.maxVisits, Math.round(carried))
    carried -= visits
    return Math.max(0, visits)
  }
}

const pickAny = (options: readonly Option[], rng: Rng): Option => options[uniformBelow(rng, options.length)]!

function uniformManner(instance: BcuInstance, rule: Rule): Manner {
  return { caps: capsOf(instance, rule), load: loadOf(instance), choose: pickAny }
}

/** One day at random, then the same again every day. */
function planTimetable(instance: BcuInstance, rng: Rng): Walk {
  const { tours, clock } = instance
  const dayOf = (tour: TourSlot): number => Math.floor(clock.bin[Math.max(0, tour.dutyStart)]! / 48)
  const first = walk(instance, { ...uniformManner(instance, 'hard'), fills: (tour) => dayOf(tour) === 0 }, rng)
  const keyOf = (tour: TourSlot): string => `${tour.shift.teamId}/${tour.dutyStart % 1440}`
  const template = new Map(
    tours.flatMap((tour, index) => (tour.inPeriod && dayOf(tour) === 0 ? [[keyOf(tour), index] as const] : [])),
  )
  const breakStarts = Int32Array.from(first.breakStarts)
  const visits = tours.flatMap((tour, index) => {
    const model = tour.inPeriod ? template.get(keyOf(tour)) : undefined
    if (model === undefined) return []
    const shift = tour.dutyStart - tours[model]!.dutyStart
    breakStarts[index] = first.breakStarts[model]! + shift
    return first.visits
      .filter((visit) => visit.tour === model && visit.start + shift < clock.minutes)
      .map(({ place, start, end }) => ({ tour: index, place, start: start + shift, end: end + shift }))
  })
  return { visits, breakStarts }
}

/** The timetable, each visit of each day kept by a coin. */
function planCoinFlip(instance: BcuInstance, rng: Rng): Walk {
  const { visits, breakStarts } = planTimetable(instance, rng)
  return { visits: visits.filter(() => uniform(rng) < 0.5), breakStarts }
}

/** What greedy gains by the next visit to a place in the block of the clock in which it would start. */
export function planGreedy(instance: BcuInstance, rng: Rng, rule: Rule, blockMinutes = BLOCK_MINUTES): Walk {
  const { hotspots, clock } = instance
  const counts = new Map<number, number>()
  const blockOf = (start: number): number => Math.floor((clock.bin[start]! * 30) / blockMinutes)
  const keyOf = (place: number, start: number): number => place * 10_000 + blockOf(start)
  const gain = ({ place, start, hop }: Option): number => {
    const { expected, profile } = hotspots[place]!
    const hours = blockMinutes / 60
    const from = clock.hourOfWeek[start]! - (clock.hourOfWeek[start]! % hours)
    const risk = expected * profile.slice(from, from + hours).reduce((sum, share) => sum + share, 0)
    return (risk * Math.exp(-(counts.get(keyOf(place, start)) ?? 0))) / (hop + 14)
  }
  const choose = (options: readonly Option[]): Option => {
    let best = options[0]!
    let most = -1
    for (const option of options) {
      const worth = gain(option)
      if (worth <= most) continue
      most = worth
      best = option
    }
    return best
  }
  const visited: Manner['visited'] = ({ place, start }) =>
    void counts.set(keyOf(place, start), (counts.get(keyOf(place, start)) ?? 0) + 1)
  return walk(instance, { caps: capsOf(instance, rule), load: loadOf(instance), choose, visited }, rng)
}

/** Latest that a crew may be for an appointment of the comb, minutes. */
const MOST_LATE = 20

/**
 * Systematic sampling: each place has one random offset a day, then an appointment every 24 h / dose; crews keep those that
 * they can. What the deployed dependent-rounding schemes do to one place's times (EVIDENCE 3).
 */
function planComb(instance: BcuInstance, rng: Rng): Walk {
  const { hotspots, clock } = instance
  const due: number[][] = hotspots.map(({ dosePerDay }) => {
    const times: number[] = []
    for (let day = 0; day < clock.days; day++)
      for (let time = uniform(rng) / dosePerDay; time < 1; time += 1 / dosePerDay)
        times.push(Math.floor((day + time) * 1440))
    return times
  })
  const next = new Int32Array(hotspots.length)
  /** the appointment of the place that is still open when a crew could be there */
  const openAt = (place: number, start: number): number => {
    const times = due[place]!
    while (next[place]! < times.length && times[next[place]!]! < start - MOST_LATE) next[place]! += 1
    return times[next[place]!] ?? Number.POSITIVE_INFINITY
  }
  return walk(
    instance,
    {
      caps: capsOf(instance, 'far'),
      // As many as there are appointments: no tour of it waits but for one.
      load: ({ maxVisits }) => Math.min(maxVisits, 60),
      postpone: (place, start) => Math.max(start, openAt(place, start)),
      choose: (options) => options.reduce((best, option) => (option.start < best.start ? option : best)),
      visited: ({ place }) => void (next[place]! += 1),
    },
    rng,
  )
}
