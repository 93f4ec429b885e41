import { canonicalJson, round6 } from '../canonical-json.ts'
import { findRosterBreaches } from '../duties/roster-breaches.ts'
import type { Shift } from '../duties/shift.ts'
import { DomainError } from '../errors.ts'
import type { Hotspot } from '../hotspots/hotspot.ts'
import { createKeyedRng, sha256Hex } from '../random.ts'
import { createZone, MINUTES_PER_DAY } from '../time.ts'
import { createBcuInstance, type BcuInstance, type TourSlot } from './draw/bcu-instance.ts'
import { fitMechanism } from './draw/fit.ts'
import { createSimulator } from './draw/simulate.ts'
import { drawEntryPoint, listEntryPoints } from './entry-points.ts'
import type { MeasuredPlan } from './measures/measured-plan.ts'
import { measurePlan } from './measures/measure.ts'
import { createPlanClock, type PlanClock } from './plan-clock.ts'
import { BINS_PER_DAY, HIGH_VISIBILITY_PATROL, type PatrolWindow, type Plan, type PlanInput } from './plan.ts'
import { toHotspotRecord } from '../hotspots/hotspot-record.ts'
import { toShiftInputRecord } from './plan-records.ts'
import { PLANNER_VERSION } from './planner-version.ts'
import { computePropensities } from './propensities.ts'
import { findTargets } from './targets.ts'
import { findUnplaced } from './unplaced.ts'
import { findUnused } from './unused.ts'

/** Longest plan: its table of minutes and its probabilities are held in memory. */
const MOST_DAYS = 92

export interface PlanOptions {
  /** 32 secret bytes; the same key gives the same plan */
  key: Uint8Array
  /** which draw of the key; each redraw is published with its number */
  draw?: number
  onProgress?: (share: number) => void
}

/**
 * Fills rostered tours with patrol windows.
 *
 * Each command unit is planned alone: its mechanism is fitted and its probabilities are computed without the key, then one
 * draw is made from the stream `draw/<n>/<bcu>`. The order of hotspots and shifts does not matter.
 *
 * @throws {DomainError} INVALID_INPUT for no hotspots, a wrong number of days, a number that is none, or an id given twice
 */
export function makePlan(given: PlanInput, { key, draw = 0, onProgress }: PlanOptions): Plan {
  const input = normaliseInput(given)
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const bcus = [...new Set([...input.hotspots, ...input.shifts].map(({ bcu }) => bcu))].sort()
  const parts = bcus.map((bcu, index) => {
    const report = (share: number): void => onProgress?.((index + share) / bcus.length)
    return planBcu(bcu, input, clock, key, draw, report)
  })
  onProgress?.(1)

  const tours = parts.flatMap((part) => part.tours).sort((a, b) => compareShifts(a.shift, b.shift))
  const windows = parts.flatMap((part) => part.windows).sort(compareWindows)
  const productive = parts.reduce((sum, part) => sum + part.instance.productive, 0)
  const unused = parts.flatMap((part) => part.unused).sort((a, b) => a.day - b.day || (a.bcu < b.bcu ? -1 : 1))
  const unusedMinutes = unused.reduce((sum, { minutes }) => sum + minutes, 0)
  return {
    input,
    draw,
    windows,
    tours,
    propensities: new Map(input.hotspots.map(({ id }) => [id, parts.find((part) => part.p.has(id))!.p.get(id)!])),
    unplaced: parts
      .flatMap((part) => part.unplaced)
      .sort((a, b) => a.day - b.day || (a.hotspotId < b.hotspotId ? -1 : 1)),
    unused,
    rosterBreaches: findRosterBreaches(input.shifts),
    measures: {
      ...toValues(toMeasuredPlan(input, tours, windows, clock)),
      patrolMinutesUsed: productive === 0 ? null : 1 - unusedMinutes / productive,
      toursOutsidePeriod: tours.filter((tour) => !tour.inPeriod).length,
    },
    inputsHash: hashNormalised(input),
    keyHash: sha256Hex(key),
  }
}

interface BcuPlan extends Pick<Plan, 'unplaced' | 'unused' | 'windows' | 'tours'> {
  instance: BcuInstance
  p: Map<string, Float64Array>
}

function planBcu(
  bcu: string,
  input: PlanInput,
  clock: PlanClock,
  key: Uint8Array,
  draw: number,
  report: (share: number) => void,
): BcuPlan {
  const hotspots = input.hotspots.filter((hotspot) => hotspot.bcu === bcu)
  const shifts = input.shifts.filter((shift) => shift.bcu === bcu)
  const instance = createBcuInstance(bcu, hotspots, shifts, input.travel, clock)
  const simulator = createSimulator(instance)
  const targets = findTargets(instance)
  const mechanism = fitMechanism(instance, targets, simulator, (share) => report(share / 2))
  const { p, meanVisits } = computePropensities(instance, mechanism, simulator, (share) => report(0.5 + share / 2))
  const drawn = simulator.run(mechanism, createKeyedRng(key, `draw/${draw}/${bcu}`))

  const entryRng = createKeyedRng(key, `entry/${draw}/${bcu}`)
  const entryPoints = hotspots.map(listEntryPoints)
  const bins = clock.days * BINS_PER_DAY
  const visitsOfTour = new Map<TourSlot, number>()
  const windows = [...drawn.visits]
    .sort((a, b) => a.start - b.start || a.tour - b.tour)
    .map(({ tour: tourIndex, place, start, end }): PatrolWindow => {
      const tour = instance.tours[tourIndex]!
      const number = (visitsOfTour.get(tour) ?? 0) + 1
      visitsOfTour.set(tour, number)
      return {
        id: `${tour.shift.id}-${String(number).padStart(2, '0')}`,
        hotspotId: hotspots[place]!.id,
        teamId: tour.shift.teamId,
        shiftId: tour.shift.id,
        start: clock.originUtcMin + start,
        end: clock.originUtcMin + end,
        probability: p[place * bins + clock.bin[start]!]!,
        activity: HIGH_VISIBILITY_PATROL,
        entryPoint: drawEntryPoint(entryPoints[place]!, entryRng),
      }
    })
  return {
    instance,
    windows,
    tours: instance.tours.map(({ shift, inPeriod, breakMinutes }, index) => {
      const start = clock.originUtcMin + drawn.breakStarts[index]!
      return { shift, inPeriod, refreshments: breakMinutes === 0 ? null : { start, end: start + breakMinutes } }
    }),
    p: new Map(hotspots.map(({ id }, place) => [id, p.subarray(place * bins, (place + 1) * bins)])),
    unplaced: findUnplaced(instance, targets, meanVisits, drawn.visits),
    unused: findUnused(instance, drawn),
  }
}

