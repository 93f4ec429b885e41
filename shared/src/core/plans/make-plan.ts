import { findRosterBreaches } from '../duties/roster-breaches.ts'
import { sha256Hex } from '../random.ts'
import { createZone, MINUTES_PER_DAY } from '../time.ts'
import { joinWindows } from './join-windows.ts'
import { compareShifts, hashNormalised, normaliseInput } from './normalise-input.ts'
import type { MeasuredPlan } from './measures/measured-plan.ts'
import { measurePlan } from './measures/measure.ts'
import { BINS_PER_DAY, type PatrolWindow, type Plan, type PlanInput } from './plan.ts'
import { packUnit, unpackUnit, type PackedUnit } from './packed-unit.ts'
import { planUnit } from './plan-unit.ts'

export interface PlanOptions {
  /** 32 secret bytes; the same key gives the same plan */
  key: Uint8Array
  /** which draw of the key; each redraw is published with its number */
  draw?: number
  onProgress?: (share: number) => void
}

/**
 * Fills rostered tours with patrol windows, one command unit after the other. `planUnit` and `joinUnits` do the same in
 * several threads, with the same bytes. The order of hotspots and shifts does not matter.
 *
 * @throws {DomainError} INVALID_INPUT as `normaliseInput` does
 */
export function makePlan(given: PlanInput, { key, draw = 0, onProgress }: PlanOptions): Plan {
  const input = normaliseInput(given)
  const bcus = listUnits(input)
  const parts = bcus.map((bcu, index) =>
    packUnit(planUnit(bcu, input, { key, draw, onProgress: (share) => onProgress?.((index + share) / bcus.length) })),
  )
  onProgress?.(1)
  return joinUnits(input, parts, { key, draw })
}

/** Command units of an input in a fixed order, also those that have hotspots or tours alone. */
export function listUnits(input: Pick<PlanInput, 'hotspots' | 'shifts'>): string[] {
  return [...new Set([...input.hotspots, ...input.shifts].map(({ bcu }) => bcu))].sort()
}

/**
 * The plan of all command units.
 *
 * @param input as `normaliseInput` leaves it
 * @param given one part for each of `listUnits`, in any order
 */
export function joinUnits(
  input: PlanInput,
  given: readonly PackedUnit[],
  { key, draw }: { key: Uint8Array; draw: number },
): Plan {
  const parts = [...given].sort((a, b) => (a.bcu < b.bcu ? -1 : 1))
  const shifts = new Map(input.shifts.map((shift) => [shift.id, shift]))
  const tours = parts
    .flatMap((part) => part.tours)
    .map(({ shiftId, inPeriod, refreshments }) => ({ shift: shifts.get(shiftId)!, refreshments, inPeriod }))
    .sort((a, b) => compareShifts(a.shift, b.shift))
  // Before the windows are unpacked: the measures of a big plan and all its windows need not be held at once.
  const measures = toValues(toMeasuredPlan(input, tours, parts))
  const windows = parts.flatMap((part) => unpackUnit(part).windows).sort(compareWindows)
  const unused = parts.flatMap((part) => part.unused).sort((a, b) => a.day - b.day || (a.bcu < b.bcu ? -1 : 1))
  const productive = parts.reduce((sum, part) => sum + part.productive, 0)
  const unusedMinutes = unused.reduce((sum, { minutes }) => sum + minutes, 0)
  const bins = input.days * BINS_PER_DAY
  const rows = new Map(
    parts.flatMap(({ hotspotIds, p }) =>
      hotspotIds.map((id, place) => [id, p.subarray(place * bins, (place + 1) * bins)] as const),
    ),
  )
  return {
    input,
    draw,
    windows,
    tours,
    propensities: new Map(input.hotspots.map(({ id }) => [id, rows.get(id)!])),
    unplaced: parts
      .flatMap((part) => part.unplaced)
      .sort((a, b) => a.day - b.day || (a.hotspotId < b.hotspotId ? -1 : 1)),
    unused,
    rosterBreaches: findRosterBreaches(input.shifts),
    measures: {
      ...measures,
      patrolMinutesUsed: productive === 0 ? null : 1 - unusedMinutes / productive,
      toursOutsidePeriod: tours.filter((tour) => !tour.inPeriod).length,
    },
    inputsHash: hashNormalised(input),
    keyHash: sha256Hex(key),
  }
}

function compareWindows(a: PatrolWindow, b: PatrolWindow): number {
  return a.start - b.start || (a.shiftId < b.shiftId ? -1 : 1)
}

function toMeasuredPlan(input: PlanInput, tours: Plan['tours'], parts: readonly PackedUnit[]): MeasuredPlan {
  const zone = createZone(input.timezone)
  const local = (utcMin: number): number => zone.toLocalMin(utcMin) - input.startDay * MINUTES_PER_DAY
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
    visits: parts.flatMap((part) =>
      joinWindows(unpackUnit(part).windows).map(({ window, crews }) => ({
        place: placeOf.get(window.hotspotId)!,
        start: local(window.start),
        end: local(window.end),
        crews,
      })),
    ),
  }
}

function toValues(plan: MeasuredPlan): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(measurePlan(plan)).map(([name, estimate]) => [name, estimate?.value ?? null]),
  )
}
