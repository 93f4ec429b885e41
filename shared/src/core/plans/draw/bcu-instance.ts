import type { Shift } from '../../duties/shift.ts'
import type { Hotspot } from '../../hotspots/hotspot.ts'
import { BINS_PER_DAY, type Guarantee, type PlanInput, type TravelModel } from '../plan.ts'
import type { PlanClock } from '../plan-clock.ts'
import { findTargets } from '../targets.ts'
import { basePlace, travelMinutes, type TravelPlace } from '../travel.ts'
import { createActivityMix, type ActivityMix } from './activity-mix.ts'
import { createClosures, type Closures } from './closures.ts'
import { chooseHours } from '../hours/choose-hours.ts'
import type { HourPlan } from '../hours/hour-programme.ts'
import { createSlotRoster, createUnitHours, toHourFactors, type UnitHours } from '../hours/unit-hours.ts'

/** A tour in minutes of the plan's clock, cut down to what a crew may use for patrol. */
export interface TourSlot {
  shift: Shift
  /** after briefing */
  dutyStart: number
  /** back at base by now, before booking off */
  dutyEnd: number
  breakMinutes: number
  breakFrom: number
  /** last minute at which the break may start */
  breakLatest: number
  maxVisits: number
  /** row of `fromBase` */
  base: number
  /** false: outside the plan's days, to be left empty */
  inPeriod: boolean
  /** patrol minutes inside the plan */
  productive: number
}

/** One command unit's planning problem in typed arrays. Units never share crews or places, so each is solved alone. */
export interface BcuInstance {
  bcu: string
  clock: PlanClock
  hotspots: readonly Hotspot[]
  /** by `dutyStart`, then id */
  tours: readonly TourSlot[]
  /** whole minutes, rounded up, from place x place: places x places */
  travel: Uint16Array
  /** whole minutes from base to place, bases x places */
  fromBase: Uint16Array
  /** whole minutes from place to base, bases x places: a matrix may say otherwise than for the way there */
  toBase: Uint16Array
  /** minutes of the longest journey between two places, and between a base and a place, there or back */
  longestHop: number
  longestWayHome: number
  activities: ActivityMix
  /** what is guaranteed to areas of this unit */
  guarantees: readonly Guarantee[]
  /** the programme of when places are to be visited, and its optimum */
  hours: UnitHours
  hourPlan: HourPlan
  /** places x 168: how much likelier a visit is in that hour of the week */
  hourFactors: Float64Array
  /** undefined: every place is open all the time */
  closures: Closures | undefined
  /** by hour of the plan: share of all patrol minutes that lie before it, 0 to 1 */
  elapsed: Float64Array
  /** patrol minutes of all tours inside the plan */
  productive: number
  /** minutes of the plan with at least one crew on patrol */
  patrolledMinutes: number
}

export function createBcuInstance(
  bcu: string,
  hotspots: readonly Hotspot[],
  shifts: readonly Shift[],
  travelModel: TravelModel,
  clock: PlanClock,
  rules: Pick<PlanInput, 'activities' | 'blackouts' | 'entropyFloor' | 'guarantees' | 'treatment'> = {},
): BcuInstance {
  const bases: TravelPlace[] = []
  const tours = shifts
    .map((shift) => createTourSlot(shift, bases, clock))
    .sort((a, b) => a.dutyStart - b.dutyStart || (a.shift.id < b.shift.id ? -1 : 1))
  const places = hotspots.length
  const travel = new Uint16Array(places * places)
  for (let from = 0; from < places; from++)
    for (let to = 0; to < places; to++)
      travel[from * places + to] = wholeMinutes(hotspots[from]!, hotspots[to]!, travelModel)
  const fromBase = new Uint16Array(bases.length * places)
  const toBase = new Uint16Array(bases.length * places)
  for (const [row, base] of bases.entries())
    for (let place = 0; place < places; place++) {
      fromBase[row * places + place] = wholeMinutes(base, hotspots[place]!, travelModel)
      toBase[row * places + place] = wholeMinutes(hotspots[place]!, base, travelModel)
    }
  const productive = tours.reduce((sum, tour) => sum + tour.productive, 0)
  const crews = countCrews(tours, clock.minutes)
  const activities = createActivityMix(hotspots, tours, rules.activities)
  const guarantees = rules.guarantees ?? []
  const targets = findTargets({ bcu, hotspots, tours, clock, travel, fromBase, toBase, activities, guarantees })
  const visits = targets.share(Math.min(targets.aim, targets.possible))
  const hours = createUnitHours(hotspots, visits, createSlotRoster(crews, clock))
  const hourPlan = chooseHours(hours, rules.entropyFloor)
  const hourFactors = toHourFactors(hours, hourPlan.logRates, places)
  return {
    bcu,
    clock,
    hotspots,
    tours,
    travel,
    fromBase,
    toBase,
    longestHop: longest(travel),
    longestWayHome: Math.max(longest(fromBase), longest(toBase)),
    activities,
    guarantees,
    hours,
    hourPlan,
    hourFactors,
    closures: createClosures(hotspots, rules, clock, activities.stay, crews, hourFactors),
    elapsed: countElapsed(crews),
    productive,
    patrolledMinutes: crews.reduce((sum, out) => sum + (out > 0 ? 1 : 0), 0),
  }
}

