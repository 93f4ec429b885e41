import type { ActivityList, PlanSettings } from '@planner/shared/schemas'
import { formatDay } from '../format.ts'
import { keyed, readNumber, type Faults } from './draft.ts'

/** What is typed on the screen where a plan is set up. Numbers are text until they are read, so that nothing typed is lost. */
export interface PlanDraft {
  /** null: the newest roster */
  rosterId: string | null
  doses: NonNullable<PlanSettings['doses']>
  design: NonNullable<PlanSettings['design']>
  /** null: the planner's own choice */
  entropyFloor: number | null
  travel: Record<TravelField, string>
  /** ways that are known better than by the model, from a file; its name is for the screen and unknown in a plan's own settings */
  matrix: { name: string; value: TravelMatrix } | null
  guarantees: GuaranteeDraft[]
  /** null: high-visibility patrol alone */
  activities: ActivityDraft[] | null
  blackouts: BlackoutDraft[]
}

export const TRAVEL_FIELDS = ['footKmh', 'vehKmh', 'vehOverheadMin', 'detour'] as const
export type TravelMatrix = NonNullable<NonNullable<PlanSettings['travel']>['matrix']>
type TravelField = (typeof TRAVEL_FIELDS)[number]

export interface GuaranteeDraft {
  /** tells rows apart on the screen; never sent */
  key: string
  area: string
  leastPerDay: string
}

export interface ActivityDraft {
  key: string
  id: string
  from: string
  to: string
  crews: string
  needsSergeant: boolean
  /** separated by commas */
  skills: string
  shares: Record<Tier, string>
}

export interface BlackoutDraft {
  key: string
  /** null: everywhere */
  hotspotId: string | null
  /** local, `YYYY-MM-DDTHH:MM` */
  from: string
  to: string
  reason: string
}

export const TIERS = ['A', 'B', 'C'] as const
export type Tier = (typeof TIERS)[number]

export const emptyDraft = (): PlanDraft => ({
  rosterId: null,
  doses: 'from-capacity',
  design: 'ordinary',
  entropyFloor: null,
  travel: { footKmh: '', vehKmh: '', vehOverheadMin: '', detour: '' },
  matrix: null,
  guarantees: [],
  activities: null,
  blackouts: [],
})

/** An activity as it is edited. */
export const toActivityDraft = (activity: ActivityList[number]): Omit<ActivityDraft, 'key'> => ({
  id: activity.id,
  from: String(activity.minutes[0]),
  to: String(activity.minutes[1]),
  crews: String(activity.crews),
  needsSergeant: activity.needsSergeant ?? false,
  skills: (activity.skills ?? []).join(', '),
  shares: {
    A: String(activity.shares.A),
    B: String(activity.shares.B),
    C: String(activity.shares.C),
  },
})

export const activityDrafts = (list: ActivityList): ActivityDraft[] => keyed(list.map(toActivityDraft))

/** A draft that was kept; undefined for anything that this version of the screen cannot show. */
export function parsePlanDraft(kept: unknown): PlanDraft | undefined {
  const draft = { ...emptyDraft(), ...(kept as Partial<PlanDraft>) }
  const rows = [draft.guarantees, draft.activities ?? [], draft.blackouts]
  const whole =
    rows.every((list) => Array.isArray(list) && list.every((row) => typeof row.key === 'string')) &&
    TRAVEL_FIELDS.every((field) => typeof draft.travel[field] === 'string')
  return whole ? draft : undefined
}

/** The draft from which a plan with these settings would be made again. */
export function draftOfSettings(settings: PlanSettings, rosterId: string | null): PlanDraft {
  const empty = emptyDraft()
  const { travel = {} } = settings
  return {
    rosterId,
    doses: settings.doses ?? empty.doses,
    design: settings.design ?? empty.design,
    entropyFloor: settings.entropyFloor ?? null,
    travel: Object.fromEntries(
      TRAVEL_FIELDS.map((field) => [field, travel[field] === undefined ? '' : String(travel[field])]),
    ) as PlanDraft['travel'],
    matrix: travel.matrix === undefined ? null : { name: 'the plan before', value: travel.matrix },
    guarantees: keyed(
      (settings.guarantees ?? []).map(({ area, leastPerDay }) => ({ area, leastPerDay: String(leastPerDay) })),
    ),
    activities: settings.activities === undefined ? null : activityDrafts(settings.activities),
    blackouts: keyed(
      (settings.blackouts ?? []).map(({ hotspotId, from, to, reason = '' }) => ({
        hotspotId,
        from: from.slice(0, LOCAL_TIME_LENGTH),
        to: to.slice(0, LOCAL_TIME_LENGTH),
        reason,
      })),
    ),
  }
}

