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
  /** of `inScope`: rows that do not say who found them, whether domestic, or in what kind of place */
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
  const missOf = plainConditions(incidents, options)
  const themed = theme === undefined ? undefined : applyTheme(incidents, options, theme, missOf)
  const { length, howFound, domestic } = incidents
  const selected = new Uint8Array(length)
  const tally = new Float64Array(RESULTS.length)
  const unknown = { howFound: 0, domestic: 0 }
  for (let i = 0; i < length; i++) {
    const plain = missOf(i)
    const result = plain === IN_SCOPE && themed !== undefined ? codeOf(themed.missOf(i)) : plain
    tally[result]! += 1
    if (result !== IN_SCOPE) continue
    selected[i] = 1
    if (howFound[i] === UNKNOWN_FOUND) unknown.howFound += 1
    if (domestic[i] === DOMESTIC_CODES.unknown) unknown.domestic += 1
  }
  const counts = Object.fromEntries(RESULTS.map((result, code) => [result, tally[code]!])) as Scope['counts']
  return { selected, counts, unknown, ...(themed === undefined ? {} : { theme: themed.note }) }
}

const codeOf = (miss: ThemeMiss | undefined): number => (miss === undefined ? IN_SCOPE : RESULTS.indexOf(miss))

/** The conditions of every ranking; answers the code of the first that a row fails: one look for each, a million times. */
function plainConditions(
  { howFound, offence, domestic, placeType }: IncidentColumns,
  { offences, includeDomestic, publicPlaceOnly, theme }: ScopeOptions,
): (i: number) => number {
  const codes = <T>(values: readonly T[], isWanted: (value: T) => boolean, result: keyof Scope['counts']): Uint8Array =>
    Uint8Array.from(values, (value) => (isWanted(value) ? IN_SCOPE : RESULTS.indexOf(result)))
  const takesDomestic = theme?.includeDomestic ?? includeDomestic
  const ofFinder = codes(HOW_FOUND, (finder) => finder !== 'police', 'policeFound')
  const ofOffence = codes(OFFENCES, (one) => (theme?.offences ?? offences).includes(one), 'otherOffence')
  const ofDomestic = codes([0, 1, 2], (code) => takesDomestic || code !== DOMESTIC_CODES.yes, 'domestic')
  const ofPlace = new Uint8Array(256).fill(publicPlaceOnly ? RESULTS.indexOf('notPublicPlace') : IN_SCOPE)
  ofPlace.set(codes(PLACE_TYPES, (type) => !publicPlaceOnly || PUBLIC_PLACE_TYPES.includes(type), 'notPublicPlace'))
  return (i) =>
    ofFinder[howFound[i]!]! || ofOffence[offence[i]!]! || ofDomestic[domestic[i]!]! || ofPlace[placeType[i]!]!
}

function applyTheme(
  incidents: IncidentColumns,
  { timezone, asOfDay }: ScopeOptions,
  theme: NonNullable<ScopeOptions['theme']>,
  missOf: (i: number) => number,
): ThemeConditions {
  const zone = createZone(timezone)
  const until = asOfDay === undefined ? Infinity : zone.toUtcMin(asOfDay * MINUTES_PER_DAY).utcMin
  return themeConditions(theme, incidents, createKnownHours(incidents, zone, asOfDay), (test) => {
    for (let i = 0; i < incidents.length; i++)
      if (incidents.occurredFrom[i]! < until && missOf(i) === IN_SCOPE && test(i)) return true
    return false
  })
}
