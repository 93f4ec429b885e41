import { TIERS } from '../../hotspots/hotspot.ts'
import { BINS_PER_DAY } from '../plan.ts'
import type { BcuInstance, TourSlot } from './bcu-instance.ts'
import type { ActivityChooser, FoundVisit } from './choose-activity.ts'
import { latestStayEnd, type CrewPosition } from './crew.ts'
import { floorPull } from './floor-pull.ts'
import { GAP_BIN_OF_MINUTE, GAP_BINS, GAP_LIMIT, HOP_BINS, type Mechanism } from './mechanism.ts'
import type { VisitBook } from './visit-book.ts'
import { GAP_ROW, NOBODY, weighPlaces, type Candidates } from './weigh-places.ts'

/** Most by which a place in danger of staying below its floor is favoured: e^1.6 = 5. */
const FEEDBACK_LIMIT = 1.6
/** Steps to a unit in the table of factors: exp is slow, and 1 % is nothing here. */
const FEEDBACK_STEPS = 100
const FEEDBACK_FACTORS = Float64Array.from({ length: FEEDBACK_LIMIT * FEEDBACK_STEPS + 1 }, (_, step) =>
  Math.exp(step / FEEDBACK_STEPS),
)
/** Weights are cut to integers, so that every platform cuts the cumulative weights at the same place; a pull of 1 has this many. */
const WEIGHT_UNIT = 2 ** 24

export interface PlaceChooser {
  readonly candidates: Candidates
  /** Before each draw, with an empty book. */
  begin(mechanism: Mechanism): void
  /** After the book has got one more visit to the place. */
  noteVisit(place: number): void
  /** Fills `candidates` with every place that the crew can still visit when it leaves at `depart`. */
  weigh(crew: CrewPosition, depart: number): Candidates
  /** Adds the place where the crew stands to what `weigh` found: a walk around the block and back at `returning`. */
  offerReturn(crew: CrewPosition, returning: number): void
}

/**
 * A return to the same place is taken with the place's own expected visits in this many minutes (40 = the pause of 4-44),
 * an absolute probability: as one weight among others it would be forced wherever nothing else fits, at the end of tours.
 */
const RETURN_SPAN_MIN = 40
const MOST_RETURN = 0.3

/** Hours whose pulls are kept: crews that wait long decide for hours ahead of the others. */
const HOUR_ROWS = 8
const MINUTES_PER_HOUR = 60

/**
 * The weights of the next place: pull x hour x feedback, times the factors of the hop and of the gap.
 *
 * What does not depend on the crew (the first three, and the ceilings of the day) is kept by hour of the plan and brought up
 * to date for one place after each visit there, so that a candidate costs two look-ups and two products.
 */
