import { checkActivities, type Activity } from '../activities.ts'
import { DomainError } from '../../errors.ts'
import type { Zone } from '../../time.ts'
import { MOST_REASON_CHARACTERS, type Blackout, type Guarantee, type PlanInput } from '../plan.ts'
import type { Findings } from './check-report.ts'
import { own, type JsonObject, type ValueReader } from './read-value.ts'

/** What an operation added to the defaults: activities, blackouts, treated days. */
export type ReadRules = Pick<
  PlanInput,
  'activities' | 'blackouts' | 'doses' | 'entropyFloor' | 'guarantees' | 'treatment'
>

/** Reads `rules`, which a plan made with the defaults does not have. */
export function readRules(plan: JsonObject, read: ValueReader, zone: Zone, findings: Findings): ReadRules {
  if (own(plan, 'rules') === undefined) return {}
  const rules = read.object(own(plan, 'rules'), 'rules')
  if (rules === undefined) return {}
  const activities = readEach(rules, 'activities', read, (item, path) => readActivity(item, path, read))
  const blackouts = readEach(rules, 'blackouts', read, (item, path) => readBlackout(item, path, read, zone))
  if (activities !== undefined)
    try {
      checkActivities(activities)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      findings.add('structure', error.message)
      return {}
    }
  const treatment = own(rules, 'treatment') === undefined ? undefined : readTreatment(rules, read)
  const entropyFloor = own(rules, 'entropyFloor') === undefined ? undefined : readFloor(rules, read)
  const guarantees = readEach(rules, 'guarantees', read, (item, path) => readGuarantee(item, path, read))
  return {
    ...(activities && { activities }),
    ...(blackouts && { blackouts }),
    ...(treatment && { treatment }),
    ...(entropyFloor !== undefined && { entropyFloor }),
    ...(guarantees && { guarantees }),
    ...(own(rules, 'doses') !== undefined && readDoses(rules, read)),
  }
}

function readDoses(rules: JsonObject, read: ValueReader): Pick<PlanInput, 'doses'> {
  const doses = own(rules, 'doses')
  if (doses === 'from-capacity') return { doses }
  read.refuse('rules.doses', doses, '"from-capacity" or left out')
  return {}
}

function readFloor(rules: JsonObject, read: ValueReader): number | undefined {
  return read.number(rules, 'entropyFloor', 'rules', { low: 0, high: 1 })
}

function readGuarantee(item: JsonObject, path: string, read: ValueReader): Guarantee | undefined {
  const area = read.text(item, 'area', path)
  const leastPerDay = read.number(item, 'leastPerDay', path, { low: 0 })
  return area === undefined || leastPerDay === undefined ? undefined : { area, leastPerDay }
}

function readEach<T>(
  rules: JsonObject,
  name: string,
  read: ValueReader,
  readOne: (item: JsonObject, path: string) => T | undefined,
): T[] | undefined {
  if (own(rules, name) === undefined) return undefined
  return (read.list(own(rules, name), `rules.${name}`) ?? []).flatMap((value, index) => {
    const path = `rules.${name}[${index}]`
    const item = read.object(value, path)
    const result = item && readOne(item, path)
    return result === undefined ? [] : [result]
  })
}

function readActivity(item: JsonObject, path: string, read: ValueReader): Activity | undefined {
  const id = read.text(item, 'id', path)
  const minutes = read.list(own(item, 'minutes'), `${path}.minutes`)
  const crews = read.whole(item, 'crews', path)
  const skills = read.list(own(item, 'skills') ?? [], `${path}.skills`)
  const given = read.object(own(item, 'shares'), `${path}.shares`)
  if (given === undefined) return undefined
  const shareOf = (tier: string): number => read.number(given, tier, `${path}.shares`, { low: 0 }) ?? 0
  const shares = { A: shareOf('A'), B: shareOf('B'), C: shareOf('C') }
  if (id === undefined || minutes === undefined || crews === undefined || skills === undefined) return undefined
  return {
    id,
    minutes: [Number(minutes[0]), Number(minutes[1])],
    crews,
    needsSergeant: own(item, 'needsSergeant') === true,
    skills: skills.map(String),
    shares,
  }
}

function readBlackout(item: JsonObject, path: string, read: ValueReader, zone: Zone): Blackout | undefined {
  const hotspotId = own(item, 'hotspotId') === null ? null : read.text(item, 'hotspotId', path)
  const from = read.instant(item, 'from', path, zone)
  const to = read.instant(item, 'to', path, zone)
  const reason = own(item, 'reason') === undefined ? undefined : read.text(item, 'reason', path)
  if (reason !== undefined && reason.length > MOST_REASON_CHARACTERS)
    read.refuse(`${path}.reason`, reason, `of at most ${MOST_REASON_CHARACTERS} characters`)
  if (hotspotId === undefined || from === undefined || to === undefined) return undefined
  return { hotspotId, from, to, ...(reason !== undefined && { reason }) }
}

function readTreatment(rules: JsonObject, read: ValueReader): Map<string, Uint8Array> {
  const treatment = new Map<string, Uint8Array>()
  const given = read.object(own(rules, 'treatment'), 'rules.treatment') ?? {}
  for (const [id, days] of Object.entries(given))
    if (typeof days === 'string' && /^[01]*$/.test(days)) treatment.set(id, Uint8Array.from(days, Number))
    else read.refuse(`rules.treatment.${id}`, days, 'a text with 0 or 1 for each day')
  return treatment
}
