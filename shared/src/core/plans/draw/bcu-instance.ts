import type { Shift } from '../../duties/shift.ts'
import type { Hotspot } from '../../hotspots/hotspot.ts'
import type { LatLng } from '../../geo.ts'
import { BINS_PER_DAY, type TravelModel } from '../plan.ts'
import type { PlanClock } from '../plan-clock.ts'
import { travelMinutes } from '../travel.ts'

/** Stays of a high-visibility patrol, minutes: 11-15 did best, 10-16 is the range of the evidence [KOP1]. */
export const STAY_MIN = 12
export const STAY_MAX = 16
export const STAY_MEAN = 14

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
  /** whole minutes between base and place, bases x places */
  fromBase: Uint16Array
  /** by minute of the plan: share of all patrol minutes that lie before it, 0 to 1 */
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
): BcuInstance {
  const bases: LatLng[] = []
  const tours = shifts
    .map((shift) => createTourSlot(shift, bases, clock))
    .sort((a, b) => a.dutyStart - b.dutyStart || (a.shift.id < b.shift.id ? -1 : 1))
  const places = hotspots.length
  const travel = new Uint16Array(places * places)
  for (let from = 0; from < places; from++)
    for (let to = 0; to < places; to++)
      travel[from * places + to] = wholeMinutes(hotspots[from]!, hotspots[to]!, travelModel)
  const fromBase = new Uint16Array(bases.length * places)
  for (const [row, base] of bases.entries())
    for (let to = 0; to < places; to++) fromBase[row * places + to] = wholeMinutes(base, hotspots[to]!, travelModel)
  const productive = tours.reduce((sum, tour) => sum + tour.productive, 0)
  const elapsed = countElapsed(tours, clock.minutes)
  const patrolledMinutes = elapsed.filter((share, minute) => minute > 0 && share > elapsed[minute - 1]!).length
  return { bcu, clock, hotspots, tours, travel, fromBase, elapsed, productive, patrolledMinutes }
}

/** Windows are whole minutes, so a journey takes its minutes rounded up. */
function wholeMinutes(from: LatLng, to: LatLng, model: TravelModel): number {
  return Math.min(65_535, Math.ceil(travelMinutes(from, to, model) - 1e-9))
}

function createTourSlot(shift: Shift, bases: LatLng[], clock: PlanClock): TourSlot {
  const origin = clock.originUtcMin
  let base = bases.findIndex(({ lat, lng }) => lat === shift.base.lat && lng === shift.base.lng)
  if (base === -1) base = bases.push(shift.base) - 1
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

function countElapsed(tours: readonly TourSlot[], minutes: number): Float64Array {
  const crews = new Float64Array(minutes + 1)
  for (const tour of tours) {
    if (!tour.inPeriod) continue
    crews[Math.min(minutes, tour.dutyStart)]! += 1
    crews[Math.min(minutes, tour.dutyEnd)]! -= 1
  }
  const elapsed = new Float64Array(minutes + 1)
  let out = 0
  for (let minute = 0; minute < minutes; minute++) {
    out += crews[minute]!
    elapsed[minute + 1] = elapsed[minute]! + out
  }
  const total = elapsed[minutes]!
  return total === 0 ? elapsed : elapsed.map((share) => share / total)
}
