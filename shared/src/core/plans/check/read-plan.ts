import { DomainError } from '../../errors.ts'
import type { LatLng } from '../../geo.ts'
import { createZone, parseDay, type Zone } from '../../time.ts'
import type { Crossover } from '../designs/crossover.ts'
import { BINS_PER_DAY, type TravelModel } from '../plan.ts'
import { toTravelMatrix, type TravelMatrix } from '../travel-matrix.ts'
import type { Findings } from './check-report.ts'
import { readDesign } from './read-design.ts'
import { readRules, type ReadRules } from './read-rules.ts'
import { createValueReader, own, type JsonObject, type ValueReader } from './read-value.ts'

/** A plan file as the checker reads it: only what it judges. Times are `utcMin`, with fractions where the file has seconds. */
export interface ReadPlan {
  zone: Zone
  timezone: string
  startDay: number
  days: number
  draw: number
  windows: ReadWindow[]
  hotspots: Map<string, ReadHotspot>
  shifts: Map<string, ReadShift>
  travel: TravelModel
  rules: ReadRules
  /** absent: an ordinary plan */
  design: Crossover | undefined
  propensities: Map<string, readonly unknown[]>
  inputsHash: string
  keyHash: string
}

export interface ReadWindow {
  id: string
  hotspotId: string
  teamId: string
  shiftId: string
  start: number
  end: number
  probability: number
  activity: string
}

export interface ReadHotspot extends LatLng {
  id: string
  bcu: string
  tier: string
  dosePerDay: number
  capDay: number
  capWeek: number
  /** what coverage is measured with, where the file has it: expected incidents, and 168 relative risks */
  expected?: number
  profile?: readonly number[]
}

export interface ReadShift {
  id: string
  teamId: string
  bcu: string
  start: number
  end: number
  base: LatLng
  breakMinutes: number
  break: { start: number; end: number } | null
  breakFrom: number | null
  breakTo: number | null
  briefingMinutes: number
  bookOffMinutes: number
  maxVisits: number | null
}

/** Nobody is on duty longer. */
const LONGEST_SHIFT_MIN = 24 * 60
/** Longest plan that is read: beyond it a number of days is a mistake, and the tables would not fit into memory. */
const MOST_DAYS = 3660

/**
 * Reads a plan file of unknown make. What cannot be read is a `structure` violation and left out; the rest is still judged.
 *
 * @returns undefined when there is not enough of a plan to judge
 */
export function readPlan(file: unknown, findings: Findings): ReadPlan | undefined {
  const read = createValueReader(findings)
  const plan = read.object(file, 'plan')
  const meta = plan && read.object(own(plan, 'meta'), 'meta')
  if (plan === undefined || meta === undefined) return undefined
  const days = read.whole(meta, 'days', 'meta', { low: 1, high: MOST_DAYS })
  const start = read.text(meta, 'start', 'meta')
  const timezone = read.text(meta, 'timezone', 'meta')
  const draw = read.whole(meta, 'draw', 'meta', { low: 0 })
  read.text(meta, 'plannerVersion', 'meta')
  const startDay = start === undefined ? undefined : parseDay(start)
  if (start !== undefined && startDay === undefined)
    findings.add('structure', `meta.start is "${start}"; write YYYY-MM-DD`)
  const zone = timezone === undefined ? undefined : findZone(timezone, findings)
  const model = readTravel(plan, read)
  const inputsHash = readHash(plan, 'inputsHash', read, findings)
  const keyHash = readHash(plan, 'keyHash', read, findings)
  if (zone === undefined || timezone === undefined || startDay === undefined || days === undefined) return undefined
  if (model === undefined) return undefined
  const windows = readAll(plan, 'windows', read, (item, path) => readWindow(item, path, read, zone))
  const hotspots = readAll(plan, 'hotspots', read, (item, path) => readHotspot(item, path, read))
  const shifts = readAll(plan, 'shifts', read, (item, path) => readShift(item, path, read, zone))
  const matrix = readMatrix(plan, hotspots, shifts, findings)
  for (const name of ['unplaced', 'unused', 'rosterBreaches']) read.list(own(plan, name), name)
  read.object(own(plan, 'measures'), 'measures')
  read.object(own(plan, 'bases'), 'bases')
  return {
    zone,
    timezone,
    startDay,
    days,
    draw: draw ?? 0,
    windows,
    hotspots: byId(hotspots, 'hotspot', findings),
    shifts: byId(shifts, 'shift', findings),
    travel: { ...model, ...(matrix && { matrix }) },
    rules: readRules(plan, read, zone, findings),
    design: readDesign(plan, { startDay, days, draw: draw ?? 0 }, read),
    propensities: readPropensities(plan, days, read, findings),
    inputsHash,
    keyHash,
  }
}

