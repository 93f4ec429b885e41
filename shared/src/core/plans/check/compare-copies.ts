import { round6 } from '../../canonical-json.ts'
import type { Shift } from '../../duties/shift.ts'
import type { Hotspot } from '../../hotspots/hotspot.ts'
import { toHotspotRecord } from '../../hotspots/hotspot-record.ts'
import { formatInstant } from '../../time.ts'
import { toShiftInputRecord } from '../plan-records.ts'
import type { Findings } from './check-report.ts'
import { findFirstDifference, showValue } from './find-difference.ts'
import type { ReadHotspot, ReadPlan, ReadShift } from './read-plan.ts'
import { own, type JsonObject } from './read-value.ts'

/** What from-capacity doses change of a place; they follow from places and tours together. */
const FROM_CAPACITY: ReadonlySet<string> = new Set(['dosePerDay', 'capDay', 'capWeek'])
/** What the planner adds to a tour. */
const OF_PLANNER: ReadonlySet<string> = new Set(['break'])
const NOTHING: ReadonlySet<string> = new Set()

export interface GivenRecords {
  /** with the doses that the plan was made with, where `dosesAreSet` */
  hotspots: readonly Hotspot[] | undefined
  shifts: readonly Shift[] | undefined
  /** false: the plan's doses are from capacity and cannot be set again, for want of tours */
  dosesAreSet: boolean
}

/**
 * Holds the plan's own copies of places and tours to the given ones, field by field, and puts the given ones in their place:
 * a plan is judged by what it should have been made from, not by what it says of it.
 */
export function compareCopies(file: unknown, plan: ReadPlan, given: GivenRecords, findings: Findings): ReadPlan {
  const { hotspots, shifts, dosesAreSet } = given
  if (hotspots !== undefined)
    compareAll(
      { kind: 'hotspot-differs', what: 'hotspot', leave: dosesAreSet ? NOTHING : FROM_CAPACITY },
      hotspots.map(toHotspotRecord),
      listCopies(file, 'hotspots'),
      findings,
    )
  if (shifts !== undefined)
    compareAll(
      { kind: 'shift-differs', what: 'shift', leave: OF_PLANNER },
      shifts.map((shift) => toShiftInputRecord(shift, plan.zone)),
      new Map([...listCopies(file, 'shifts')].map(([id, copy]) => [id, rewriteTimes(copy, plan)])),
      findings,
    )
  const toPlace = (hotspot: Hotspot): ReadHotspot => ({
    ...toHotspotRecord(hotspot),
    ...(!dosesAreSet && dosesOf(plan.hotspots.get(hotspot.id))),
  })
  return {
    ...plan,
    ...(hotspots && { hotspots: new Map(hotspots.map((hotspot) => [hotspot.id, toPlace(hotspot)])) }),
    ...(shifts && { shifts: new Map(shifts.map((shift) => [shift.id, toTour(shift, plan)])) }),
  }
}

function listCopies(file: unknown, name: string): Map<unknown, JsonObject> {
  const list = own(file as JsonObject, name)
  const copies = (Array.isArray(list) ? (list as unknown[]) : []).filter(
    (item): item is JsonObject => typeof item === 'object' && item !== null,
  )
  return new Map(copies.map((item) => [own(item, 'id'), item]))
}

function compareAll(
  { kind, what, leave }: { kind: 'hotspot-differs' | 'shift-differs'; what: string; leave: ReadonlySet<string> },
  given: readonly { id: string }[],
  copies: ReadonlyMap<unknown, JsonObject>,
  findings: Findings,
): void {
  const known = new Set<unknown>()
  for (const record of given) {
    known.add(record.id)
    const copy = copies.get(record.id)
    if (copy === undefined) {
      findings.add(kind, `${what} ${record.id} was given; the plan does not have it`)
      continue
    }
    const wanted: JsonObject = { ...record }
    for (const field of new Set([...Object.keys(wanted), ...Object.keys(copy)])) {
      if (leave.has(field)) continue
      const difference = findFirstDifference(own(copy, field), own(wanted, field), field, isSameValue)
      if (difference !== undefined)
        findings.add(
          kind,
          `${what} ${record.id}: ${difference.path} is ${showValue(difference.given)} in the plan, ` +
            `${showValue(difference.wanted)} in what was given`,
        )
    }
  }
  for (const id of copies.keys())
    if (!known.has(id)) findings.add(kind, `the plan has the ${what} ${showValue(id)}, which was not given`)
}

/** A tour's times as files of ours write them: another offset may state the same instant. */
function rewriteTimes(copy: JsonObject, { shifts, zone }: ReadPlan): JsonObject {
  const read = shifts.get(String(own(copy, 'id')))
  const rewritten: Record<string, unknown> = { ...copy }
  for (const name of ['start', 'end', 'breakFrom', 'breakTo'] as const) {
    const instant = read?.[name]
    if (Number.isInteger(instant)) rewritten[name] = formatInstant(instant as number, zone)
  }
  return rewritten
}

/** Numbers to the 6 decimals of files. */
function isSameValue(copy: unknown, wanted: unknown): boolean {
  if (Object.is(copy, wanted)) return true
  return typeof copy === 'number' && typeof wanted === 'number' && round6(copy) === wanted
}

function toTour(shift: Shift, plan: ReadPlan): ReadShift {
  const rested = shift.breakMinutes > 0
  return {
    id: shift.id,
    teamId: shift.teamId,
    bcu: shift.bcu,
    start: shift.start,
    end: shift.end,
    base: { lat: round6(shift.base.lat), lng: round6(shift.base.lng) },
    breakMinutes: shift.breakMinutes,
    break: plan.shifts.get(shift.id)?.break ?? null,
    breakFrom: rested ? shift.breakFrom : null,
    breakTo: rested ? shift.breakTo : null,
    briefingMinutes: shift.briefingMinutes,
    bookOffMinutes: shift.bookOffMinutes,
    maxVisits: shift.maxVisits,
    skills: shift.skills ?? [],
    sergeant: shift.sergeant ?? false,
  }
}

function dosesOf(copy: ReadHotspot | undefined): Partial<ReadHotspot> {
  return copy === undefined ? {} : { dosePerDay: copy.dosePerDay, capDay: copy.capDay, capWeek: copy.capWeek }
}
