import { uniform, uniformBetween, type Rng } from '../../random.ts'
import type { BcuInstance } from './bcu-instance.ts'
import { createActivityChooser } from './choose-activity.ts'
import { findBreakStart, type Crew } from './crew.ts'
import { drawFirstDeparture, drawPlannedVisits, drawWait } from './level.ts'
import type { Mechanism } from './mechanism.ts'
import { createPlaceChooser } from './next-place.ts'
import { drawBreakTarget } from './refreshments.ts'
import { createVisitBook } from './visit-book.ts'
import { pickCandidate, type Candidates } from './weigh-places.ts'

/** Minutes that a crew is gone before it doubles back to the place it left: to the end of a bin of GAP_BINS, whose factor they share. */
const RETURN_PAUSE = { least: 4, most: 44 } as const
/** Minutes after which a crew that found nothing to do alone looks again for others. */
const ASK_AGAIN = { least: 5, most: 20 } as const

/**
 * One planned visit, in minutes of the plan's clock; `tour`, `place` and `activity` index the instance. A visit of several
 * crews is one visit: of the crew that chose it and of its partners, who are there from the first minute to the last.
 */
export interface DrawnVisit {
  tour: number
  /** tours of the other crews; nobody for most visits */
  partners: readonly number[]
  place: number
  start: number
  end: number
  activity: number
}

/** One draw of one command unit: every tour filled, in the order of decisions. */
export interface BcuDraw {
  visits: DrawnVisit[]
  /** by tour: first minute of the refreshments, -1 for a tour that has none */
  breakStarts: Int32Array
}

/** Sees each decision as it is made, -1 for going nowhere: whence choice probabilities are summed. */
export type DecisionObserver = (candidates: Candidates, chosen: number) => void

export interface Simulator {
  run(mechanism: Mechanism, rng: Rng, observe?: DecisionObserver): BcuDraw
  /** Takes back the visits of a draw that nobody needs any more, for the next one: a fit makes millions. */
  recycle(visits: readonly DrawnVisit[]): void
}

/**
 * The jump process: all crews of a unit move together, the one that is free first decides next. Every decision keeps the
 * rest of the tour possible, so that a draw is feasible by construction and nothing has to be repaired afterwards.
 *
 * @returns a simulator that reuses its memory: use one at a time
 */
