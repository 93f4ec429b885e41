import { TIERS } from '../../hotspots/hotspot.ts'
import { BINS_PER_DAY } from '../plan.ts'
import type { BcuInstance } from './bcu-instance.ts'
import { findBreakStart, latestStayEnd, type Crew } from './crew.ts'
import { meanWait } from './level.ts'
import type { Mechanism } from './mechanism.ts'
import type { VisitBook } from './visit-book.ts'
import { NOBODY } from './weigh-places.ts'

/**
 * Most minutes that a crew stands waiting for the others of a joint visit. Crews are free every half-hour or so and about as
 * far away, so that most pairs meet within it; a crew with time to spare waits besides as long as it would have waited anyhow.
 */
export const MOST_WAIT = 25
/** Parts of an activity become integers of this unit, since platforms may differ in the last digit of a pull. */
const PART_UNIT = 2 ** 20

/** What would be done at a place if the crew went there: valid until the next question. */
export interface FoundVisit {
  activity: number
  /** when all its crews are there */
  start: number
  /** minutes to the nearest other visit */
  gap: number
  /** the other crews, by index of their tours */
  partners: readonly number[]
}

export interface ActivityChooser {
  /** Before each draw. */
  begin(mechanism: Mechanism): void
  /**
   * Before the places of one decision are weighed.
   *
   * @param others crews on tour; each is free no earlier than `crew`
   * @param share uniform in [0, 1), the only random number of all that is chosen here
   */
  decideFor(crew: Crew, others: readonly Crew[], share: number): void
  /** true while the crew, though it found nothing to do now, may yet do something together with others */
  mayBeAsked(crew: Crew): boolean
  /** What the crew would do at a place if it were there at `arrive`; undefined when nothing of the tier's mix can be done. */
  find(place: number, arrive: number): FoundVisit | undefined
}

/** A crew that may be asked to come, with all that does not depend on the place. */
interface Partner {
  crew: Crew
  breakStart: number
  /** most minutes that it stands waiting */
  patience: number
  /** at the place in question: when it can be there, and by when it must have left */
  ready: number
  latestEnd: number
}

/**
 * Decides what is done at each candidate place, and by whom, before the place itself is drawn.
 *
 * One number in [0, 1) settles all of one decision: it points into the mix of each tier, and where that activity cannot be
 * done it is stretched to point into what is left of the mix. So each activity that can be done has its part of the visits
 * among those that can, and given that number the choice probabilities of places are exact: their sums stay unbiased.
 *
 * An activity of several crews takes those that can be there soonest. All that is fixed of their tours stays as it is: a crew
 * is asked only if it means to make another visit, would leave before its refreshments are due, waits no longer than its
 * patience, and can do the rest of its tour afterwards.
 */
