import { UNKNOWN_PLACE_TYPE, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { INCIDENT_FLAGS, PLACE_TYPES, type IncidentFlag, type PlaceType } from '../../incidents/incident.ts'
import { HOURS_PER_WEEK } from '../../time.ts'
import type { KnownHours } from '../hours/known-hours.ts'
import type { Theme, ThemeNote } from './theme.ts'

/** Why a row does not belong to a theme. */
export type ThemeMiss = 'otherFlag' | 'otherPlaceType' | 'otherHour' | 'unknownHour'

/** A theme as it can be applied to the data that is loaded. */
export interface ThemeConditions {
  note: ThemeNote
  /** the first condition that row i does not fulfil; undefined when it belongs to the theme */
  missOf(i: number): ThemeMiss | undefined
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

/**
 * Which conditions of a theme the data can carry. One that no candidate row could fulfil for want of the column is dropped, and said:
 * an empty ranking would look as if nothing had happened.
 *
 * @param anyCandidate whether any row that the theme may count by offence, finder and the rest fulfils a test
 */
export function themeConditions(
  theme: Theme,
  incidents: IncidentColumns,
  known: KnownHours,
  anyCandidate: (test: (i: number) => boolean) => boolean,
): ThemeConditions {
  const missing: string[] = []
  const flagMask = theme.flags.reduce((mask, flag) => mask | (1 << INCIDENT_FLAGS.indexOf(flag)), 0)
  const asksFlags = flagMask !== 0
  const hasFlags = asksFlags && anyCandidate((i) => (incidents.flags[i]! & flagMask) !== 0)
  if (asksFlags && !hasFlags)
    missing.push(
      `No incident that was loaded is flagged as ${orList(theme.flags.map((flag) => FLAG_WORDS[flag]))}: incidents count with and without that flag.`,
    )

  const asksPlaces = theme.placeTypes.length > 0
  const hasPlaces = asksPlaces && anyCandidate((i) => incidents.placeType[i] !== UNKNOWN_PLACE_TYPE)
  if (asksPlaces && !hasPlaces)
    missing.push(
      'No incident that was loaded says in what kind of place it was: incidents in every kind of place count.',
    )

  const asksHours = theme.hours.length > 0 && new Set(theme.hours).size < HOURS_PER_WEEK
  const hasHours = asksHours && anyCandidate((i) => known.kindOf(i) === 'known')
  if (asksHours && !hasHours)
    missing.push('No incident that was loaded has a time of day: incidents at every hour count.')

  const isPlace = PLACE_TYPES.map((type: PlaceType) => theme.placeTypes.includes(type))
  const isHour = Array.from({ length: HOURS_PER_WEEK }, (_, hour) => theme.hours.includes(hour))
  const hourMiss = (i: number): ThemeMiss | undefined => {
    let inside = 0
    const isKnown = known.spread(i, (hour, weight) => {
      if (isHour[hour] === true) inside += weight
    })
    if (!isKnown) return 'unknownHour'
    return inside >= LEAST_SHARE_INSIDE ? undefined : 'otherHour'
  }
  return {
    note: { id: theme.id, name: theme.name, isProxy: missing.length > 0, missing },
    missOf(i) {
      if (hasFlags && (incidents.flags[i]! & flagMask) === 0) return 'otherFlag'
      if (hasPlaces && isPlace[incidents.placeType[i]!] !== true) return 'otherPlaceType'
      return hasHours ? hourMiss(i) : undefined
    },
  }
}

const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