function findZone(timezone: string, findings: Findings): Zone | undefined {
  try {
    return createZone(timezone)
  } catch {
    findings.add('structure', `meta.timezone is "${timezone}"; it must be an IANA name such as Europe/London`)
    return undefined
  }
}

function readAll<T>(
  plan: JsonObject,
  name: string,
  read: ValueReader,
  readOne: (item: JsonObject, path: string) => T | undefined,
): T[] {
  return (read.list(own(plan, name), name) ?? []).flatMap((value, index) => {
    const path = `${name}[${index}]`
    const item = read.object(value, path)
    const result = item && readOne(item, path)
    return result === undefined ? [] : [result]
  })
}

function byId<T extends { id: string }>(items: readonly T[], what: string, findings: Findings): Map<string, T> {
  const map = new Map<string, T>()
  for (const item of items) {
    if (map.has(item.id)) findings.add('duplicate-id', `two ${what}s have the id "${item.id}"`)
    map.set(item.id, item)
  }
  return map
}

function readWindow(item: JsonObject, path: string, read: ValueReader, zone: Zone): ReadWindow | undefined {
  const id = read.text(item, 'id', path)
  const hotspotId = read.text(item, 'hotspotId', path)
  const teamId = read.text(item, 'teamId', path)
  const shiftId = read.text(item, 'shiftId', path)
  const start = read.instant(item, 'start', path, zone)
  const end = read.instant(item, 'end', path, zone)
  const probability = read.number(item, 'probability', path)
  const activity = read.text(item, 'activity', path)
  read.text(item, 'entryPoint', path)
  if (id === undefined || hotspotId === undefined || teamId === undefined || shiftId === undefined) return undefined
  if (start === undefined || end === undefined || probability === undefined || activity === undefined) return undefined
  return { id, hotspotId, teamId, shiftId, start, end, probability, activity }
}

function readHotspot(item: JsonObject, path: string, read: ValueReader): ReadHotspot | undefined {
  const id = read.text(item, 'id', path)
  const bcu = read.text(item, 'bcu', path)
  const tier = read.text(item, 'tier', path)
  const place = read.place(item, path)
  const dosePerDay = read.number(item, 'dosePerDay', path, { low: 0 })
  const capDay = read.number(item, 'capDay', path, { low: 0 })
  const capWeek = read.number(item, 'capWeek', path, { low: 0 })
  if (id === undefined || bcu === undefined || tier === undefined || place === undefined) return undefined
  if (dosePerDay === undefined || capDay === undefined || capWeek === undefined) return undefined
  return { id, bcu, tier, ...place, dosePerDay, capDay, capWeek, ...readRisk(item) }
}

/** Only describes, so whatever is not as it should be is as if it were not there. */
function readRisk(item: JsonObject): Pick<ReadHotspot, 'expected' | 'profile'> {
  const expected = own(item, 'expected')
  const profile = own(item, 'profile')
  const isRisk = (value: unknown): value is number => typeof value === 'number' && value >= 0
  return {
    ...(isRisk(expected) ? { expected } : {}),
    ...(Array.isArray(profile) && profile.length === 168 && profile.every(isRisk) ? { profile } : {}),
  }
}

