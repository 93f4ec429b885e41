import type { ForceTheme, NewTheme } from '@planner/shared/schemas'
import { readNumber, type Faults } from './draft.ts'

export type Offence = NewTheme['offences'][number]
/** Classes that a theme can have; weapons and other offences are never ranked. */
export const THEME_OFFENCES = [
  'homicide',
  'violence-with-injury',
  'violence-without-injury',
  'sexual-offence',
  'robbery',
] as const satisfies readonly Offence[]

type Rankable = (typeof THEME_OFFENCES)[number]

/** A theme while it is being written. Weights are text until they are read, so that nothing typed is lost. */
export interface ThemeDraft {
  /** which theme at which version is changed; null: a new one */
  saved: { id: string; version: string } | null
  name: string
  offences: readonly Offence[]
  flags: NewTheme['flags']
  placeTypes: NewTheme['placeTypes']
  /** hours of the week, 0 is Monday 00:00 to 01:00; none: all */
  hours: readonly number[]
  weights: Readonly<Record<Rankable, string>>
  includeDomestic: boolean
}

const EQUAL = Object.fromEntries(THEME_OFFENCES.map((offence) => [offence, '1'])) as ThemeDraft['weights']

export const emptyThemeDraft = (): ThemeDraft => ({
  saved: null,
  name: '',
  offences: [...THEME_OFFENCES],
  flags: [],
  placeTypes: [],
  hours: [],
  weights: EQUAL,
  includeDomestic: false,
})

/** The draft from which a theme is changed; of a copy, from which a new one is made: it needs a name of its own. */
export function draftOfTheme(theme: ForceTheme, isCopy: boolean): ThemeDraft {
  const { id, version, name, offences, flags, placeTypes, hours, includeDomestic } = theme
  const weights = { ...EQUAL }
  for (const offence of THEME_OFFENCES) weights[offence] = String(theme.weights[offence] ?? 1)
  return {
    saved: isCopy || version === null ? null : { id, version },
    name: isCopy ? `${name}, ours`.slice(0, LONGEST_NAME) : name,
    offences,
    flags,
    placeTypes,
    hours,
    weights,
    includeDomestic,
  }
}

/** As the server takes it; only fit to be sent where there are no faults. Weights of classes that are left out, and of 1, are not sent. */
export function readThemeDraft(draft: ThemeDraft): { theme: NewTheme; faults: Faults } {
  const faults: Record<string, string> = {}
  const name = draft.name.trim()
  if (name === '') faults['name'] = 'Give the theme a name'
  const offences = THEME_OFFENCES.filter((offence) => draft.offences.includes(offence))
  if (offences.length === 0) faults['offences'] = 'Choose at least one offence'
  const weights: NewTheme['weights'] = {}
  for (const offence of offences) {
    const weight = readNumber(draft.weights[offence])
    if (weight === undefined || weight < 0 || weight > GREATEST_WEIGHT)
      faults[`weights/${offence}`] = `Give a number from 0 to ${GREATEST_WEIGHT}`
    else if (weight !== 1) weights[offence] = weight
  }
  if (offences.length > 0 && offences.every((offence) => weights[offence] === 0))
    faults[`weights/${offences[0]}`] = 'Nothing would count: give at least one offence a weight above 0'
  const { flags, placeTypes, includeDomestic } = draft
  const hours = draft.hours.length === HOURS_PER_WEEK ? [] : draft.hours.toSorted((a, b) => a - b)
  return { theme: { name, offences, flags, placeTypes, hours, weights, includeDomestic }, faults }
}

const GREATEST_WEIGHT = 10
const LONGEST_NAME = 100
const HOURS_PER_WEEK = 168

/** The list without the item where it has it, else with it. */
export const toggled = <T>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item]