export interface ReadDraft {
  /** all of it; only sound where there are no faults */
  settings: PlanSettings
  faults: Faults
  /** without the rows that have faults, for a preview while somebody is still typing */
  sound: PlanSettings
}

const LONGEST_STAY = 240
/** `YYYY-MM-DDTHH:MM` */
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/
const LOCAL_TIME_LENGTH = 16

/** First and last local day of an operation. */
export interface Period {
  firstDay: string
  lastDay: string
}

/**
 * Reads what was typed into settings as the server takes them.
 *
 * @param period blackouts outside it would change nothing
 */
export function readDraft(draft: PlanDraft, period: Period): ReadDraft {
  const faults: Record<string, string> = {}
  const travel = {
    ...readTravel(draft.travel, faults),
    ...(draft.matrix !== null && { matrix: draft.matrix.value }),
  }
  const guarantees = draft.guarantees.map((row, index) => readGuarantee(row, `guarantees/${index}`, faults))
  const activities = draft.activities?.map((row, index) => readActivity(row, `activities/${index}`, faults))
  if (draft.activities !== null && activities !== undefined) judgeMix(draft.activities, activities, faults)
  const blackouts = draft.blackouts.map((row, index) => readBlackout(row, period, `blackouts/${index}`, faults))
  const isSound = (path: string): boolean => !Object.keys(faults).some((at) => at === path || at.startsWith(`${path}/`))
  const base: PlanSettings = {
    doses: draft.doses,
    design: draft.design,
    ...(draft.entropyFloor !== null && { entropyFloor: draft.entropyFloor }),
  }
  const assemble = (keep: (path: string) => boolean): PlanSettings => {
    const kept = <T>(list: readonly T[], name: string): T[] => list.filter((_, index) => keep(`${name}/${index}`))
    const promised = kept(guarantees, 'guarantees')
    const closed = kept(blackouts, 'blackouts')
    return {
      ...base,
      ...(Object.keys(travel).length > 0 && { travel }),
      ...(promised.length > 0 && { guarantees: promised }),
      // A mix is one thing: without one of its rows it would be another mix.
      ...(activities !== undefined && keep('activities') && { activities }),
      ...(closed.length > 0 && { blackouts: closed }),
    }
  }
  return { settings: assemble(() => true), faults, sound: assemble(isSound) }
}

function readTravel(typed: PlanDraft['travel'], faults: Record<string, string>): NonNullable<PlanSettings['travel']> {
  const limits = { footKmh: [0.1, 200], vehKmh: [0.1, 200], vehOverheadMin: [0, 120], detour: [1, 10] } as const
  const travel: NonNullable<PlanSettings['travel']> = {}
  for (const field of TRAVEL_FIELDS) {
    if (typed[field].trim() === '') continue
    const [least, most] = limits[field]
    const value = readNumber(typed[field])
    if (value === undefined || value < least || value > most)
      faults[`travel/${field}`] = `Give a number from ${least} to ${most}, or leave it empty`
    else travel[field] = value
  }
  return travel
}

function readGuarantee(
  { area, leastPerDay }: GuaranteeDraft,
  path: string,
  faults: Record<string, string>,
): NonNullable<PlanSettings['guarantees']>[number] {
  const least = readNumber(leastPerDay)
  if (leastPerDay.trim() === '') faults[`${path}/leastPerDay`] = 'Say how many visits a day'
  else if (least === undefined || least < 0 || least > 10_000)
    faults[`${path}/leastPerDay`] = 'Give a number from 0 to 10,000'
  return { area, leastPerDay: least ?? 0 }
}