function readShift(item: JsonObject, path: string, read: ValueReader, zone: Zone): ReadShift | undefined {
  const id = read.text(item, 'id', path)
  const teamId = read.text(item, 'teamId', path)
  const bcu = read.text(item, 'bcu', path)
  const start = read.instant(item, 'start', path, zone)
  const end = read.instant(item, 'end', path, zone)
  const base = read.place(own(item, 'base'), `${path}.base`)
  const breakMinutes = read.whole(item, 'breakMinutes', path, { low: 0 })
  if (id === undefined || teamId === undefined || bcu === undefined || start === undefined) return undefined
  if (end === undefined || base === undefined || breakMinutes === undefined) return undefined
  if (end <= start || end - start > LONGEST_SHIFT_MIN) {
    read.refuse(`${path}.end`, own(item, 'end'), 'after its start, and within 24 hours of it')
    return undefined
  }
  const given = (name: string): boolean => own(item, name) !== undefined && own(item, name) !== null
  const time = (name: string): number | null => (given(name) ? (read.instant(item, name, path, zone) ?? null) : null)
  const minutes = (name: string): number | null =>
    given(name) ? (read.whole(item, name, path, { low: 0 }) ?? null) : null
  const rest = given('break') ? read.object(own(item, 'break'), `${path}.break`) : undefined
  const restStart = rest && read.instant(rest, 'start', `${path}.break`, zone)
  const restEnd = rest && read.instant(rest, 'end', `${path}.break`, zone)
  return {
    id,
    teamId,
    bcu,
    start,
    end,
    base,
    breakMinutes,
    break: restStart === undefined || restEnd === undefined ? null : { start: restStart, end: restEnd },
    breakFrom: time('breakFrom'),
    breakTo: time('breakTo'),
    briefingMinutes: minutes('briefingMinutes') ?? 0,
    bookOffMinutes: minutes('bookOffMinutes') ?? 0,
    maxVisits: minutes('maxVisits'),
  }
}

function readTravel(plan: JsonObject, read: ValueReader): TravelModel | undefined {
  const travel = read.object(own(plan, 'travel'), 'travel')
  if (travel === undefined) return undefined
  const above0 = { low: Number.MIN_VALUE }
  const footKmh = read.number(travel, 'footKmh', 'travel', above0)
  const vehKmh = read.number(travel, 'vehKmh', 'travel', above0)
  const vehOverheadMin = read.number(travel, 'vehOverheadMin', 'travel', { low: 0 })
  const detour = read.number(travel, 'detour', 'travel', above0)
  if (footKmh === undefined || vehKmh === undefined || vehOverheadMin === undefined) return undefined
  return detour === undefined ? undefined : { footKmh, vehKmh, vehOverheadMin, detour }
}

/** Reads `travel.matrix`, which a plan that travels by the model alone does not have. */
function readMatrix(
  plan: JsonObject,
  hotspots: readonly ReadHotspot[],
  shifts: readonly ReadShift[],
  findings: Findings,
): TravelMatrix | undefined {
  const given = own(own(plan, 'travel') as JsonObject, 'matrix')
  if (given === undefined) return undefined
  try {
    return toTravelMatrix(given, { hotspots, shifts }, 'travel.matrix')
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    findings.add('structure', error.message)
    return undefined
  }
}

function readHash(plan: JsonObject, name: string, read: ValueReader, findings: Findings): string {
  const hash = read.text(plan, name, 'plan')
  if (hash !== undefined && !/^[0-9a-f]{64}$/.test(hash))
    findings.add('structure', `plan.${name} is "${hash.slice(0, 70)}"; it must be 64 hexadecimal digits`)
  return hash ?? ''
}

function readPropensities(
  plan: JsonObject,
  days: number,
  read: ValueReader,
  findings: Findings,
): Map<string, readonly unknown[]> {
  const result = new Map<string, readonly unknown[]>()
  const propensities = read.object(own(plan, 'propensities'), 'propensities')
  if (propensities === undefined) return result
  if (own(propensities, 'binMinutes') !== 30) findings.add('propensities-shape', 'propensities.binMinutes must be 30')
  const p = read.object(own(propensities, 'p'), 'propensities.p')
  for (const [id, values] of Object.entries(p ?? {})) {
    const list = read.list(values, `propensities.p.${id}`)
    if (list === undefined) continue
    result.set(id, list)
    if (list.length !== days * BINS_PER_DAY)
      findings.add('propensities-shape', `${id} has ${list.length} bins; ${days} days have ${days * BINS_PER_DAY}`)
    const wrong = list.findIndex((value) => typeof value !== 'number' || !(value >= 0 && value <= 1))
    if (wrong >= 0)
      findings.add('propensities-range', `${id} bin ${wrong} is ${JSON.stringify(list[wrong])}; it must be 0 to 1`)
  }
  return result
}
