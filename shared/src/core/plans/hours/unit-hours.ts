import type { PlanClock } from '../plan-clock.ts'
import { BIN_MINUTES } from '../plan.ts'
import type { HourProgramme } from './hour-programme.ts'

/** Slots are the blocks of the clock that share their benefit (measures/coverage), by day of the week. */
const SLOT_HOURS = 2
const HOURS = 168
export const SLOTS_PER_DAY = 24 / SLOT_HOURS
export const HALF_HOURS_PER_SLOT = (SLOT_HOURS * 60) / BIN_MINUTES
/** Least rate of any place and hour over the mean of its unit: METRICS 2 asks for .30 in the safest tenth as observers see it. */
const LEAST_OF_MEAN = 0.5
/** Where a dose alone is hardly above that, its hours may still differ this much. */
const MOST_LEAST_RATE = 0.9

/** The slots of the week in which a unit has crews on patrol. */
export interface SlotRoster {
  /** by slot: its number in the week, from Monday 00:00 */
  slots: Int32Array
  /** by slot: share of all patrol time */
  pace: Float64Array
  /** by slot: times in the plan, a part of a slot as a part */
  occurrences: Float64Array
}

/** A unit's programme of hours, with what its places and slots are. */
export interface UnitHours {
  programme: HourProgramme
  roster: SlotRoster
  /** by place of the programme: index of the place in the unit, and its tier */
  members: Int32Array
  tiers: readonly string[]
}

interface Place {
  tier: string
  expected: number
  profile: readonly number[]
}

/** @param crews by minute of the plan: crews on patrol */
export function createSlotRoster(crews: Float64Array, { hourOfWeek }: Pick<PlanClock, 'hourOfWeek'>): SlotRoster {
  const minutes = new Float64Array(HOURS / SLOT_HOURS)
  const patrolled = new Float64Array(minutes.length)
  let total = 0
  for (let minute = 0; minute < crews.length; minute++) {
    const out = crews[minute]!
    if (out === 0) continue
    const slot = Math.floor(hourOfWeek[minute]! / SLOT_HOURS)
    minutes[slot]! += out
    patrolled[slot]! += 1
    total += out
  }
  const slots = Int32Array.from([...minutes.keys()].filter((slot) => minutes[slot]! > 0))
  return {
    slots,
    pace: Float64Array.from(slots, (slot) => minutes[slot]! / total),
    occurrences: Float64Array.from(slots, (slot) => patrolled[slot]! / (SLOT_HOURS * 60)),
  }
}

/**
 * No hour of any place may be safe for whoever knows the hours of all: least rates are set so. They cost next to no
 * coverage, since it is gained at the places and hours of most risk.
 *
 * @param visits by place of the unit, over the plan; a place with 0 is left out
 */
export function createUnitHours(places: readonly Place[], visits: Float64Array, roster: SlotRoster): UnitHours {
  const members = Int32Array.from([...places.keys()].filter((place) => visits[place]! > 0))
  const { slots, pace, occurrences } = roster
  const risks = new Float64Array(members.length * slots.length)
  for (const [row, place] of members.entries()) {
    const { expected, profile } = places[place]!
    for (const [column, slot] of slots.entries())
      for (let hour = slot * SLOT_HOURS; hour < (slot + 1) * SLOT_HOURS; hour++)
        risks[row * slots.length + column]! += (expected * (profile[hour] ?? 1)) / HOURS
  }
  const mean = members.reduce((sum, place) => sum + visits[place]!, 0) / members.length
  return {
    programme: {
      places: members.length,
      slots: slots.length,
      pace,
      occurrences,
      risks,
      visits: Float64Array.from(members, (place) => visits[place]!),
      leastRates: Float64Array.from(members, (place) =>
        Math.min(MOST_LEAST_RATE, (LEAST_OF_MEAN * mean) / visits[place]!),
      ),
    },
    roster,
    members,
    tiers: Array.from(members, (place) => places[place]!.tier),
  }
}

/** places of the unit x 168 from a plan's rates: 1 where nobody is on patrol or nothing is to be visited. */
export function toHourFactors({ roster: { slots }, members }: UnitHours, logRates: Float64Array, places: number) {
  const factors = new Float64Array(places * HOURS).fill(1)
  for (const [row, place] of members.entries())
    for (const [column, slot] of slots.entries())
      factors.fill(
        Math.exp(logRates[row * slots.length + column]!),
        place * HOURS + slot * SLOT_HOURS,
        place * HOURS + (slot + 1) * SLOT_HOURS,
      )
  return factors
}

/** Half-hours of the plan that a slot stands for. */
export function binsOfSlot({ occurrences }: SlotRoster, slot: number): number {
  return occurrences[slot]! * HALF_HOURS_PER_SLOT
}

/** The block of the clock that a slot lies in, 0 to 11. */
export function clockOfSlot({ slots }: SlotRoster, slot: number): number {
  return slots[slot]! % SLOTS_PER_DAY
}
