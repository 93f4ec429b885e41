import { DomainError } from '../errors.ts'
import { DOMESTIC_CODES, UNKNOWN_PLACE_TYPE, type IncidentColumns } from '../incidents/incident-columns.ts'
import { HOW_FOUND, OFFENCES, PLACE_TYPES } from '../incidents/incident.ts'
import { createZone, MINUTES_PER_DAY } from '../time.ts'
import { createKnownHours } from './hours/known-hours.ts'
import type { RankOptions } from './rank-options.ts'
import { PUBLIC_PLACE_TYPES } from './themes/shipped-themes.ts'
import { themeConditions, type ThemeConditions, type ThemeMiss } from './themes/theme-conditions.ts'
import type { ThemeNote } from './themes/theme.ts'

/** Which incidents a ranking may count, and why the others are not. Every row is in exactly one count. */
export interface Scope {
  /** 1 where row i may be counted */
  selected: Uint8Array
  /** a row is counted at the first condition that it fails, in this order */
  counts: {
    inScope: number
    /** found by police themselves: never an input, whatever is asked for */
    policeFound: number
    otherOffence: number
    domestic: number
    notPublicPlace: number
  } & Record<ThemeMiss, number>
  /** of `inScope`: rows that do not say who found them, or whether they were domestic */
  unknown: { howFound: number; domestic: number }
  /** absent without a theme */
  theme?: ThemeNote
}

/** Codes of what becomes of a row; 0 is in scope. */
const RESULTS = [
  'inScope',
  'policeFound',
  'otherOffence',
  'domestic',
  'notPublicPlace',
  'otherFlag',
  'otherPlaceType',
  'otherHour',
  'unknownHour',
] as const satisfies readonly (keyof Scope['counts'])[]
const IN_SCOPE = 0
const POLICE_FOUND = HOW_FOUND.indexOf('police')
const UNKNOWN_FOUND = HOW_FOUND.indexOf('unknown')

/** What decides on the scope; `asOfDay`, where there is one, bounds what a theme's conditions are judged possible by. */
type ScopeOptions = Pick<RankOptions, 'offences' | 'includeDomestic' | 'publicPlaceOnly' | 'theme' | 'timezone'> & {
  asOfDay?: number
}

/**
 * Selects the rows that may be ranked: wanted offence classes, not found by police, not known to be domestic unless
 * asked for, in a public place if asked for, and of the theme if there is one, whose offences and word on domestic incidents
 * take the place of the options'.
 *
 * @throws {DomainError} INVALID_INPUT when public places are asked for and no row has a place type
 */
export function selectScope(incidents: IncidentColumns, options: ScopeOptions): Scope {
  const { publicPlaceOnly, theme } = options
  if (publicPlaceOnly && incidents.placeType.every((code) => code === UNKNOWN_PLACE_TYPE))
    throw new DomainError(
      'INVALID_INPUT',
      'Public places only was asked for, but no incident has a place_type. Add the column, or leave the option out.',
    )
  const kinds = rowKinds(incidents)
  const resultOf = plainResults(options)
  const themed = theme === undefined ? undefined : applyTheme(incidents, options, theme, kinds, resultOf)
  // Rows are of few kinds, so each row's is looked up and counted, and nothing is asked of a row: a million answers are hard to guess.
  const isIn = resultOf.map((result) => Number(result === IN_SCOPE))
  const { length } = incidents
  const selected = new Uint8Array(length)
  const rowsOf = new Uint32Array(KINDS)
  for (let i = 0; i < length; i++) {
    const kind = kinds[i]!
    rowsOf[kind] = rowsOf[kind]! + 1
    selected[i] = isIn[kind]!
  }
  const tally = new Float64Array(RESULTS.length)
  for (let kind = 0; kind < KINDS; kind++) tally[resultOf[kind]!]! += rowsOf[kind]!
  if (themed !== undefined)
    for (let i = 0; i < length; i++) {
      if (selected[i] === 0) continue
      const result = codeOf(themed.missOf(i))
      if (result === IN_SCOPE) continue
      selected[i] = 0
      rowsOf[kinds[i]!]! -= 1
      tally[IN_SCOPE]! -= 1
      tally[result]! += 1
    }
  const unknown = { howFound: 0, domestic: 0 }
  for (let kind = 0; kind < KINDS; kind++) {
    if (resultOf[kind] !== IN_SCOPE || rowsOf[kind] === 0) continue
    const { finder, domestic } = partsOf(kind)
    if (finder === UNKNOWN_FOUND) unknown.howFound += rowsOf[kind]!
    if (domestic === DOMESTIC_CODES.unknown) unknown.domestic += rowsOf[kind]!
  }
  const counts = Object.fromEntries(RESULTS.map((result, code) => [result, tally[code]!])) as Scope['counts']
  return { selected, counts, unknown, ...(themed === undefined ? {} : { theme: themed.note }) }
}

