import { UNKNOWN_PLACE_TYPE, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { INCIDENT_FLAGS, PLACE_TYPES, type IncidentFlag } from '../../incidents/incident.ts'
import { HOURS_PER_WEEK } from '../../time.ts'
import type { KnownHours } from '../hours/known-hours.ts'
import type { Theme, ThemeNote } from './theme.ts'

/** Why a row does not belong to a theme: the first of these conditions that it does not fulfil. */
export const THEME_MISSES = ['otherFlag', 'otherPlaceType', 'otherHour', 'unknownHour'] as const
export type ThemeMiss = (typeof THEME_MISSES)[number]

const codeOf = (miss: ThemeMiss): number => 1 + THEME_MISSES.indexOf(miss)
const OTHER_FLAG = codeOf('otherFlag')
const OTHER_PLACE_TYPE = codeOf('otherPlaceType')
const OTHER_HOUR = codeOf('otherHour')
const UNKNOWN_HOUR = codeOf('unknownHour')

/** Which conditions of a theme the data can carry. */
export interface ThemeMeans {
  flags: boolean
  placeTypes: boolean
  /** undefined: none, or not asked for */
  hours: KnownHours | undefined
}

/** A theme as it can be applied to the data that is loaded. */
export interface ThemeConditions {
  note: ThemeNote
  /** 1 and the index into THEME_MISSES of the first condition that row i does not fulfil; 0 when it belongs to the theme */
  missOf(i: number): number
}

/** An incident belongs to the hours that at least so much of its time lies in. */
const LEAST_SHARE_INSIDE = 0.5

/** As in "flagged as ..." */
const FLAG_WORDS: Readonly<Record<IncidentFlag, string>> = {
  knife: 'knife crime',
  firearm: 'firearm crime',
  vawg: 'violence against women and girls',
  youth: 'youth violence',
  hate: 'hate crime',
  'night-time-economy': 'night-time economy',
  business: 'against a business',
  personal: 'against a person',
}

/** Bits of `IncidentColumns.flags`, any of which a theme asks for; 0: it asks for none. */
const flagMask = ({ flags }: Theme): number =>
  flags.reduce((mask, flag) => mask | (1 << INCIDENT_FLAGS.indexOf(flag)), 0)

export const asksHours = ({ hours }: Theme): boolean => hours.length > 0 && new Set(hours).size < HOURS_PER_WEEK

/**
 * A theme as far as the data can carry it. A condition that no candidate row could fulfil for want of the column is dropped, and said:
 * an empty ranking would look as if nothing had happened.
 */
export function themeConditions(theme: Theme, incidents: IncidentColumns, means: ThemeMeans): ThemeConditions {
  const missing: string[] = []
  const mask = means.flags ? flagMask(theme) : 0
  if (theme.flags.length > 0 && !means.flags)
    missing.push(
      `No incident that was loaded is flagged as ${orList(theme.flags.map((flag) => FLAG_WORDS[flag]))}: incidents count with and without that flag.`,
    )
  if (theme.placeTypes.length > 0 && !means.placeTypes)
    missing.push(
      'No incident that was loaded says in what kind of place it was: incidents in every kind of place count.',
    )
  if (asksHours(theme) && means.hours === undefined)
    missing.push('No incident that was loaded has a time of day: incidents at every hour count.')

  const isPlace = new Uint8Array(UNKNOWN_PLACE_TYPE + 1)
  for (const type of theme.placeTypes) isPlace[PLACE_TYPES.indexOf(type)] = 1
  return {
    note: { id: theme.id, name: theme.name, isProxy: missing.length > 0, missing },
    missOf: createMissOf(incidents, mask, means.placeTypes ? isPlace : undefined, means.hours, theme.hours),
  }
}

function createMissOf(
  { flags, placeType }: IncidentColumns,
  mask: number,
  isPlace: Uint8Array | undefined,
  known: KnownHours | undefined,
  hours: readonly number[],
): ThemeConditions['missOf'] {
  const isHour = Uint8Array.from({ length: HOURS_PER_WEEK }, (_, hour) => Number(hours.includes(hour)))
  let inside = 0
  const visit = (hour: number, weight: number): void => {
    if (isHour[hour] === 1) inside += weight
  }
  return (i) => {
    if (mask !== 0 && (flags[i]! & mask) === 0) return OTHER_FLAG
    if (isPlace !== undefined && isPlace[placeType[i]!] === 0) return OTHER_PLACE_TYPE
    if (known === undefined) return 0
    inside = 0
    if (!known.spread(i, visit)) return UNKNOWN_HOUR
    return inside >= LEAST_SHARE_INSIDE ? 0 : OTHER_HOUR
  }
}

const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
