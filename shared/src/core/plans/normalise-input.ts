import { canonicalJsonChunks, round6 } from '../canonical-json.ts'
import type { Shift } from '../duties/shift.ts'
import { DomainError } from '../errors.ts'
import type { Hotspot } from '../hotspots/hotspot.ts'
import { mapEach } from '../iterables.ts'
import { sha256HexOf } from '../random.ts'
import { createZone } from '../time.ts'
import { checkActivities, DEFAULT_ACTIVITIES, type Activity } from './activities.ts'
import { toTreatment } from './designs/crossover.ts'
import { MOST_REASON_CHARACTERS, type Blackout, type Guarantee, type PlanInput } from './plan.ts'
import { toHotspotRecord } from '../hotspots/hotspot-record.ts'
import {
  toActivityRecord,
  toBlackoutRecord,
  toShiftInputRecord,
  toTargetRules,
  toTreatmentRecord,
} from './plan-records.ts'
import { PLANNER_VERSION } from '../planner-version.ts'
import { toTravelMatrix } from './travel-matrix.ts'

/** Longest plan: its table of minutes and its probabilities are held in memory. */
const MOST_DAYS = 92

/**
 * Sorted by id and cut to the 6 decimals of the file, so that a plan is a function of what its file shows. The order in which
 * the hotspots came is kept beside them, for the file alone.
 *
 * @throws {DomainError} INVALID_INPUT for no hotspots, a wrong number of days, a number that is none, an id given twice, an
 * activity that cannot be planned, a travel matrix that does not fit, a blackout or a treatment of an unknown place or without a time, an entropy floor
 * beyond 0 and 1, a guarantee for an area without places
 */
export function normaliseInput(input: PlanInput): PlanInput {
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > MOST_DAYS)
    throw new DomainError('INVALID_INPUT', `A plan covers 1 to ${MOST_DAYS} whole days, not ${input.days}.`)
  if (input.hotspots.length === 0)
    throw new DomainError('INVALID_INPUT', 'There are no hotspots to plan for. Maybe the ranking found none?')
  const { matrix, ...model } = input.travel
  for (const [name, value] of Object.entries(model))
    if (!Number.isFinite(value) || value < 0 || (name !== 'vehOverheadMin' && value === 0))
      throw new DomainError('INVALID_INPUT', `Travel ${name} is ${value}; it must be a number above 0.`)
  refuseRepeats('hotspot', input.hotspots)
  refuseRepeats('shift', input.shifts)
  const known = new Set(input.hotspots.map(({ id }) => id))
  const hotspots = input.hotspots.map((hotspot): Hotspot => ({
    ...hotspot,
    lat: round6(hotspot.lat),
    lng: round6(hotspot.lng),
    dosePerDay: round6(hotspot.dosePerDay),
    profile: roundProfile(hotspot.profile),
  }))
  const shifts = input.shifts.map(roundBase)
  return {
    ...input,
    ...normaliseActivities(input.activities),
    ...normaliseBlackouts(input.blackouts, known),
    ...normaliseFloor(input.entropyFloor),
    ...normaliseGuarantees(input.guarantees, input.hotspots),
    ...normaliseTreatment(input.design === undefined ? input.treatment : toTreatment(input.design), known, input.days),
    travel: {
      footKmh: round6(model.footKmh),
      vehKmh: round6(model.vehKmh),
      vehOverheadMin: round6(model.vehOverheadMin),
      detour: round6(model.detour),
      ...(matrix && { matrix: toTravelMatrix(matrix, input, 'travel.matrix') }),
    },
    hotspots: hotspots.sort((a, b) => (a.id < b.id ? -1 : 1)),
    shifts: shifts.sort(compareShifts),
    hotspotOrder: input.hotspotOrder ?? input.hotspots.map(({ id }) => id),
  }
}

/** What was read from a file of ours has its 6 decimals already, and need not be held twice. */
function roundProfile(profile: readonly number[]): Hotspot['profile'] {
  return profile.every((risk) => round6(risk) === risk) ? profile : profile.map(round6)
}

function roundBase(shift: Shift): Shift {
  const base = { lat: round6(shift.base.lat), lng: round6(shift.base.lng) }
  return base.lat === shift.base.lat && base.lng === shift.base.lng ? shift : { ...shift, base }
}

