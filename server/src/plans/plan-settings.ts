import { createHash } from 'node:crypto'
import {
  canonicalJson,
  checkActivities,
  createZone,
  DEFAULT_TRAVEL,
  DomainError,
  formatDay,
  MINUTES_PER_DAY,
  normaliseInput,
  parseInstant,
  toTravelMatrix,
  type Activity,
  type Blackout,
  type PlanInput,
} from '@planner/shared/core'
import type { PlanSettings } from '@planner/shared/schemas'

/** What a plan is made from before anybody sets anything. */
export type PlanBase = Pick<PlanInput, 'hotspots' | 'shifts' | 'startDay' | 'days' | 'timezone'>

/** Doses of a ranking know nothing of the roster, so a plan sets its own unless it is told not to. */
const DEFAULT_SETTINGS = { design: 'ordinary', doses: 'from-capacity' } as const

export type ResolvedSettings = PlanSettings & Required<Pick<PlanSettings, 'design' | 'doses'>>

/** Settings with the defaults of this release written out, so that a later release draws again what this one drew. */
export function resolveSettings(given: PlanSettings = {}): ResolvedSettings {
  return { ...DEFAULT_SETTINGS, ...given }
}

/** SHA-256 of the settings as RFC 8785 JSON: for the record, which keeps no free text. */
export function hashSettings(settings: PlanSettings): string {
  return createHash('sha256').update(canonicalJson(settings)).digest('hex')
}

/**
 * What the planner needs for these settings, all but what `finishInput` adds in a thread.
 *
 * @throws {DomainError} INVALID_INPUT naming the path in the settings and the value
 */
export function toPlanInput(base: PlanBase, settings: PlanSettings): PlanInput {
  const { activities, blackouts, entropyFloor, guarantees, travel: { matrix, ...model } = {} } = settings
  const input: PlanInput = {
    ...base,
    travel: {
      ...DEFAULT_TRAVEL,
      ...model,
      ...(matrix && { matrix: toTravelMatrix(matrix, base, 'settings.travel.matrix') }),
    },
    ...(activities && { activities: selectActivities(activities) }),
    ...(blackouts && blackouts.length > 0 && { blackouts: readBlackouts(blackouts, base) }),
    ...(entropyFloor !== undefined && { entropyFloor }),
    ...(guarantees && guarantees.length > 0 && { guarantees: checkGuarantees(guarantees, base) }),
  }
  normaliseInput(input)
  return input
}

/** Those that a plan can draw; with a share of 0 in every tier they are planned by hand. */
function selectActivities(given: NonNullable<PlanSettings['activities']>): Activity[] {
  const drawn = given.filter(({ shares }) => shares.A > 0 || shares.B > 0 || shares.C > 0)
  try {
    checkActivities(drawn)
  } catch (error) {
    if (error instanceof DomainError) throw new DomainError(error.code, `settings.activities: ${error.message}`)
    throw error
  }
  return drawn
}

function readBlackouts(
  given: NonNullable<PlanSettings['blackouts']>,
  { hotspots, startDay, days, timezone }: PlanBase,
): Blackout[] {
  const zone = createZone(timezone)
  const known = new Set(hotspots.map(({ id }) => id))
  const midnight = (day: number): number => zone.toUtcMin(day * MINUTES_PER_DAY).utcMin
  const [first, end] = [midnight(startDay), midnight(startDay + days)]
  return given.map(({ hotspotId, from: fromText, to: toText, reason }, index): Blackout => {
    const path = `settings.blackouts[${index}]`
    const time = (name: 'from' | 'to', text: string): number => {
      const utcMin = parseInstant(text, zone)?.utcMin
      if (utcMin === undefined)
        throw refusal(`${path}.${name}`, text, 'write a time such as 2026-01-05T18:00, local, or with an offset')
      return utcMin
    }
    if (hotspotId !== null && !known.has(hotspotId))
      throw refusal(`${path}.hotspotId`, hotspotId, 'there is no such hotspot in this ranking; null is every place')
    const from = time('from', fromText)
    const to = time('to', toText)
    if (to <= from) throw refusal(`${path}.to`, toText, `it must be after from, "${fromText}"`)
    const period = `${formatDay(startDay)} to ${formatDay(startDay + days - 1)}`
    if (to <= first) throw refusal(`${path}.to`, toText, `the plan is of ${period}`)
    if (from >= end) throw refusal(`${path}.from`, fromText, `the plan is of ${period}`)
    return { hotspotId, from, to, ...(reason !== undefined && { reason }) }
  })
}

function checkGuarantees(
  given: NonNullable<PlanSettings['guarantees']>,
  { hotspots }: PlanBase,
): NonNullable<PlanSettings['guarantees']> {
  const known = new Set(hotspots.map(({ area }) => area))
  const seen = new Set<string>()
  for (const [index, { area }] of given.entries()) {
    const path = `settings.guarantees[${index}].area`
    if (!known.has(area)) throw refusal(path, area, 'no hotspot of this ranking lies there')
    if (seen.has(area)) throw refusal(path, area, 'it is guaranteed twice')
    seen.add(area)
  }
  return given
}

function refusal(path: string, value: string, advice: string): DomainError {
  return new DomainError('INVALID_INPUT', `${path} is "${value}": ${advice}.`)
}
