import { round6 } from '../canonical-json.ts'
import type { Shift } from '../duties/shift.ts'
import type { Activity } from './activities.ts'
import type { Blackout, Guarantee, PlanInput } from './plan.ts'
import { formatInstant, type Zone } from '../time.ts'

/** A shift as files write it, with the refreshments that a plan gave it. */
export function toShiftRecord(shift: Shift, refreshments: { start: number; end: number } | null, zone: Zone) {
  const time = (utcMin: number): string => formatInstant(utcMin, zone)
  const rested = shift.breakMinutes > 0
  return {
    id: shift.id,
    teamId: shift.teamId,
    bcu: shift.bcu,
    start: time(shift.start),
    end: time(shift.end),
    break: refreshments === null ? null : { start: time(refreshments.start), end: time(refreshments.end) },
    breakMinutes: shift.breakMinutes,
    base: { lat: round6(shift.base.lat), lng: round6(shift.base.lng) },
    breakFrom: rested ? time(shift.breakFrom) : null,
    breakTo: rested ? time(shift.breakTo) : null,
    crewId: shift.crewId,
    callSign: shift.callSign,
    teamKind: shift.teamKind,
    crewSize: shift.crewSize,
    briefingMinutes: shift.briefingMinutes,
    bookOffMinutes: shift.bookOffMinutes,
    maxVisits: shift.maxVisits,
    ...(shift.skills === undefined ? {} : { skills: [...shift.skills] }),
    ...(shift.sergeant === undefined ? {} : { sergeant: shift.sergeant }),
  }
}

/** A shift before any plan, for the inputs hash. */
export function toShiftInputRecord(shift: Shift, zone: Zone) {
  const { break: _drawn, ...record } = toShiftRecord(shift, null, zone)
  return record
}

/** An activity as files write it, with nothing left open. */
export function toActivityRecord({ id, minutes, crews, needsSergeant, skills, shares }: Activity) {
  return {
    id,
    minutes: [minutes[0], minutes[1]] as const,
    crews,
    needsSergeant: needsSergeant ?? false,
    skills: [...(skills ?? [])].sort(),
    shares: { A: round6(shares.A), B: round6(shares.B), C: round6(shares.C) },
  }
}

/** A blackout as files write it. */
export function toBlackoutRecord({ hotspotId, from, to, reason }: Blackout, zone: Zone) {
  return {
    hotspotId,
    from: formatInstant(from, zone),
    to: formatInstant(to, zone),
    ...(reason !== undefined && { reason }),
  }
}

/** Treatment as files write it: one digit a day. */
export function toTreatmentRecord(treatment: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries(
    [...treatment].map(([id, days]) => [id, Array.from(days, (on) => (on === 0 ? 0 : 1)).join('')]),
  )
}

/** What an operation asks of the targets, as files write it; nothing where it asks for nothing. */
export function toTargetRules({
  entropyFloor,
  guarantees,
  doses,
}: Pick<PlanInput, 'doses' | 'entropyFloor' | 'guarantees'>) {
  const copy = ({ area, leastPerDay }: Guarantee): Guarantee => ({ area, leastPerDay })
  return {
    ...(entropyFloor !== undefined && { entropyFloor }),
    ...(guarantees && { guarantees: guarantees.map(copy) }),
    ...(doses && { doses }),
  }
}