function normaliseActivities(given: PlanInput['activities']): { activities?: readonly Activity[] } {
  if (given === undefined) return {}
  checkActivities(given)
  return { activities: given.map(toActivityRecord).sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

function normaliseBlackouts(given: PlanInput['blackouts'], known: ReadonlySet<string>): { blackouts?: Blackout[] } {
  if (given === undefined || given.length === 0) return {}
  for (const { hotspotId, from, to, reason = '' } of given) {
    if (hotspotId !== null && !known.has(hotspotId))
      throw new DomainError('INVALID_INPUT', `A blackout names the hotspot "${hotspotId}", which is not in the plan.`)
    if (!Number.isInteger(from) || !Number.isInteger(to) || to <= from)
      throw new DomainError(
        'INVALID_INPUT',
        `A blackout of ${hotspotId ?? 'all hotspots'} goes from minute ${from} to ${to}; it must end after it starts.`,
      )
    if (reason.length > MOST_REASON_CHARACTERS)
      throw new DomainError(
        'INVALID_INPUT',
        `The reason of a blackout of ${hotspotId ?? 'all hotspots'} has ${reason.length} characters; ${MOST_REASON_CHARACTERS} are the most.`,
      )
  }
  const order = ({ hotspotId, from, to, reason = '' }: Blackout): string =>
    [hotspotId ?? '', from, to, reason].join(' ')
  return {
    blackouts: given
      .map(({ hotspotId, from, to, reason = '' }) => ({ hotspotId, from, to, ...(reason !== '' && { reason }) }))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1)),
  }
}

function normaliseFloor(given: number | undefined): { entropyFloor?: number } {
  if (given === undefined) return {}
  if (!(given >= 0 && given <= 1))
    throw new DomainError('INVALID_INPUT', `The entropy floor is ${given}; it must be a number from 0 to 1.`)
  return { entropyFloor: round6(given) }
}

function normaliseGuarantees(
  given: PlanInput['guarantees'],
  hotspots: readonly { area: string }[],
): { guarantees?: Guarantee[] } {
  if (given === undefined || given.length === 0) return {}
  const areas = new Set(hotspots.map(({ area }) => area))
  const seen = new Set<string>()
  for (const { area, leastPerDay } of given) {
    if (!areas.has(area))
      throw new DomainError(
        'INVALID_INPUT',
        `A guarantee names the area "${area}", in which the plan has no hotspot. It has: ${[...areas].sort().join(', ')}.`,
      )
    if (seen.has(area)) throw new DomainError('INVALID_INPUT', `The area "${area}" has two guarantees; give it one.`)
    seen.add(area)
    if (!Number.isFinite(leastPerDay) || leastPerDay < 0)
      throw new DomainError(
        'INVALID_INPUT',
        `The guarantee of "${area}" is ${leastPerDay} visits a day; it must be a number of at least 0.`,
      )
  }
  return {
    guarantees: given
      .map(({ area, leastPerDay }) => ({ area, leastPerDay: round6(leastPerDay) }))
      .sort((a, b) => (a.area < b.area ? -1 : 1)),
  }
}

function normaliseTreatment(
  given: PlanInput['treatment'],
  known: ReadonlySet<string>,
  days: number,
): { treatment?: ReadonlyMap<string, Uint8Array> } {
  if (given === undefined || given.size === 0) return {}
  for (const [id, treated] of given) {
    if (!known.has(id))
      throw new DomainError('INVALID_INPUT', `The treatment names the hotspot "${id}", which is not in the plan.`)
    if (treated.length !== days)
      throw new DomainError(
        'INVALID_INPUT',
        `The treatment of "${id}" has ${treated.length} days; the plan has ${days}.`,
      )
  }
  return { treatment: new Map([...given].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

function refuseRepeats(what: string, items: readonly { id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of items) {
    if (seen.has(id)) throw new DomainError('INVALID_INPUT', `Two ${what}s have the id "${id}"; each needs its own.`)
    seen.add(id)
  }
}

export function compareShifts(a: Shift, b: Shift): number {
  return a.start - b.start || (a.id < b.id ? -1 : 1)
}

/**
 * SHA-256 of the RFC 8785 JSON of everything but the key that decides the plan.
 *
 * @throws {DomainError} INVALID_INPUT as `makePlan` does
 */
export function hashPlanInputs(input: PlanInput): string {
  return hashNormalised(normaliseInput(input))
}

export function hashNormalised(input: PlanInput): string {
  const zone = createZone(input.timezone)
  const { activities = DEFAULT_ACTIVITIES, blackouts = [], treatment = new Map<string, Uint8Array>() } = input
  return sha256HexOf(
    canonicalJsonChunks({
      hotspots: mapEach(input.hotspots, toHotspotRecord),
      shifts: mapEach(input.shifts, (shift) => toShiftInputRecord(shift, zone)),
      travel: input.travel,
      rules: {
        activities: activities.map(toActivityRecord),
        blackouts: blackouts.map((blackout) => toBlackoutRecord(blackout, zone)),
        treatment: toTreatmentRecord(treatment),
        ...toTargetRules(input),
      },
      options: {
        startDay: input.startDay,
        days: input.days,
        timezone: input.timezone,
        ...(input.design && { design: input.design.name }),
      },
      plannerVersion: PLANNER_VERSION,
    }),
  )
}
