import type { BcuInstance, TourSlot } from '../../../../shared/src/core/plans/draw/bcu-instance.ts'
import { uniform, uniformBelow, uniformBetween, type Rng } from '../../../../shared/src/core/random.ts'

export interface WalkVisit {
  tour: number
  place: number
  start: number
  end: number
}

export interface Walk {
  visits: WalkVisit[]
  /** by tour, -1 for a tour without refreshments or left out */
  breakStarts: Int32Array
}

export interface Option {
  place: number
  /** minutes of the way, and minute of the start */
  hop: number
  start: number
}

export interface Caps {
  capDay: number
  capWeek: number
  capPlan: number
}

/** How a comparator goes about it; everything that a plan must keep to is the walk's own business. */
export interface Manner {
  /** most visits a day, a week and over the whole plan at each place */
  caps: (place: number) => Caps
  /** visits that each tour sets out to make */
  load: (tour: TourSlot) => number
  /** which way to go, of at least one */
  choose: (options: readonly Option[], rng: Rng) => Option
  /** the first minute from `start` on at which it would begin a visit; left out: at once */
  postpone?: (place: number, start: number) => number
  /** told of every visit */
  visited?: (visit: WalkVisit) => void
  /** which tours are filled; left out: all of the plan's days */
  fills?: (tour: TourSlot) => boolean
}

const LONGEST_STAY = 16
const SHORTEST_STAY = 12

interface Crew {
  index: number
  tour: TourSlot
  place: number
  free: number
  left: number
  breakAt: number
  rested: boolean
}

/** Fills tours one visit at a time, the crew that is free first going first, under the same rules as the planner's. */
export function walk(instance: BcuInstance, manner: Manner, rng: Rng): Walk {
  const { tours, clock } = instance
  const breakStarts = new Int32Array(tours.length).fill(-1)
  const visits: WalkVisit[] = []
  const book = createBook(instance, manner)
  const crews = tours.flatMap((tour, index): Crew[] => {
    if (tour.breakMinutes > 0) breakStarts[index] = drawBreak(tour, rng)
    if (!tour.inPeriod || manner.fills?.(tour) === false) return []
    const breakAt = tour.breakMinutes > 0 ? breakStarts[index]! : -1
    return [{ index, tour, place: -1, free: tour.dutyStart, left: manner.load(tour), breakAt, rested: breakAt < 0 }]
  })
  while (crews.length > 0) {
    let crew = crews[0]!
    for (const other of crews) if (other.free < crew.free) crew = other
    if (!step(crew)) crews.splice(crews.indexOf(crew), 1)
  }
  return { visits, breakStarts }

  function step(crew: Crew): boolean {
    if (crew.left <= 0 || crew.free >= clock.minutes) return false
    const ahead = crew.rested ? 0 : crew.tour.breakMinutes
    const slack = crew.tour.dutyEnd - crew.free - ahead - crew.left * (LONGEST_STAY + 8)
    const wait = slack > 0 ? Math.floor(slack * (1 - uniform(rng) ** (1 / crew.left))) : 0
    for (const delay of wait > 0 ? [wait, 0] : [0]) {
      const options = listOptions(instance, crew, crew.free + delay, book, manner)
      if (options.length === 0) continue
      const { place, start } = manner.choose(options, rng)
      const visit = { tour: crew.index, place, start, end: start + uniformBetween(rng, SHORTEST_STAY, LONGEST_STAY) }
      book.add(visit)
      visits.push(visit)
      manner.visited?.(visit)
      crew.place = place
      crew.free = visit.end
      crew.left -= 1
      return true
    }
    if (crew.rested) return false
    crew.rested = true
    crew.free = Math.max(crew.free, crew.breakAt + crew.tour.breakMinutes)
    return true
  }
}

/** Where a crew can still go when it leaves at `depart`: there and home in time, round its refreshments. */
function listOptions(
  { hotspots, travel, fromBase, clock }: BcuInstance,
  { tour, place: here, rested, breakAt }: Crew,
  depart: number,
  book: Book,
  { postpone }: Manner,
): Option[] {
  const options: Option[] = []
  const places = hotspots.length
  for (let place = 0; place < places; place++) {
    if (place === here) continue
    const home = fromBase[tour.base * places + place]!
    const hop = here < 0 ? home : travel[here * places + place]!
    const start = postpone?.(place, depart + hop) ?? depart + hop
    const end = start + LONGEST_STAY
    if (start >= clock.minutes || end + home > tour.dutyEnd) continue
    if (!rested && (end > breakAt || breakAt + tour.breakMinutes + home > tour.dutyEnd)) continue
    if (book.allows(place, start)) options.push({ place, hop, start })
  }
  return options
}

function drawBreak(tour: TourSlot, rng: Rng): number {
  return tour.breakFrom + uniformBelow(rng, Math.max(1, tour.breakLatest - tour.breakFrom + 1))
}

interface Book {
  allows(place: number, start: number): boolean
  add(visit: WalkVisit): void
}

/** Ceilings, and no two crews at one place at once. */
function createBook({ hotspots, clock }: BcuInstance, { caps }: Manner): Book {
  const limits = hotspots.map((_, place) => caps(place))
  const weeks = Math.ceil(clock.days / 7)
  const byDay = new Int32Array(hotspots.length * clock.days)
  const byWeek = new Int32Array(hotspots.length * weeks)
  const inAll = new Int32Array(hotspots.length)
  const stays: WalkVisit[][] = hotspots.map(() => [])
  const dayOf = (start: number): number => Math.floor(clock.bin[start]! / 48)
  return {
    allows(place, start) {
      const day = dayOf(start)
      const { capDay, capWeek, capPlan } = limits[place]!
      return (
        inAll[place]! < capPlan &&
        byDay[place * clock.days + day]! < capDay &&
        byWeek[place * weeks + Math.floor(day / 7)]! < capWeek &&
        !stays[place]!.some((stay) => stay.start < start + LONGEST_STAY + 1 && start < stay.end + 1)
      )
    },
    add(visit) {
      const day = dayOf(visit.start)
      inAll[visit.place]! += 1
      byDay[visit.place * clock.days + day]! += 1
      byWeek[visit.place * weeks + Math.floor(day / 7)]! += 1
      stays[visit.place]!.push(visit)
    },
  }
}
