import { createZone, hourOfWeek, MINUTES_PER_DAY, type Zone } from '../time.ts'
import { BIN_MINUTES, BINS_PER_DAY } from './plan.ts'

/**
 * The plan's days as a table of minutes, so that a simulation never converts a time.
 * Minute 0 is local midnight of the first day; all later times of the draw count from there.
 */
export interface PlanClock {
  zone: Zone
  startDay: number
  days: number
  /** `utcMin` of minute 0 */
  originUtcMin: number
  /** minutes in the plan: 1440 x days, but for a clock change */
  minutes: number
  /** by minute: day x 48 + half-hour of the local wall clock. An hour that happens twice has the same bins twice. */
  bin: Int32Array
  /** by minute: hour of the week, 0-167 */
  hourOfWeek: Uint8Array
}

export function createPlanClock(timezone: string, startDay: number, days: number): PlanClock {
  const zone = createZone(timezone)
  const originUtcMin = zone.toUtcMin(startDay * MINUTES_PER_DAY).utcMin
  const minutes = zone.toUtcMin((startDay + days) * MINUTES_PER_DAY).utcMin - originUtcMin
  const bin = new Int32Array(minutes)
  const hours = new Uint8Array(minutes)
  for (let minute = 0; minute < minutes; minute++) {
    const localMin = zone.toLocalMin(originUtcMin + minute)
    bin[minute] = Math.floor((localMin - startDay * MINUTES_PER_DAY) / BIN_MINUTES)
    hours[minute] = hourOfWeek(localMin)
  }
  return { zone, startDay, days, originUtcMin, minutes, bin, hourOfWeek: hours }
}

/** Day of the plan, from 0, of a bin. */
export function dayOfBin(bin: number): number {
  return Math.floor(bin / BINS_PER_DAY)
}
