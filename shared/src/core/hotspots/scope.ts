import { DomainError } from '../errors.ts'
import { DOMESTIC_CODES, UNKNOWN_PLACE_TYPE, type IncidentColumns } from '../incidents/incident-columns.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES } from '../incidents/incident.ts'
import { createZone, MINUTES_PER_DAY } from '../time.ts'
import { createKnownHours, type KnownHours } from './hours/known-hours.ts'
import type { RankOptions } from './rank-options.ts'
import { firstTimes, KINDS, partsOfKind, PLACE_TYPE_VALUES, rowKinds } from './row-kinds.ts'
import { PUBLIC_PLACE_TYPES } from './themes/shipped-themes.ts'
import { asksHours, THEME_MISSES, themeConditions, type ThemeMeans, type ThemeMiss } from './themes/theme-conditions.ts'
import type { Theme, ThemeNote } from './themes/theme.ts'

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
  ...THEME_MISSES,
] as const satisfies readonly (keyof Scope['counts'])[]
const IN_SCOPE = 0
/** The code of the first of THEME_MISSES, less the 1 that a theme says of it. */
const BEFORE_MISSES = RESULTS.length - THEME_MISSES.length - 1
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
  const themed = theme && themeConditions(theme, incidents, themeMeans(incidents, options, theme, resultOf))
  // Rows are of few kinds, so each row's is looked up, and nothing is asked of a row: a million answers are hard to guess.
  const isIn = new Uint8Array(KINDS)
  const tally = new Float64Array(RESULTS.length)
  for (let kind = 0; kind < KINDS; kind++) {
    isIn[kind] = Number(resultOf[kind] === IN_SCOPE)
    tally[resultOf[kind]!]! += kinds.rows[kind]!
  }
  const { length } = incidents
  const selected = new Uint8Array(length)
  for (let i = 0; i < length; i++) selected[i] = isIn[kinds.of[i]!]!
  const rowsOf = kinds.rows.slice()
  if (themed !== undefined)
    for (let i = 0; i < length; i++) {
      if (selected[i] === 0) continue
      const miss = themed.missOf(i)
      if (miss === 0) continue
      selected[i] = 0
      rowsOf[kinds.of[i]!]! -= 1
      tally[IN_SCOPE]! -= 1
      tally[BEFORE_MISSES + miss]! += 1
    }
  const unknown = { howFound: 0, domestic: 0 }
  for (let kind = 0; kind < KINDS; kind++) {
    if (resultOf[kind] !== IN_SCOPE || rowsOf[kind] === 0) continue
    const { finder, domestic } = partsOfKind(kind)
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

/** The conditions of every ranking: for each combination the code of the first that it fails. */
function plainResults({ offences, includeDomestic, publicPlaceOnly, theme }: ScopeOptions): Uint8Array {
  const takesDomestic = theme?.includeDomestic ?? includeDomestic
  const results = new Uint8Array(KINDS)
  for (let kind = 0; kind < KINDS; kind += PLACE_TYPE_VALUES) {
    const { finder, offence, domestic } = partsOfKind(kind)
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

/**
 * All that a scope hangs on beside the options, in a word: what of a theme the data can carry as of a day. Most days are alike in
 * it, and then their scopes are the same.
 */
export function scopeKey(incidents: IncidentColumns, options: ScopeOptions): string {
  const { offences, includeDomestic, publicPlaceOnly, theme, timezone } = options
  if (theme === undefined) return JSON.stringify([offences, includeDomestic, publicPlaceOnly])
  const { flags, placeTypes, hours } = themeMeans(incidents, options, theme, plainResults(options))
  const means = [flags, placeTypes, hours !== undefined, hours?.defaults]
  return JSON.stringify([publicPlaceOnly, theme, timezone, means])
}

/** What of a theme the data can carry: judged by the rows before as-of that the conditions of every ranking let in. */
function themeMeans(
  incidents: IncidentColumns,
  { timezone, asOfDay }: ScopeOptions,
  theme: Theme,
  resultOf: Uint8Array,
): ThemeMeans {
  const zone = createZone(timezone)
  const until = asOfDay === undefined ? Infinity : zone.toUtcMin(asOfDay * MINUTES_PER_DAY).utcMin
  const first = firstTimes(incidents)
  const anyKind = (fulfils: (kind: number) => boolean): boolean => {
    for (let kind = 0; kind < KINDS; kind++) if (resultOf[kind] === IN_SCOPE && fulfils(kind)) return true
    return false
  }
  const flags = theme.flags.map((flag) => INCIDENT_FLAGS.indexOf(flag))
  const known = asksHours(theme) ? createKnownHours(incidents, zone, asOfDay) : undefined
  return {
    flags: flags.length > 0 && anyKind((kind) => flags.some((flag) => first.isBefore(until, kind, flag))),
    placeTypes:
      theme.placeTypes.length > 0 &&
      anyKind((kind) => kind % PLACE_TYPE_VALUES !== UNKNOWN_PLACE_TYPE && first.isBefore(until, kind)),
    hours: known !== undefined && isAnyKnown(incidents, known, until, resultOf) ? known : undefined,
  }
}

function isAnyKnown(incidents: IncidentColumns, known: KnownHours, until: number, resultOf: Uint8Array): boolean {
  const kinds = rowKinds(incidents).of
  for (let i = 0; i < incidents.length; i++)
    if (incidents.occurredFrom[i]! < until && resultOf[kinds[i]!] === IN_SCOPE && known.kindOf(i) === 'known')
      return true
  return false
}