function longest(minutes: Uint16Array): number {
  return minutes.reduce((most, way) => Math.max(most, way), 0)
}

/** Windows are whole minutes, so a journey takes its minutes rounded up. */
function wholeMinutes(from: TravelPlace, to: TravelPlace, model: TravelModel): number {
  return Math.min(65_535, Math.ceil(travelMinutes(from, to, model) - 1e-9))
}

function createTourSlot(shift: Shift, bases: TravelPlace[], clock: PlanClock): TourSlot {
  const origin = clock.originUtcMin
  let base = bases.findIndex(({ lat, lng }) => lat === shift.base.lat && lng === shift.base.lng)
  if (base === -1) base = bases.push(basePlace(shift)) - 1
  const start = shift.start - origin
  const dutyStart = start + shift.briefingMinutes
  const dutyEnd = shift.end - origin - shift.bookOffMinutes
  const breakFrom = Math.max(shift.breakFrom - origin, dutyStart)
  const inPeriod = start >= 0 && start < clock.minutes
  const patrolEnd = Math.min(dutyEnd, clock.minutes)
  const breakTime = breakFrom < patrolEnd ? shift.breakMinutes : 0
  return {
    shift,
    dutyStart,
    dutyEnd,
    breakMinutes: shift.breakMinutes,
    breakFrom,
    breakLatest: Math.min(shift.breakTo - origin, dutyEnd) - shift.breakMinutes,
    maxVisits: shift.maxVisits ?? Number.POSITIVE_INFINITY,
    base,
    inPeriod,
    productive: inPeriod ? Math.max(0, patrolEnd - dutyStart - breakTime) : 0,
  }
}

/** By bin of the plan: 1 where some crew is on patrol. An hour that the clock skips is in no minute, so it stays 0. */
export function findPatrolledBins({ tours, clock }: BcuInstance): Uint8Array {
  const patrolled = new Uint8Array(clock.days * BINS_PER_DAY)
  for (const { dutyStart, dutyEnd } of tours.filter((tour) => tour.inPeriod))
    for (let minute = dutyStart; minute < Math.min(dutyEnd, clock.minutes); minute++) patrolled[clock.bin[minute]!] = 1
  return patrolled
}

/** By minute: crews on patrol. */
function countCrews(tours: readonly TourSlot[], minutes: number): Float64Array {
  const crews = new Float64Array(minutes + 1)
  for (const tour of tours) {
    if (!tour.inPeriod) continue
    crews[Math.min(minutes, tour.dutyStart)]! += 1
    crews[Math.min(minutes, tour.dutyEnd)]! -= 1
  }
  for (let minute = 1; minute <= minutes; minute++) crews[minute]! += crews[minute - 1]!
  return crews.subarray(0, minutes)
}

function countElapsed(crews: Float64Array): Float64Array {
  const hours = Math.ceil(crews.length / 60)
  const elapsed = new Float64Array(hours + 1)
  for (let hour = 0; hour < hours; hour++)
    elapsed[hour + 1] = elapsed[hour]! + crews.subarray(hour * 60, hour * 60 + 60).reduce((sum, out) => sum + out, 0)
  const total = elapsed[hours]!
  return total === 0 ? elapsed : elapsed.map((share) => share / total)
}