/** Sorted by id and cut to the 6 decimals of the file, so that a plan is a function of what its file shows. */
export function normaliseInput(input: PlanInput): PlanInput {
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > MOST_DAYS)
    throw new DomainError('INVALID_INPUT', `A plan covers 1 to ${MOST_DAYS} whole days, not ${input.days}.`)
  if (input.hotspots.length === 0)
    throw new DomainError('INVALID_INPUT', 'There are no hotspots to plan for. Maybe the ranking found none?')
  for (const [name, value] of Object.entries(input.travel))
    if (!Number.isFinite(value) || value < 0 || (name !== 'vehOverheadMin' && value === 0))
      throw new DomainError('INVALID_INPUT', `Travel ${name} is ${value}; it must be a number above 0.`)
  refuseRepeats('hotspot', input.hotspots)
  refuseRepeats('shift', input.shifts)
  const hotspots = input.hotspots.map((hotspot): Hotspot => ({
    ...hotspot,
    lat: round6(hotspot.lat),
    lng: round6(hotspot.lng),
    dosePerDay: round6(hotspot.dosePerDay),
    profile: hotspot.profile.map(round6),
  }))
  const shifts = input.shifts.map((shift): Shift => ({
    ...shift,
    base: { lat: round6(shift.base.lat), lng: round6(shift.base.lng) },
  }))
  return {
    ...input,
    travel: {
      footKmh: round6(input.travel.footKmh),
      vehKmh: round6(input.travel.vehKmh),
      vehOverheadMin: round6(input.travel.vehOverheadMin),
      detour: round6(input.travel.detour),
    },
    hotspots: hotspots.sort((a, b) => (a.id < b.id ? -1 : 1)),
    shifts: shifts.sort(compareShifts),
  }
}

function refuseRepeats(what: string, items: readonly { id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of items) {
    if (seen.has(id)) throw new DomainError('INVALID_INPUT', `Two ${what}s have the id "${id}"; each needs its own.`)
    seen.add(id)
  }
}

function compareShifts(a: Shift, b: Shift): number {
  return a.start - b.start || (a.id < b.id ? -1 : 1)
}

function compareWindows(a: PatrolWindow, b: PatrolWindow): number {
  return a.start - b.start || (a.shiftId < b.shiftId ? -1 : 1)
}

/**
 * SHA-256 of the RFC 8785 JSON of everything but the key that decides the plan.
 *
 * @throws {DomainError} INVALID_INPUT as `makePlan` does
 */
export function hashPlanInputs(input: PlanInput): string {
  return hashNormalised(normaliseInput(input))
}

function hashNormalised(input: PlanInput): string {
  const zone = createZone(input.timezone)
  return sha256Hex(
    canonicalJson({
      hotspots: input.hotspots.map(toHotspotRecord),
      shifts: input.shifts.map((shift) => toShiftInputRecord(shift, zone)),
      travel: input.travel,
      rules: { activity: HIGH_VISIBILITY_PATROL },
      options: { startDay: input.startDay, days: input.days, timezone: input.timezone },
      plannerVersion: PLANNER_VERSION,
    }),
  )
}

function toMeasuredPlan(
  input: PlanInput,
  tours: Plan['tours'],
  windows: readonly PatrolWindow[],
  { zone, startDay }: PlanClock,
): MeasuredPlan {
  const local = (utcMin: number): number => zone.toLocalMin(utcMin) - startDay * MINUTES_PER_DAY
  const placeOf = new Map(input.hotspots.map(({ id }, place) => [id, place]))
  return {
    days: input.days,
    places: input.hotspots,
    tours: tours
      .filter((tour) => tour.inPeriod)
      .map(({ shift, refreshments }) => ({
        bcu: shift.bcu,
        dutyStart: local(shift.start + shift.briefingMinutes),
        dutyEnd: local(shift.end - shift.bookOffMinutes),
        refreshments: refreshments === null ? null : { start: local(refreshments.start), end: local(refreshments.end) },
      })),
    visits: windows.map(({ hotspotId, start, end }) => ({
      place: placeOf.get(hotspotId)!,
      start: local(start),
      end: local(end),
    })),
  }
}

function toValues(plan: MeasuredPlan): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(measurePlan(plan)).map(([name, estimate]) => [name, estimate?.value ?? null]),
  )
}
