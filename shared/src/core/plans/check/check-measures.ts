import { round6 } from '../../canonical-json.ts'
import { MINUTES_PER_DAY } from '../../time.ts'
import type { PlanMeasures } from '../measures/measure.ts'
import { basePlace, travelMinutes } from '../travel.ts'
import { otherVersion } from './check-rebuild.ts'
import type { Findings } from './check-report.ts'
import { showValue } from './find-difference.ts'
import type { ReadPlan, ReadShift, ReadWindow } from './read-plan.ts'
import { own, type JsonObject } from './read-value.ts'

/** Figures are written to 6 decimals; sums in another order may round otherwise. */
const TOLERANCE = 2e-6

/** Holds every figure that the plan states of itself to the one that its windows, tours and places give. */
export function checkMeasures(file: unknown, plan: ReadPlan, measures: PlanMeasures, findings: Findings): void {
  const stated = own(file as JsonObject, 'measures') as JsonObject
  const found: Record<string, number | null> = {
    ...Object.fromEntries(Object.entries(measures).map(([name, estimate]) => [name, estimate?.value ?? null])),
    ...measureTours(plan),
  }
  for (const [name, value] of Object.entries(found)) {
    const claim = own(stated, name)
    if (claim === undefined || isSameFigure(claim, value)) continue
    findings.add(
      'measures-differ',
      `measures.${name} is ${showValue(claim)}; the plan itself gives ${value === null ? 'null' : round6(value)}${otherVersion(plan)}`,
    )
  }
}

/** Figures in the plan of which nothing here says what they mean. */
export function listUnknownMeasures(file: unknown, measures: PlanMeasures): string[] {
  const stated = own(file as JsonObject, 'measures') as JsonObject
  return Object.keys(stated).filter((name) => !Object.hasOwn(measures, name) && !OF_TOURS.has(name))
}

const OF_TOURS: ReadonlySet<string> = new Set<keyof ReturnType<typeof measureTours>>([
  'patrolMinutesUsed',
  'toursOutsidePeriod',
])

function isSameFigure(claim: unknown, value: number | null): boolean {
  if (claim === null || value === null) return claim === value
  return typeof claim === 'number' && Math.abs(claim - value) <= TOLERANCE
}

/** Share of patrol time in stays and journeys, and tours that start outside the plan's days. */
function measureTours(plan: ReadPlan) {
  const start = plan.zone.toUtcMin(plan.startDay * MINUTES_PER_DAY).utcMin
  const end = plan.zone.toUtcMin((plan.startDay + plan.days) * MINUTES_PER_DAY).utcMin
  const windowsOf = Map.groupBy(plan.windows, ({ shiftId }) => shiftId)
  let patrol = 0
  let unused = 0
  let toursOutsidePeriod = 0
  for (const shift of plan.shifts.values()) {
    if (shift.start < start || shift.start >= end) {
      toursOutsidePeriod += 1
      continue
    }
    const minutes = patrolMinutes(shift, end)
    patrol += minutes
    unused += Math.max(0, minutes - spentMinutes(shift, windowsOf.get(shift.id) ?? [], plan))
  }
  return { patrolMinutesUsed: patrol === 0 ? null : 1 - unused / patrol, toursOutsidePeriod }
}

/** Minutes of a tour, inside the plan, that a crew may use for patrol. */
function patrolMinutes(shift: ReadShift, end: number): number {
  const from = shift.start + shift.briefingMinutes
  const to = Math.min(shift.end - shift.bookOffMinutes, end)
  const rest = Math.max(shift.breakFrom ?? shift.start, from) < to ? shift.breakMinutes : 0
  return Math.max(0, to - from - rest)
}

/** Minutes of a tour's stays and journeys, each journey in whole minutes. */
function spentMinutes(shift: ReadShift, windows: readonly ReadWindow[], { hotspots, travel }: ReadPlan): number {
  let spent = 0
  let at = basePlace(shift)
  const go = (to: typeof at): void => {
    spent += Math.ceil(travelMinutes(at, to, travel) - 1e-9)
    at = to
  }
  for (const { hotspotId, start, end } of windows.toSorted((a, b) => a.start - b.start)) {
    go(hotspots.get(hotspotId)!)
    spent += end - start
  }
  if (windows.length > 0) go(basePlace(shift))
  return spent
}