/** utcMin of the first row that may be counted; Infinity when there is none. */
export function firstSelected({ length, occurredFrom }: IncidentColumns, selected: Uint8Array): number {
  let first = Infinity
  for (let i = 0; i < length; i++) if (selected[i] === 1 && occurredFrom[i]! < first) first = occurredFrom[i]!
  return first
}

const codeOf = (miss: ThemeMiss | undefined): number => (miss === undefined ? IN_SCOPE : RESULTS.indexOf(miss))

const DOMESTIC_VALUES = Object.keys(DOMESTIC_CODES).length
/** Codes of place types are bytes. */
const PLACE_TYPE_VALUES = 256
/** Combinations of what the conditions of every ranking look at: fewer than 2^16. */
const KINDS = HOW_FOUND.length * OFFENCES.length * DOMESTIC_VALUES * PLACE_TYPE_VALUES

/** Which combination each row is. */
function rowKinds({ length, howFound, offence, domestic, placeType }: IncidentColumns): Uint16Array {
  const kinds = new Uint16Array(length)
  const offences = OFFENCES.length
  for (let i = 0; i < length; i++)
    kinds[i] =
      ((howFound[i]! * offences + offence[i]!) * DOMESTIC_VALUES + domestic[i]!) * PLACE_TYPE_VALUES + placeType[i]!
  return kinds
}

/** The codes that a combination is made of; the type of place is the rest. */
function partsOf(kind: number): { finder: number; offence: number; domestic: number } {
  const all = Math.floor(kind / PLACE_TYPE_VALUES)
  const both = Math.floor(all / DOMESTIC_VALUES)
  return {
    finder: Math.floor(both / OFFENCES.length),
    offence: both % OFFENCES.length,
    domestic: all % DOMESTIC_VALUES,
  }
}

/** The conditions of every ranking: for each combination the code of the first that it fails. */
function plainResults({ offences, includeDomestic, publicPlaceOnly, theme }: ScopeOptions): Uint8Array {
  const takesDomestic = theme?.includeDomestic ?? includeDomestic
  const results = new Uint8Array(KINDS)
  for (let kind = 0; kind < KINDS; kind += PLACE_TYPE_VALUES) {
    const { finder, offence, domestic } = partsOf(kind)
    let miss: keyof Scope['counts'] = publicPlaceOnly ? 'notPublicPlace' : 'inScope'
    if (finder === POLICE_FOUND) miss = 'policeFound'
    else if (!(theme?.offences ?? offences).includes(OFFENCES[offence]!)) miss = 'otherOffence'
    else if (!takesDomestic && domestic === DOMESTIC_CODES.yes) miss = 'domestic'
    results.fill(RESULTS.indexOf(miss), kind, kind + PLACE_TYPE_VALUES)
    if (miss === 'notPublicPlace')
      for (const type of PUBLIC_PLACE_TYPES) results[kind + PLACE_TYPES.indexOf(type)] = IN_SCOPE
  }
  return results
}

function applyTheme(
  incidents: IncidentColumns,
  { timezone, asOfDay }: ScopeOptions,
  theme: NonNullable<ScopeOptions['theme']>,
  kinds: Uint16Array,
  resultOf: Uint8Array,
): ThemeConditions {
  const zone = createZone(timezone)
  const until = asOfDay === undefined ? Infinity : zone.toUtcMin(asOfDay * MINUTES_PER_DAY).utcMin
  return themeConditions(theme, incidents, createKnownHours(incidents, zone, asOfDay), (test) => {
    for (let i = 0; i < incidents.length; i++)
      if (incidents.occurredFrom[i]! < until && resultOf[kinds[i]!] === IN_SCOPE && test(i)) return true
    return false
  })
}