function readActivity(row: ActivityDraft, path: string, faults: Record<string, string>): ActivityList[number] {
  const whole = (text: string, least: number, most: number): number | undefined => {
    const value = readNumber(text)
    return value !== undefined && Number.isInteger(value) && value >= least && value <= most ? value : undefined
  }
  const from = whole(row.from, 1, LONGEST_STAY)
  const to = whole(row.to, 1, LONGEST_STAY)
  const crews = whole(row.crews, 1, 4)
  if (row.id === '') faults[`${path}/id`] = 'Give it a name'
  if (from === undefined || to === undefined) faults[`${path}/minutes`] = `Give whole minutes from 1 to ${LONGEST_STAY}`
  else if (to < from) faults[`${path}/minutes`] = 'The longest stay must not be shorter than the shortest'
  if (crews === undefined) faults[`${path}/crews`] = 'From 1 to 4 crews'
  const shares = { A: 0, B: 0, C: 0 }
  for (const tier of TIERS) {
    const share = row.shares[tier].trim() === '' ? 0 : readNumber(row.shares[tier])
    if (share === undefined || share < 0) faults[`${path}/shares/${tier}`] = 'Give a number from 0'
    else shares[tier] = share
  }
  const skills = row.skills
    .split(',')
    .map((skill) => skill.trim())
    .filter((skill) => skill !== '')
  return {
    id: row.id,
    minutes: [from ?? 1, to ?? 1],
    crews: crews ?? 1,
    ...(row.needsSergeant && { needsSergeant: true }),
    ...(skills.length > 0 && { skills }),
    shares,
  }
}

/** What only shows when the whole mix is seen. */
function judgeMix(
  rows: readonly ActivityDraft[],
  activities: readonly ActivityList[number][],
  faults: Record<string, string>,
): void {
  if (activities.length === 0) faults['activities'] = 'The mix is empty. Add an activity, or plan patrols alone'
  for (const [index, { id }] of rows.entries())
    if (id !== '' && rows.findIndex((other) => other.id === id) < index)
      faults[`activities/${index}/id`] = 'Another activity has this name'
  if (Object.keys(faults).some((path) => path.startsWith('activities'))) return
  // Else its visits would give away who is on tour.
  const open = activities.filter(({ needsSergeant, skills, crews }) => !needsSergeant && !skills?.length && crews === 1)
  const lacking = TIERS.filter((tier) => !open.some(({ shares }) => shares[tier] > 0))
  if (lacking.length > 0)
    faults['activities'] =
      `Tier ${lacking.join(' and ')} needs an activity that any single crew can do: one crew, no sergeant, no skills`
}

function readBlackout(
  { hotspotId, from, to, reason }: BlackoutDraft,
  { firstDay, lastDay }: Period,
  path: string,
  faults: Record<string, string>,
): NonNullable<PlanSettings['blackouts']>[number] {
  if (!LOCAL_TIME.test(from)) faults[`${path}/from`] = 'Say when it begins'
  else if (from.slice(0, 10) > lastDay) faults[`${path}/from`] = `The operation ends on ${formatDay(lastDay)}`
  if (!LOCAL_TIME.test(to)) faults[`${path}/to`] = 'Say when it ends'
  else if (LOCAL_TIME.test(from) && to <= from) faults[`${path}/to`] = 'It must end after it begins'
  else if (to <= `${firstDay}T00:00`) faults[`${path}/to`] = `The operation begins on ${formatDay(firstDay)}`
  const said = reason.trim()
  return { hotspotId, from, to, ...(said !== '' && { reason: said.slice(0, 200) }) }
}

/**
 * Minutes between places from a JSON file: `{ places, minutes }`, or a travel file that has it under `matrix`.
 *
 * @returns undefined for anything else; whether the places are known is for the server to say
 */
export function readMatrix(text: string): TravelMatrix | undefined {
  try {
    const file = JSON.parse(text) as { matrix?: unknown }
    const { places, minutes } = (file.matrix ?? file) as Partial<TravelMatrix>
    if (!Array.isArray(places) || !Array.isArray(minutes) || minutes.length !== places.length) return undefined
    return { places, minutes }
  } catch {
    return undefined
  }
}
