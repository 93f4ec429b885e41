import { DomainError } from '../errors.ts'
import type { ActivityMix } from './draw/activity-mix.ts'
import { meanHop } from './draw/mean-hop.ts'
import { BENEFIT_RATE } from './hours/hour-programme.ts'
import type { Guarantee } from './plan.ts'

/** Aim a little above the dose, so that the draws of a place lie around it; spare capacity may go to 1.05 (DESIGN 6). */
const LOAD = 1.02
const MOST_LOAD = 1.05
/** Share of the possible visits up to which capacity is spare: beyond it crews would be too busy to be unpredictable. */
const COMFORTABLE = 0.9
/** Share of `max_visits` that a fit may count on: a tour that is cut short loses the rest. */
const USABLE_VISITS = 0.985
/** What is left of their doses to the places for which nothing is guaranteed: nobody may be sure that none is visited. */
const LEFT_TO_OTHERS = 0.25
/** Share of a ceiling that a guarantee may ask for as a mean: days differ, and none may be over it. */
const USABLE_CEILING = 0.8
/** Hops of crews without a minute to spare, as the fit ends with where tours are too few. */
const SHORTEST_TAU = 8
/** Mean minutes before the first departure. */
const FIRST_DEPARTURE = 4
/** Visits of full tours over productive minutes / (stay + hop): .92 to .96 on three rosters; the rest goes before breaks. */
const REACHED = 0.945
const HALVINGS = 60

/** What of an instance decides how many visits its places shall have. */
export interface TargetInputs {
  bcu: string
  hotspots: readonly {
    area: string
    dosePerDay: number
    capDay: number
    capWeek: number
    expected: number
  }[]
  tours: readonly { base: number; productive: number; maxVisits: number; inPeriod: boolean }[]
  clock: { days: number }
  travel: Uint16Array
  fromBase: Uint16Array
  toBase: Uint16Array
  activities: Pick<ActivityMix, 'leastStay' | 'meanStay' | 'crewsPerVisit'>
  closures?: { openShare: Float64Array } | undefined
  guarantees: readonly Guarantee[]
}

/** What the places of one command unit want, and what its roster can at most give. Visits over the plan, by place. */
export interface BcuTargets {
  /**
   * Visits at which a dose is met, or its ceilings where they are lower, or what is guaranteed where that is more; 0 where
   * no crew can get to. A place that is closed for a time is owed nothing for it: made up elsewhere, its visits would tell
   * of the closure.
   */
  wanted: Float64Array
  /** visits over the plan that the unit aims for */
  aim: number
  /** visits over the plan that its tours can make, foreseen from mean journeys; within some 5 % of what a fit reaches */
  possible: number
  /** 1 when some tour is long enough to go there and back */
  reachable: Uint8Array
  /**
   * The places' targets when the unit makes so many visits: all the same share of their dose but for what is guaranteed;
   * what goes beyond the dose first to the places where it adds most coverage.
   */
  share: (visits: number) => Float64Array
}

/** @throws {DomainError} INFEASIBLE for guarantees that the roster or the ceilings cannot carry, with what they can */
export function findTargets(inputs: TargetInputs): BcuTargets {
  const { hotspots, tours, clock, closures, activities } = inputs
  const weeks = Math.ceil(clock.days / 7)
  const reachable = findReachable(inputs)
  const openShare = (place: number): number => reachable[place]! * (closures?.openShare[place] ?? 1)
  const ceilings = Float64Array.from(
    hotspots,
    ({ capDay, capWeek }, place) => Math.min(capDay * clock.days, capWeek * weeks) * openShare(place),
  )
  const owed = Float64Array.from(hotspots, ({ dosePerDay }, place) =>
    Math.min(dosePerDay * clock.days * openShare(place), ceilings[place]!),
  )
  const possible = countPossible(inputs, owed)
  const guaranteed = findGuaranteed(inputs, owed, ceilings, possible)
  const raise = (load: number): Float64Array =>
    owed.map((visits, place) => Math.max(Math.min(load * visits, ceilings[place]!), guaranteed[place]!))
  const full = raise(LOAD)
  const most = raise(MOST_LOAD)
  const order = orderByGain(inputs, full)

  const share = (visits: number): Float64Array => {
    let spare = visits - sum(full)
    if (spare >= 0) {
      const shared = Float64Array.from(full)
      for (const place of order) {
        const more = Math.min(spare, most[place]! - full[place]!)
        shared[place]! += more
        spare -= more
      }
      return shared
    }
    const fixed = sum(guaranteed)
    if (visits <= fixed) return guaranteed.map((count) => count * (fixed === 0 ? 0 : visits / fixed))
    let low = 0
    let high = LOAD
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (low + high) / 2
      if (sum(raise(middle)) > visits) high = middle
      else low = middle
    }
    return raise(low)
  }

  const visitLimit = tours.reduce((limit, tour) => limit + (tour.inPeriod ? tour.maxVisits : 0), 0)
  const aim = Math.min(
    Math.max(sum(full), Math.min(sum(most), possible * COMFORTABLE)),
    (visitLimit * USABLE_VISITS) / activities.crewsPerVisit,
  )
  return { wanted: raise(1), aim, possible, reachable, share }
}

