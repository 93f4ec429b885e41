import { round6 } from '../canonical-json.ts'
import type { Shift } from '../duties/shift.ts'
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
  }
}

/** A shift before any plan, for the inputs hash. */
export function toShiftInputRecord(shift: Shift, zone: Zone) {
  const { break: _drawn, ...record } = toShiftRecord(shift, null, zone)
  return record
}
