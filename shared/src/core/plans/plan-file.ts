import { round6 } from '../canonical-json.ts'
import { createZone, formatDay, formatInstant } from '../time.ts'
import { BIN_MINUTES, type Plan } from './plan.ts'
import { toHotspotRecord } from '../hotspots/hotspot-record.ts'
import { toShiftRecord } from './plan-records.ts'
import { PLANNER_VERSION } from './planner-version.ts'

/**
 * The plan as the file contract writes it (DESIGN 9): fixed key order, numbers to 6 decimals, times with offset, and
 * nothing that differs between two runs on the same inputs and key.
 */
export function toPlanFile(plan: Plan) {
  const { input, draw } = plan
  const zone = createZone(input.timezone)
  const bases: Record<string, { lat: number; lng: number }> = {}
  for (const { bcu, base } of [...input.shifts].sort((a, b) => (a.bcu < b.bcu ? -1 : 1)))
    bases[bcu] ??= { lat: round6(base.lat), lng: round6(base.lng) }
  return {
    meta: {
      days: input.days,
      start: formatDay(input.startDay),
      timezone: input.timezone,
      plannerVersion: PLANNER_VERSION,
      draw,
    },
    windows: plan.windows.map((window) => ({
      id: window.id,
      hotspotId: window.hotspotId,
      teamId: window.teamId,
      shiftId: window.shiftId,
      start: formatInstant(window.start, zone),
      end: formatInstant(window.end, zone),
      probability: round6(window.probability),
      activity: window.activity,
      entryPoint: window.entryPoint,
    })),
    hotspots: input.hotspots.map(toHotspotRecord),
    shifts: plan.tours.map(({ shift, refreshments }) => toShiftRecord(shift, refreshments, zone)),
    bases,
    travel: { ...input.travel },
    propensities: {
      binMinutes: BIN_MINUTES as 30,
      p: Object.fromEntries([...plan.propensities].map(([id, p]) => [id, Array.from(p, round6)])),
    },
    unplaced: plan.unplaced.map(({ hotspotId, day, cause }) => ({ hotspotId, day: formatDay(day), cause })),
    unused: plan.unused.map(({ bcu, day, minutes }) => ({ bcu, day: formatDay(day), minutes: round6(minutes) })),
    rosterBreaches: plan.rosterBreaches.map((breach) => ({ ...breach })),
    measures: Object.fromEntries(
      Object.entries(plan.measures).map(([name, value]) => [name, value === null ? null : round6(value)]),
    ),
    inputsHash: plan.inputsHash,
    keyHash: plan.keyHash,
  }
}

/** The bytes of the file, for every platform. */
export function formatPlanFile(plan: Plan): string {
  return `${JSON.stringify(toPlanFile(plan))}\n`
}