function findReachable({ hotspots, tours, fromBase, toBase, activities }: TargetInputs): Uint8Array {
  const reachable = new Uint8Array(hotspots.length)
  for (const [index, tour] of tours.entries())
    for (let place = 0; place < hotspots.length; place++) {
      const way = tour.base * hotspots.length + place
      if (tour.productive >= fromBase[way]! + toBase[way]! + activities.leastStay(index, place)) reachable[place] = 1
    }
  return reachable
}

/** Visits of all tours when crews never wait: mean stays and the journeys of the most hurried fit. */
function countPossible({ hotspots, tours, travel, toBase, activities }: TargetInputs, owed: Float64Array): number {
  const places = hotspots.length
  const demand = sum(owed)
  if (demand === 0) return 0
  const perVisit = activities.meanStay + meanHop(travel, owed, SHORTEST_TAU)
  const wayHome = new Map<number, number>()
  let possible = 0
  for (const { base, productive, maxVisits, inPeriod } of tours) {
    if (!inPeriod) continue
    let home = wayHome.get(base)
    if (home === undefined) {
      home = owed.reduce((minutes, visits, place) => minutes + visits * toBase[base * places + place]!, 0) / demand
      wayHome.set(base, home)
    }
    const visits = (REACHED * Math.max(0, productive - FIRST_DEPARTURE - home)) / perVisit
    possible += Math.min(visits, maxVisits * USABLE_VISITS)
  }
  return possible / activities.crewsPerVisit
}

/** By place: its part of what is guaranteed to its area, in proportion to the doses; 0 where nothing is. */
function findGuaranteed(
  { bcu, hotspots, clock, guarantees, closures }: TargetInputs,
  owed: Float64Array,
  ceilings: Float64Array,
  possible: number,
): Float64Array {
  const guaranteed = new Float64Array(hotspots.length)
  const perDay = (visits: number): string => (Math.floor((visits / clock.days) * 10) / 10).toFixed(1)
  for (const { area, leastPerDay } of guarantees) {
    const members = [...hotspots.keys()].filter((place) => hotspots[place]!.area === area)
    if (members.length === 0 || leastPerDay === 0) continue
    const ofMembers = (values: (place: number) => number): number =>
      members.reduce((total, place) => total + values(place), 0)
    const dose = ofMembers((place) => hotspots[place]!.dosePerDay)
    // Nothing is guaranteed for the time in which places are closed either.
    const open = ofMembers((place) => hotspots[place]!.dosePerDay * (closures?.openShare[place] ?? 1)) / dose
    const least = leastPerDay * clock.days * open
    const room = (place: number): number => ceilings[place]! * USABLE_CEILING
    const most = ofMembers(room)
    if (most === 0 && least > 0)
      throw new DomainError(
        'INFEASIBLE',
        `No tour of BCU "${bcu}" can get to a place of "${area}" and back, so that nothing can be guaranteed there. Roster ` +
          `longer or nearer tours, or take the guarantee out.`,
      )
    if (least > most)
      throw new DomainError(
        'INFEASIBLE',
        `The guarantee of "${area}" is ${leastPerDay} visits a day; with the ceilings of its ${members.length} places at ` +
          `most ${perDay(most / open)} can be guaranteed. Lower it, or raise the ceilings.`,
      )
    const raised = (factor: number, place: number): number => Math.min(room(place), factor * owed[place]!)
    let low = 0
    let high = 1
    while (ofMembers((place) => raised(high, place)) < least && high < 1e6) high *= 2
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (low + high) / 2
      if (ofMembers((place) => raised(middle, place)) < least) low = middle
      else high = middle
    }
    for (const place of members) guaranteed[place] = raised(high, place)
  }
  const asked = sum(guaranteed)
  const others = owed.reduce((total, visits, place) => total + (guaranteed[place] === 0 ? visits : 0), 0)
  if (asked > 0 && asked > possible - LEFT_TO_OTHERS * others)
    throw new DomainError(
      'INFEASIBLE',
      `The guarantees ask for ${perDay(asked)} visits a day of BCU "${bcu}", whose tours can make about ${perDay(possible)}; ` +
        `at most ${perDay(Math.max(0, possible - LEFT_TO_OTHERS * others))} can be guaranteed, so that its other places keep ` +
        `a quarter of their dose. Lower them, or roster more crews.`,
    )
  return guaranteed
}

/** Places by the coverage that a visit more adds, at even hours; ties in the order of the instance. */
function orderByGain({ hotspots, clock }: TargetInputs, visits: Float64Array): number[] {
  const blocks = clock.days * 12
  const gain = visits.map((count, place) => hotspots[place]!.expected * Math.exp((-BENEFIT_RATE * count) / blocks))
  return [...hotspots.keys()].sort((a, b) => gain[b]! - gain[a]! || a - b)
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
