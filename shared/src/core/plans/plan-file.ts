import { round6 } from '../canonical-json.ts'
import { toDesignRecord } from './designs/design-record.ts'
import { inBatches } from '../iterables.ts'
import { createZone, formatDay, formatInstant, type Zone } from '../time.ts'
import { BIN_MINUTES, PROBABILITY_UNIT, type PatrolWindow, type Plan, type PlanInput } from './plan.ts'
import { toHotspotRecord } from '../hotspots/hotspot-record.ts'
import { toActivityRecord, toBlackoutRecord, toShiftRecord, toTargetRules, toTreatmentRecord } from './plan-records.ts'
import { PLANNER_VERSION } from '../planner-version.ts'

/**
 * The plan as the file contract writes it (DESIGN 9): fixed key order, numbers to 6 decimals, times with offset, and
 * nothing that differs between two runs on the same inputs and key. Hotspots come as they were given, all else in a fixed order.
 */
export function toPlanFile(plan: Plan) {
  const { input, draw } = plan
  const zone = createZone(input.timezone)
  const time = createInstantFormat(zone)
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
    windows: plan.windows.map((window) => toWindowRecord(window, time)),
    hotspots: listAsGiven(input).map(toHotspotRecord),
    shifts: plan.tours.map(({ shift, refreshments }) => toShiftRecord(shift, refreshments, zone)),
    bases,
    travel: { ...input.travel },
    ...toRules(input, zone),
    propensities: {
      binMinutes: BIN_MINUTES as 30,
      p: Object.fromEntries(
        [...plan.propensities].map(([id, p]) => [id, Array.from(p, (millionths) => millionths / PROBABILITY_UNIT)]),
      ),
    },
    unplaced: plan.unplaced.map(toUnplacedRecord),
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

/** The hotspots in the order in which they were given; those of which the order says nothing last. */
function listAsGiven({ hotspots, hotspotOrder }: PlanInput): PlanInput['hotspots'] {
  if (hotspotOrder === undefined) return hotspots
  const position = new Map(hotspotOrder.map((id, index) => [id, index]))
  const positionOf = ({ id }: { id: string }): number => position.get(id) ?? hotspotOrder.length
  return [...hotspots].sort((a, b) => positionOf(a) - positionOf(b))
}

function toWindowRecord(window: PatrolWindow, time: (utcMin: number) => string) {
  return {
    id: window.id,
    hotspotId: window.hotspotId,
    teamId: window.teamId,
    shiftId: window.shiftId,
    start: time(window.start),
    end: time(window.end),
    probability: round6(window.probability),
    activity: window.activity,
    entryPoint: window.entryPoint,
  }
}

function toUnplacedRecord({ hotspotId, day, cause }: Plan['unplaced'][number]) {
  return { hotspotId, day: formatDay(day), cause }
}

/** `formatInstant` that remembers: a plan has 1440 minutes a day and many times as many windows. */
function createInstantFormat(zone: Zone): (utcMin: number) => string {
  const known = new Map<number, string>()
  return (utcMin) => {
    let text = known.get(utcMin)
    if (text === undefined) {
      text = formatInstant(utcMin, zone)
      known.set(utcMin, text)
    }
    return text
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

/** Records that are written at a time: pieces of some 50 kB, so that neither they nor the calls cost much. */
const BATCH = 256
/** Places whose probabilities are written at a time: 1,008 numbers each for three weeks. */
const PROPENSITY_BATCH = 8
/** Probabilities below 0.1 are nearly all that there are. */
const USUAL_MILLIONTHS = 100_000

/**
 * The bytes of the file, for every platform, in pieces: a plan of 10,000 places has some 200 MB, which nobody needs at once.
 * Long lists are written a few records at a time, all else as `toPlanFile` has it.
 */
export function* formatPlanChunks(plan: Plan): Generator<string> {
  const zone = createZone(plan.input.timezone)
  const time = createInstantFormat(zone)
  const frame = toPlanFile({ ...plan, ...NO_LISTS, input: { ...plan.input, hotspots: [] } })
  const lists: Partial<Record<string, () => Generator<string>>> = {
    windows: () => formatList(plan.windows, (window) => toWindowRecord(window, time)),
    hotspots: () => formatList(listAsGiven(plan.input), toHotspotRecord),
    shifts: () => formatList(plan.tours, ({ shift, refreshments }) => toShiftRecord(shift, refreshments, zone)),
    propensities: () => formatPropensities(plan.propensities),
    unplaced: () => formatList(plan.unplaced, toUnplacedRecord),
  }
  let before = '{'
  for (const [name, value] of Object.entries(frame)) {
    yield `${before}${JSON.stringify(name)}:`
    before = ','
    const list = lists[name]
    if (list === undefined) yield JSON.stringify(value)
    else yield* list()
  }
  yield '}\n'
}

const NO_LISTS = { windows: [], tours: [], unplaced: [], propensities: new Map<string, Uint32Array>() }

function* formatList<T>(items: readonly T[], toRecord: (item: T) => object): Generator<string> {
  let before = '['
  for (const batch of inBatches(items, BATCH)) {
    yield before + JSON.stringify(batch.map(toRecord)).slice(1, -1)
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

function* formatPropensities(propensities: Plan['propensities']): Generator<string> {
  // A third of the file is these numbers, and few of them differ: each of the usual ones is turned into text once.
  const texts = Array.from({ length: USUAL_MILLIONTHS }, (): string | undefined => undefined)
  const format = (millionths: number): string =>
    millionths < USUAL_MILLIONTHS
      ? (texts[millionths] ??= String(millionths / PROBABILITY_UNIT))
      : String(millionths / PROBABILITY_UNIT)
  const formatRow = (p: Uint32Array): string => {
    let text = ''
    for (let bin = 0; bin < p.length; bin++) text += bin === 0 ? format(p[bin]!) : `,${format(p[bin]!)}`
    return text
  }
  yield `{"binMinutes":${BIN_MINUTES},"p":{`
  let before = ''
  for (const batch of inBatches(propensities, PROPENSITY_BATCH)) {
    yield before + batch.map(([id, p]) => `${JSON.stringify(id)}:[${formatRow(p)}]`).join(',')
    before = ','
  }
  yield '}}'
}

/** All of `formatPlanChunks` in one text. */
export function formatPlanFile(plan: Plan): string {
  return [...formatPlanChunks(plan)].join('')
}