export function createSimulator(instance: BcuInstance): Simulator {
  const { tours, clock, activities } = instance
  const book = createVisitBook(instance)
  const activityChooser = createActivityChooser(instance, book)
  const chooser = createPlaceChooser(instance, book, activityChooser)

  const join = (index: number, onTour: readonly Crew[], mechanism: Mechanism, rng: Rng): Crew => {
    const tour = tours[index]!
    const others = onTour
      .filter((crew) => !crew.breakTaken)
      .map((crew) => ({ start: crew.breakTarget, minutes: crew.tour.breakMinutes }))
    const visitsLeft = tour.inPeriod ? drawPlannedVisits(tour, mechanism.rate, rng) : 0
    const breakTarget = drawBreakTarget(tour, others, rng)
    const free = tour.dutyStart + drawFirstDeparture(rng)
    return { index, tour, place: -1, breakTaken: tour.breakMinutes === 0, free, visitsLeft, breakTarget }
  }

  const spare: DrawnVisit[] = []
  const createVisit = (
    tour: number,
    partners: readonly number[],
    place: number,
    start: number,
    end: number,
    activity: number,
  ): DrawnVisit => {
    const visit = spare.pop()
    if (visit === undefined) return { tour, partners, place, start, end, activity }
    visit.tour = tour
    visit.partners = partners
    visit.place = place
    visit.start = start
    visit.end = end
    visit.activity = activity
    return visit
  }

  return {
    recycle(visits) {
      for (const visit of visits) spare.push(visit)
    },
    run(mechanism, rng, observe) {
      const visits: DrawnVisit[] = []
      const breakStarts = new Int32Array(tours.length).fill(-1)
      book.clear()
      chooser.begin(mechanism)
      activityChooser?.begin(mechanism)
      const onTour: Crew[] = []
      let joining = 0

      const takeBreak = (crew: Crew): void => {
        const start = findBreakStart(instance, crew)
        breakStarts[crew.index] = start
        crew.breakTaken = true
        crew.free = Math.max(crew.free, start + crew.tour.breakMinutes)
      }

      const moveOn = (crew: Crew, place: number, end: number): void => {
        crew.place = place
        crew.free = end
        crew.visitsLeft -= 1
      }

      /** Goes on to the next place; false when there is none left to go to. */
      const visitNext = (crew: Crew, wait: number): boolean => {
        const returning = crew.free + uniformBetween(rng, RETURN_PAUSE.least, RETURN_PAUSE.most)
        const mayReturn = crew.place >= 0 && (crew.breakTaken || returning < findBreakStart(instance, crew))
        for (const delay of wait > 0 ? [wait, wait >> 1, 0] : [0]) {
          activityChooser?.decideFor(crew, onTour, uniform(rng))
          const candidates = chooser.weigh(crew, crew.free + delay)
          if (mayReturn && delay === wait) chooser.offerReturn(crew, returning)
          const chosen = pickCandidate(candidates, rng)
          observe?.(candidates, chosen)
          if (chosen < 0) continue
          const place = candidates.places[chosen]!
          const start = candidates.starts[chosen]!
          const activity = candidates.activities[chosen]!
          const partners = candidates.partners[chosen]!
          const [least, most] = activities.list[activity]!.minutes
          const end = start + uniformBetween(rng, least, most)
          book.add(place, start, end)
          chooser.noteVisit(place)
          visits.push(createVisit(crew.index, partners, place, start, end, activity))
          moveOn(crew, place, end)
          if (partners.length > 0)
            for (const other of onTour) if (partners.includes(other.index)) moveOn(other, place, end)
          return true
        }
        return false
      }

      /** One decision of one crew; false when its patrol is over. */
      const step = (crew: Crew): boolean => {
        if (crew.visitsLeft <= 0 || crew.free >= clock.minutes) return false
        if (!crew.breakTaken && crew.free >= findBreakStart(instance, crew)) {
          takeBreak(crew)
          return true
        }
        const ahead = crew.breakTaken ? 0 : crew.tour.breakMinutes
        const minutesLeft = Math.min(crew.tour.dutyEnd, clock.minutes) - crew.free - ahead
        const perVisit = { stay: activities.meanStay, hop: mechanism.meanHop }
        const wait = drawWait(minutesLeft, crew.visitsLeft, perVisit, mechanism.slackShare, crew.place < 0, rng)
        if (!crew.breakTaken && crew.free + wait >= findBreakStart(instance, crew)) {
          takeBreak(crew)
          return true
        }
        if (visitNext(crew, wait)) return true
        if (!crew.breakTaken) takeBreak(crew) // nothing fits before refreshments; something may after
        // Alone there is nothing to do: others may be free in a while.
        else if (activityChooser?.mayBeAsked(crew) === true)
          crew.free += uniformBetween(rng, ASK_AGAIN.least, ASK_AGAIN.most)
        else return false
        return true
      }

      while (joining < tours.length || onTour.length > 0) {
        const first = earliestFree(onTour)
        if (joining < tours.length && (first === undefined || tours[joining]!.dutyStart <= first.free)) {
          onTour.push(join(joining, onTour, mechanism, rng))
          joining += 1
          continue
        }
        const crew = first!
        if (step(crew)) continue
        if (!crew.breakTaken) takeBreak(crew)
        onTour.splice(onTour.indexOf(crew), 1)
      }
      return { visits, breakStarts }
    },
  }
}

function earliestFree(crews: readonly Crew[]): Crew | undefined {
  let first: Crew | undefined
  for (const crew of crews)
    if (first === undefined || crew.free < first.free || (crew.free === first.free && crew.index < first.index))
      first = crew
  return first
}
