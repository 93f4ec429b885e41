import { round6 } from '../canonical-json.ts'
import { toDesignRecord } from './designs/design-record.ts'
import { createZone, formatDay, formatInstant, type Zone } from '../time.ts'
import { BIN_MINUTES, type Plan, type PlanInput } from './plan.ts'
import { toHotspotRecord } from '../hotspots/hotspot-record.ts'
import { toActivityRecord, toBlackoutRecord, toShiftRecord, toTargetRules, toTreatmentRecord } from './plan-records.ts'
import { PLANNER_VERSION } from '../planner-version.ts'

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
      ...(input.design && { design: input.design.name }),
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
    ...toRules(input, zone),
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
    ...(input.design && { design: toDesignRecord(input.design, input.startDay) }),
    inputsHash: plan.inputsHash,
    keyHash: plan.keyHash,
  }
}

/** What an operation added to the defaults, so that the file alone can be judged; nothing where it added nothing. */
function toRules(input: PlanInput, zone: Zone) {
  const { activities, blackouts, treatment } = input
  const targets = toTargetRules(input)
  const isDefault = activities === undefined && blackouts === undefined && treatment === undefined
  if (isDefault && Object.keys(targets).length === 0) return {}
  return {
    rules: {
      ...(activities && { activities: activities.map(toActivityRecord) }),
      ...(blackouts && {
        blackouts: blackouts.map((blackout) => toBlackoutRecord(blackout, zone)),
      }),
      ...(treatment && { treatment: toTreatmentRecord(treatment) }),
      ...targets,
    },
  }
}

/**
 * The bytes of the file, for every platform, in pieces: a plan of 10,000 places has some 100 MB, which nobody needs at once.
 */
export function* formatPlanChunks(plan: Plan): Generator<string> {
  const { propensities, ...head } = toPlanFile({ ...plan, propensities: new Map() })
  const [before, after] = splitAfterKey(head, RULES_KEY in head ? RULES_KEY : TRAVEL_KEY)
  yield `${JSON.stringify(before).slice(0, -1)},"propensities":{"binMinutes":${propensities.binMinutes},"p":{`
  let separator = ''
  for (const [id, p] of plan.propensities) {
    yield `${separator}${JSON.stringify(id)}:${JSON.stringify(Array.from(p, round6))}`
    separator = ','
  }
  yield `}},${JSON.stringify(after).slice(1)}\n`
}

const TRAVEL_KEY = 'travel'
const RULES_KEY = 'rules'

/** An object in two: up to and with a key, and the rest. */
function splitAfterKey(object: object, key: string): [object, object] {
  const entries = Object.entries(object)
  const at = entries.findIndex(([name]) => name === key) + 1
  return [Object.fromEntries(entries.slice(0, at)), Object.fromEntries(entries.slice(at))]
}

/** All of `formatPlanChunks` in one text. */
export function formatPlanFile(plan: Plan): string {
  return [...formatPlanChunks(plan)].join('')
}
