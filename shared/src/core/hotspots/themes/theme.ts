import { DomainError } from '../../errors.ts'
import type { IncidentFlag, Offence, PlaceType } from '../../incidents/incident.ts'
import { HOURS_PER_WEEK } from '../../time.ts'
import { checkOffences } from '../offence-groups.ts'

/**
 * What an operation is about: which incidents count, and how much each class does. All conditions hold at once; an empty list
 * is no condition.
 */
export interface Theme {
  /** kebab-case, at most 60 characters */
  id: string
  name: string
  offences: readonly Offence[]
  /** any one of them on the incident is enough */
  flags: readonly IncidentFlag[]
  placeTypes: readonly PlaceType[]
  /** hours of the week, 0 (Monday 00:00 local) to 167 */
  hours: readonly number[]
  /** what an incident of a class counts towards the order of places, 0 to 10; absent: 1. Counts that are shown are never weighted. */
  weights: Readonly<Partial<Record<Offence, number>>>
  /** whether incidents known to be domestic belong to it */
  includeDomestic: boolean
}

/** What became of a theme on the data that was loaded. */
export interface ThemeNote {
  id: string
  name: string
  /** a condition had to be dropped, so that the ranking only stands in for what the theme means */
  isProxy: boolean
  /** a plain sentence for each condition that was dropped */
  missing: readonly string[]
}

const GREATEST_WEIGHT = 10
const LONGEST_NAME = 100

/**
 * The theme, if it makes sense.
 *
 * @throws {DomainError} INVALID_INPUT naming the theme, the field, its value and what it may be
 */
export function checkTheme(theme: Theme): Theme {
  const refuse = (problem: string): never => {
    throw new DomainError('INVALID_INPUT', `Theme "${theme.id}": ${problem}`)
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(theme.id) || theme.id.length > 60)
    refuse('its id must be small letters, digits and single hyphens, at most 60 characters, such as robbery-nights.')
  if (theme.name.trim() === '' || theme.name.length > LONGEST_NAME)
    refuse(`its name must have 1 to ${LONGEST_NAME} characters.`)
  try {
    checkOffences(theme.offences)
  } catch (error) {
    if (error instanceof DomainError) refuse(error.message)
    throw error
  }
  const hour = theme.hours.find((value) => !Number.isInteger(value) || value < 0 || value >= HOURS_PER_WEEK)
  if (hour !== undefined) refuse(`hours has ${hour}; an hour of the week is a whole number from 0 to 167.`)
  for (const [offence, weight] of Object.entries(theme.weights)) {
    if (!theme.offences.some((wanted) => wanted === offence))
      refuse(`weights has "${offence}", which is not among its offences.`)
    if (!Number.isFinite(weight) || weight < 0 || weight > GREATEST_WEIGHT)
      refuse(`the weight of ${offence} is ${weight}; it must be a number from 0 to ${GREATEST_WEIGHT}.`)
  }
  if (theme.offences.every((offence) => theme.weights[offence] === 0))
    refuse('every weight is 0, so nothing would count. Give at least one offence a weight above 0.')
  return theme
}