export function createActivityChooser(instance: BcuInstance, book: VisitBook): ActivityChooser | undefined {
  const { hotspots, clock, travel, fromBase, toBase, activities, closures } = instance
  const { list, choice } = activities
  if (choice === undefined) return undefined
  const { tiers, parts, able, needs, offers } = choice
  const places = hotspots.length
  const weights = new Float64Array(TIERS.length * list.length)
  const found: FoundVisit = { activity: 0, start: 0, gap: 0, partners: NOBODY }
  let mechanism: Mechanism
  let crew: Crew
  let share = 0
  let partners: Partner[] = []

  /** Crews that can be at the place with the others at some time from `arrive` on, the first to be there first. */
  const listReady = (place: number, arrive: number, stay: number): Partner[] => {
    const ready: Partner[] = []
    for (const partner of partners) {
      const { tour, place: here, free, breakTaken } = partner.crew
      if (here === place) continue // it has just been there
      partner.ready = free + (here < 0 ? fromBase[tour.base * places + place]! : travel[here * places + place]!)
      partner.latestEnd = latestStayEnd(tour, toBase[tour.base * places + place]!, breakTaken)
      if (partner.ready > arrive + MOST_WAIT || !canMeet(partner, Math.max(arrive, partner.ready), stay)) continue
      let at = ready.length
      while (at > 0 && ready[at - 1]!.ready > partner.ready) at -= 1
      ready.splice(at, 0, partner)
    }
    return ready
  }

  /** Finds the crews of an activity that are together first; `found.start` and `found.partners` on success. */
  const gather = (place: number, arrive: number, activity: number): boolean => {
    const { crews, minutes } = list[activity]!
    const need = needs[activity]!
    const offerOf = (index: number): number => offers[index * list.length + activity]!
    const ready = listReady(place, arrive, minutes[1])
    const chosen: number[] = []
    /** Adds crews from before `until` that can be there at `start`; the latest first, so that each set is looked at once. */
    const add = (until: number, start: number, met: number): boolean => {
      if (chosen.length === crews - 1) return met === need
      for (let k = until - 1; k >= 0; k--) {
        const { index } = ready[k]!.crew
        if (!canMeet(ready[k]!, start, minutes[1])) continue
        chosen.push(index)
        if (add(k, start, met | offerOf(index))) return true
        chosen.pop()
      }
      return false
    }
    for (const [last, partner] of ready.entries()) {
      const { index } = partner.crew
      const start = Math.max(arrive, partner.ready)
      chosen.push(index)
      if (add(last, start, offerOf(crew.index) | offerOf(index))) {
        found.start = start
        found.partners = chosen
        return true
      }
      chosen.pop()
    }
    return false
  }

  /** true when the activity fits the tours of its crews and everything that is known of the place */
  const fits = (place: number, arrive: number, activity: number): boolean => {
    const { crews, minutes } = list[activity]!
    const latestStart = latestStayEnd(crew.tour, toBase[crew.tour.base * places + place]!, crew.breakTaken) - minutes[1]
    if (arrive > latestStart) return false
    found.start = arrive
    found.partners = NOBODY
    if (crews > 1 && !gather(place, arrive, activity)) return false
    const { start } = found
    if (start > latestStart || start >= clock.minutes) return false
    if (closures !== undefined && closures.nextClosed(place, start) < start + minutes[1]) return false
    if (book.hasFullPlaces() && !book.underCeilings(place, Math.floor(clock.bin[start]! / BINS_PER_DAY))) return false
    found.gap = book.gap(place, start, start + minutes[1])
    return found.gap >= 0
  }

  const leastJointStay = (tour: number): number =>
    Math.min(
      ...list.filter(({ crews }, index) => crews > 1 && (able[tour]! >> index) & 1).map(({ minutes }) => minutes[1]),
    )

  return {
    begin(next) {
      mechanism = next
      for (let at = 0; at < weights.length; at++)
        weights[at] = Math.floor(parts[at]! * next.activityPulls[at]! * PART_UNIT)
    },
    decideFor(decider, others, number) {
      crew = decider
      share = number
      partners = []
      const perVisit = { stay: activities.meanStay, hop: mechanism.meanHop }
      for (const other of others) {
        if (other === decider || other.visitsLeft <= 0) continue
        const { tour, free, breakTaken, visitsLeft } = other
        const minutesLeft = Math.min(tour.dutyEnd, clock.minutes) - free - (breakTaken ? 0 : tour.breakMinutes)
        partners.push({
          crew: other,
          breakStart: breakTaken ? Number.POSITIVE_INFINITY : findBreakStart(instance, other),
          patience: MOST_WAIT + meanWait(minutesLeft, visitsLeft, perVisit, mechanism.slackShare),
          ready: 0,
          latestEnd: 0,
        })
      }
    },
    mayBeAsked: ({ index, tour, free }) => free + leastJointStay(index) < Math.min(tour.dutyEnd, clock.minutes),
    find(place, arrive) {
      const row = tiers[place]! * list.length
      let open = able[crew.index]!
      let total = 0
      for (let index = 0; index < list.length; index++) if ((open >> index) & 1) total += weights[row + index]!
      let rest = share
      while (total > 0) {
        let at = rest * total
        let activity = -1
        for (let index = 0; index < list.length; index++) {
          const weight = (open >> index) & 1 ? weights[row + index]! : 0
          if (weight === 0) continue
          activity = index
          if (at < weight) break
          at -= weight
        }
        if (fits(place, arrive, activity)) {
          found.activity = activity
          return found
        }
        const weight = weights[row + activity]!
        rest = Math.min(at / weight, 1 - Number.EPSILON)
        open &= ~(1 << activity)
        total -= weight
      }
      return undefined
    },
  }
}

/** true when the crew, there from `ready` on, can begin a stay at `start` and do all that is left of its tour after it. */
function canMeet({ crew, breakStart, patience, ready, latestEnd }: Partner, start: number, stay: number): boolean {
  if (start < ready || start - ready > patience || start + stay > latestEnd) return false
  // It would leave as late as it can: on the way, or waiting, it takes no refreshments.
  return start - (ready - crew.free) < breakStart
}
