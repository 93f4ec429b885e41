import { pickWeighted, type Rng } from '../../random.ts'
import { STAY_MAX, type BcuInstance, type TourSlot } from './bcu-instance.ts'
import { GAP_BIN_OF_MINUTE, GAP_LIMIT, type Mechanism } from './mechanism.ts'
import type { VisitBook } from './visit-book.ts'

/** Where a crew stands when it chooses: `place` is -1 at base. */
export interface CrewPosition {
  tour: TourSlot
  place: number
  breakTaken: boolean
}

/** Most by which being behind or ahead of target multiplies a weight: e^1.2 = 3.3. */
const FEEDBACK_LIMIT = 1.2
/** Steps to a unit in the table of factors: exp is the slowest part of the inner loop, and 1 % is nothing here. */
const FEEDBACK_STEPS = 100
const FEEDBACK_FACTORS = Float64Array.from({ length: 2 * FEEDBACK_LIMIT * FEEDBACK_STEPS + 1 }, (_, step) =>
  Math.exp(step / FEEDBACK_STEPS - FEEDBACK_LIMIT),
)
/** Weights become integers with this sum, so that every platform cuts the cumulative weights at the same place. */
const WEIGHT_SUM = 2 ** 31

/** The candidates of one decision; reused, so valid until the next. */
export interface Candidates {
  count: number
  places: Int32Array
  starts: Int32Array
  /** integers; the one after the last candidate is the weight of going nowhere */
  weights: Float64Array
  /** sum of all weights */
  total: number
}

export interface PlaceChooser {
  readonly candidates: Candidates
  /** Fills `candidates` with every place that the crew can still visit when it leaves at `depart`. */
  weigh(crew: CrewPosition, depart: number, mechanism: Mechanism, book: VisitBook): Candidates
  /** Adds the place where the crew stands to what `weigh` found: a walk around the block and back, to start at `start`. */
  offerReturn(crew: CrewPosition, start: number, mechanism: Mechanism, book: VisitBook): void
}

/**
 * A return to the same place is taken with the place's own expected visits in this many minutes (36 = the pause of 4-40),
 * an absolute probability: as one weight among others it would be forced wherever nothing else fits, at the end of tours.
 */
const RETURN_SPAN_MIN = 36
const MOST_RETURN = 0.3

/** Travel beyond this many minutes weighs as much as at it. */
const LONGEST_WEIGHED_HOP = 600

export function createPlaceChooser(instance: BcuInstance): PlaceChooser {
  const { hotspots, clock, travel, fromBase, elapsed, patrolledMinutes } = instance
  const places = hotspots.length
  const raw = new Float64Array(places)
  const candidates: Candidates = {
    count: 0,
    places: new Int32Array(places),
    starts: new Int32Array(places),
    weights: new Float64Array(places + 1),
    total: 0,
  }
  const decay = new Float64Array(LONGEST_WEIGHED_HOP + 1)
  let decayTau = 0

  /** What the hour, the time since the last visit and the target make of a place's pull. */
  const factorsAt = (
    place: number,
    start: number,
    gap: number,
    share: number,
    mechanism: Mechanism,
    book: VisitBook,
  ): number => {
    const behind = mechanism.feedback[place]! * (mechanism.targets[place]! * share - book.count(place))
    const step = Math.round(Math.max(0, Math.min(2 * FEEDBACK_LIMIT, behind + FEEDBACK_LIMIT)) * FEEDBACK_STEPS)
    return (
      mechanism.hourFactors[place * 168 + clock.hourOfWeek[start]!]! *
      (gap < GAP_LIMIT ? mechanism.gapFactors[GAP_BIN_OF_MINUTE[gap]!]! : 1) *
      FEEDBACK_FACTORS[step]!
    )
  }

  const weigh: PlaceChooser['weigh'] = (crew, depart, mechanism, book) => {
    const { tour, place: here, breakTaken } = crew
    if (decayTau !== mechanism.tau) {
      decayTau = mechanism.tau
      for (let hop = 0; hop <= LONGEST_WEIGHED_HOP; hop++) decay[hop] = Math.exp(-hop / decayTau)
    }
    const homeRow = tour.base * places
    const hopRow = here * places
    const share = elapsed[Math.min(depart, clock.minutes)] ?? 1
    let count = 0
    let sum = 0
    for (let place = 0; place < places; place++) {
      if (place === here) continue
      const home = fromBase[homeRow + place]!
      const hop = here < 0 ? home : travel[hopRow + place]!
      const start = depart + hop
      if (start >= clock.minutes || !fitsTour(tour, start + STAY_MAX, home, breakTaken)) continue
      if (!book.underCeilings(place, start)) continue
      const gap = book.gap(place, start)
      if (gap < 0) continue
      const weight =
        mechanism.weights[place]! *
        decay[Math.min(hop, LONGEST_WEIGHED_HOP)]! *
        factorsAt(place, start, gap, share, mechanism, book)
      if (weight <= 0) continue
      candidates.places[count] = place
      candidates.starts[count] = start
      raw[count] = weight
      sum += weight
      count += 1
    }
    let total = 0
    for (let k = 0; k < count; k++) {
      const whole = Math.floor((raw[k]! / sum) * WEIGHT_SUM)
      candidates.weights[k] = whole
      total += whole
    }
    candidates.count = total === 0 ? 0 : count
    candidates.total = total
    candidates.weights[candidates.count] = 0
    return candidates
  }

  const offerReturn: PlaceChooser['offerReturn'] = (crew, start, mechanism, book) => {
    const { tour, place } = crew
    const home = fromBase[tour.base * places + place]!
    if (start >= clock.minutes || !fitsTour(tour, start + STAY_MAX, home, crew.breakTaken)) return
    const gap = book.gap(place, start)
    if (gap < 0 || !book.underCeilings(place, start)) return
    const usual = (RETURN_SPAN_MIN * mechanism.targets[place]!) / patrolledMinutes
    const probability = Math.min(
      MOST_RETURN,
      usual * factorsAt(place, start, gap, elapsed[start] ?? 1, mechanism, book),
    )
    const { count, total } = candidates
    const elsewhere = total === 0 ? Math.floor((1 - probability) * WEIGHT_SUM) : total
    const weight = Math.floor((probability / (1 - probability)) * elsewhere)
    candidates.places[count] = place
    candidates.starts[count] = start
    candidates.weights[count] = weight
    candidates.weights[count + 1] = total === 0 ? elsewhere : 0
    candidates.count = count + 1
    candidates.total = elsewhere + weight
  }
  return { candidates, weigh, offerReturn }
}

/** Home in time, with the refreshments still to come wholly inside their span and the way home after them. */
function fitsTour(tour: TourSlot, latestEnd: number, home: number, breakTaken: boolean): boolean {
  if (breakTaken) return latestEnd + home <= tour.dutyEnd
  const breakStart = Math.max(latestEnd, tour.breakFrom)
  return breakStart <= tour.breakLatest && breakStart + tour.breakMinutes + home <= tour.dutyEnd
}

/** Index among the candidates of the next place, or -1 when there is none. */
export function pickCandidate(candidates: Candidates, rng: Rng): number {
  const { count, weights, total } = candidates
  if (count === 0) return -1
  const chosen = pickWeighted(rng, weights.subarray(0, count + 1), total)
  return chosen === count ? -1 : chosen
}