export function createPlaceChooser(
  instance: BcuInstance,
  book: VisitBook,
  activityChooser: ActivityChooser | undefined,
): PlaceChooser {
  const { hotspots, clock, travel, fromBase, toBase, elapsed, closures, hourFactors, patrolledMinutes, activities } =
    instance
  const places = hotspots.length
  const { stay } = activities
  const gapRow = Int32Array.from(hotspots, ({ tier }) => TIERS.indexOf(tier) * GAP_ROW)
  const gapTable = new Float64Array(TIERS.length * GAP_ROW)
  const hopTable = new Float64Array(Math.max(instance.longestHop, instance.longestWayHome) + 1)
  const hours = Math.ceil(clock.minutes / MINUTES_PER_HOUR)
  // By hour of the week, then place: weight x hour factor, in units of weight.
  const hourPulls = new Float64Array(168 * places)
  const pulls = Array.from({ length: HOUR_ROWS }, () => new Float64Array(places))
  const pullHours = new Int32Array(HOUR_ROWS)
  // Places visited since the draw began, and how many of them each row of pulls has taken in: most rows are never asked again.
  const visited: number[] = []
  const visitedKnown = new Int32Array(HOUR_ROWS)
  const contested = new Int32Array(places)
  const candidates: Candidates = {
    count: 0,
    places: new Int32Array(places + 1),
    starts: new Int32Array(places + 1),
    weights: new Float64Array(places + 2),
    total: 0,
    activities: new Int32Array(places + 1),
    partners: Array.from({ length: places + 1 }, () => NOBODY),
  }
  let mechanism: Mechanism

  const dayAt = (minute: number): number => Math.floor(clock.bin[minute]! / BINS_PER_DAY)

  /** How being in danger of staying below its floor changes the pull of a place. */
  const feedbackAt = (place: number, hour: number): number => {
    const needed = mechanism.floors[place]! - book.counts[place]!
    if (needed <= 0) return 1
    const share = closures === undefined ? elapsed[hour]! : closures.elapsed[place * (hours + 1) + hour]!
    const pull = Math.min(FEEDBACK_LIMIT, floorPull(needed, mechanism.targets[place]! * (1 - share)))
    return FEEDBACK_FACTORS[Math.round(pull * FEEDBACK_STEPS)]!
  }

  /** The pulls of places `from` until `to` in an hour of the plan. */
  const updatePulls = (row: Float64Array, hour: number, from: number, to: number): void => {
    const minute = Math.min(hour * MINUTES_PER_HOUR, clock.minutes - 1)
    const base = clock.hourOfWeek[minute]! * places
    const asOf = Math.min(hour, hours)
    for (let place = from; place < to; place++) row[place] = hourPulls[base + place]! * feedbackAt(place, asOf)
    if (!book.hasFullPlaces()) return
    const day = dayAt(minute)
    for (let place = from; place < to; place++) if (!book.underCeilings(place, day)) row[place] = 0
  }

  const pullsOf = (hour: number): Float64Array => {
    const slot = hour % HOUR_ROWS
    const row = pulls[slot]!
    if (pullHours[slot] === hour) {
      for (let note = visitedKnown[slot]!; note < visited.length; note++)
        updatePulls(row, hour, visited[note]!, visited[note]! + 1)
    } else {
      pullHours[slot] = hour
      updatePulls(row, hour, 0, places)
    }
    visitedKnown[slot] = visited.length
    return row
  }

  const begin: PlaceChooser['begin'] = (next) => {
    mechanism = next
    pullHours.fill(-1)
    visited.length = 0
    for (let hour = 0; hour < 168; hour++)
      for (let place = 0; place < places; place++)
        hourPulls[hour * places + place] = next.weights[place]! * hourFactors[place * 168 + hour]! * WEIGHT_UNIT
    for (let hop = 0; hop < hopTable.length; hop++) {
      const bin = HOP_BINS.findIndex((end) => hop <= end)
      hopTable[hop] = Math.exp(-hop / next.tau) * (bin < 0 ? 1 : next.neighbourFactors[bin]!)
    }
    for (let tier = 0; tier < TIERS.length; tier++) {
      for (let gap = 0; gap < GAP_LIMIT; gap++)
        gapTable[tier * GAP_ROW + gap] = next.gapFactors[tier * GAP_BINS.length + GAP_BIN_OF_MINUTE[gap]!]!
      gapTable[tier * GAP_ROW + GAP_LIMIT] = 1
    }
  }

  const noteVisit: PlaceChooser['noteVisit'] = (place) => {
    visited.push(place)
  }

  /** True when journeys from here may end on another day than the pulls, and the ceilings in them, are for. */
  const crossesMidnight = (depart: number): boolean => {
    const latest = Math.min(clock.minutes - 1, depart + Math.max(instance.longestHop, instance.longestWayHome))
    return book.hasFullPlaces() && dayAt(depart) !== dayAt(latest)
  }

  /** True when the way home and what else is left of the tour may not fit behind some place. */
  const isNearLimit = (tour: TourSlot, breakTaken: boolean, depart: number): boolean => {
    const latest = depart + Math.max(instance.longestHop, instance.longestWayHome) + stay
    const home = instance.longestWayHome
    if (latest >= clock.minutes) return true
    return !fitsTour(tour, latest, home, breakTaken)
  }

  /** Adds a place where another crew is, or to which one is on its way: who is nearest in time must be looked up. */
  const addContested = (place: number, start: number, pull: number): void => {
    const gap = book.gap(place, start, start + stay)
    if (gap < 0) return
    const weight = Math.floor(pull * gapTable[gapRow[place]! + Math.min(gap, GAP_LIMIT)]!)
    if (weight <= 0) return
    const { count } = candidates
    candidates.places[count] = place
    candidates.starts[count] = start
    candidates.weights[count] = weight
    candidates.count = count + 1
  }

  /** `weighPlaces` where activities are chosen too: each place for what would be done there, when all who do it are there. */
  const weighActivities = (
    chooser: ActivityChooser,
    here: number,
    depart: number,
    row: Float64Array,
    hops: Uint16Array,
    hopRow: number,
  ): void => {
    for (let place = 0; place < places; place++) {
      if (place === here || row[place] === 0) continue
      const hop = hops[hopRow + place]!
      const found = chooser.find(place, depart + hop)
      if (found === undefined) continue
      const factor = gapTable[gapRow[place]! + Math.min(found.gap, GAP_LIMIT)]!
      const weight = Math.floor(row[place]! * hopTable[hop]! * factor)
      if (weight > 0) keep(place, weight, found)
    }
  }

  const keep = (place: number, weight: number, { start, activity, partners }: FoundVisit): void => {
    const { count } = candidates
    candidates.places[count] = place
    candidates.starts[count] = start
    candidates.weights[count] = weight
    candidates.activities[count] = activity
    candidates.partners[count] = partners
    candidates.count = count + 1
  }

  /** Drops the candidates from which the rest of the tour would not fit, that are closed, or at their ceiling. */
  const dropUnfit = ({ tour, breakTaken }: CrewPosition, mayBeFull: boolean): void => {
    const { places: at, starts, weights } = candidates
    const homeRow = tour.base * places
    const known = candidates.count
    // The last start from a place at base itself; the way home makes it earlier.
    const latestStart = latestStayEnd(tour, 0, breakTaken) - stay
    const last = clock.minutes
    let count = 0
    for (let k = 0; k < known; k++) {
      const place = at[k]!
      const start = starts[k]!
      if (start > latestStart || start >= last) continue
      if (!fitsTour(tour, start + stay, toBase[homeRow + place]!, breakTaken)) continue
      if (closures !== undefined && closures.closesStart(place, start)) continue
      if (mayBeFull && !book.underCeilings(place, dayAt(start))) continue
      at[count] = place
      starts[count] = start
      weights[count] = weights[k]!
      count += 1
    }
    candidates.count = count
  }

  /** The candidates where there is one activity: all of them at once, and what does not fit is dropped again. */
  const weighAlone = (
    crew: CrewPosition,
    depart: number,
    row: Float64Array,
    hops: Uint16Array,
    hopRow: number,
  ): void => {
    const found = weighPlaces(
      { row, hops, hopRow, hopTable, lastEnds: book.lastEnds, gapRow, gapTable },
      crew.place,
      depart,
      candidates,
      contested,
    )
    for (let k = 0; k < found; k++) {
      const place = contested[k]!
      const hop = hops[hopRow + place]!
      addContested(place, depart + hop, row[place]! * hopTable[hop]!)
    }
    const mayBeFull = crossesMidnight(depart)
    if (closures !== undefined || mayBeFull || isNearLimit(crew.tour, crew.breakTaken, depart))
      dropUnfit(crew, mayBeFull)
  }

  const weigh: PlaceChooser['weigh'] = (crew, depart) => {
    candidates.count = 0
    candidates.total = 0
    candidates.weights[0] = 0
    if (depart >= clock.minutes) return candidates
    const { tour, place: here } = crew
    const hops = here < 0 ? fromBase : travel
    const hopRow = (here < 0 ? tour.base : here) * places
    // One hour for all: that in which a visit after a mean journey starts.
    const row = pullsOf(Math.floor((depart + Math.round(mechanism.meanHop)) / MINUTES_PER_HOUR))
    if (activityChooser === undefined) weighAlone(crew, depart, row, hops, hopRow)
    else weighActivities(activityChooser, here, depart, row, hops, hopRow)
    let total = 0
    for (let k = 0; k < candidates.count; k++) total += candidates.weights[k]!
    candidates.weights[candidates.count] = 0
    candidates.total = total
    return candidates
  }

  const alone: FoundVisit = { activity: 0, start: 0, gap: 0, partners: NOBODY }
  /** A return where there is one activity. */
  const findAlone = ({ tour, place, breakTaken }: CrewPosition, start: number): FoundVisit | undefined => {
    const home = toBase[tour.base * places + place]!
    if (start >= clock.minutes || !fitsTour(tour, start + stay, home, breakTaken)) return undefined
    if (closures?.closesStart(place, start) === true) return undefined
    alone.start = start
    alone.gap = book.gap(place, start, start + stay)
    return alone.gap < 0 || !book.underCeilings(place, dayAt(start)) ? undefined : alone
  }

  const offerReturn: PlaceChooser['offerReturn'] = (crew, returning) => {
    const { place } = crew
    const found = activityChooser === undefined ? findAlone(crew, returning) : activityChooser.find(place, returning)
    if (found === undefined) return
    const { start, gap } = found
    const usual = (RETURN_SPAN_MIN * mechanism.targets[place]!) / patrolledMinutes
    const probability = Math.min(
      MOST_RETURN,
      usual *
        hourFactors[place * 168 + clock.hourOfWeek[start]!]! *
        feedbackAt(place, Math.floor(start / MINUTES_PER_HOUR)) *
        gapTable[gapRow[place]! + Math.min(gap, GAP_LIMIT)]!,
    )
    const { count, total } = candidates
    const elsewhere = total === 0 ? Math.floor((1 - probability) * WEIGHT_UNIT) : total
    const weight = Math.floor((probability / (1 - probability)) * elsewhere)
    keep(place, weight, found)
    candidates.weights[count + 1] = total === 0 ? elsewhere : 0
    candidates.total = elsewhere + weight
  }
  return { candidates, begin, noteVisit, weigh, offerReturn }
}

/** Home in time, with the refreshments still to come wholly inside their span and the way home after them. */
function fitsTour(tour: TourSlot, latestEnd: number, home: number, breakTaken: boolean): boolean {
  return latestEnd <= latestStayEnd(tour, home, breakTaken)
}
