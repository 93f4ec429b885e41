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

const POLICE_FOUND = HOW_FOUND.indexOf('police')
const UNKNOWN_FOUND = HOW_FOUND.indexOf('unknown')

type Miss = Exclude<keyof Scope['counts'], 'inScope'>

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
  const selected = new Uint8Array(incidents.length)
  const counts: Scope['counts'] = {
    inScope: 0,
    policeFound: 0,
    otherOffence: 0,
    domestic: 0,
    notPublicPlace: 0,
    otherFlag: 0,
    otherPlaceType: 0,
    otherHour: 0,
    unknownHour: 0,
  }
  const unknown = { howFound: 0, domestic: 0 }
  for (let i = 0; i < incidents.length; i++) {
    const miss = missOf(i) ?? themed?.missOf(i)
    counts[miss ?? 'inScope'] += 1
    if (miss !== undefined) continue
    selected[i] = 1
    if (incidents.howFound[i] === UNKNOWN_FOUND) unknown.howFound += 1
    if (incidents.domestic[i] === DOMESTIC_CODES.unknown) unknown.domestic += 1
  }
  return { selected, counts, unknown, ...(themed === undefined ? {} : { theme: themed.note }) }
}

/** The conditions of every ranking; answers the first that a row fails. */
function plainConditions(
  incidents: IncidentColumns,
  { offences, includeDomestic, publicPlaceOnly, theme }: ScopeOptions,
): (i: number) => Miss | undefined {
  const wantedOffence = OFFENCES.map((offence) => (theme?.offences ?? offences).includes(offence))
  const takesDomestic = theme?.includeDomestic ?? includeDomestic
  const publicPlace = PLACE_TYPES.map((type) => PUBLIC_PLACE_TYPES.includes(type))
  return (i) => {
    if (incidents.howFound[i] === POLICE_FOUND) return 'policeFound'
    if (wantedOffence[incidents.offence[i]!] !== true) return 'otherOffence'
    if (!takesDomestic && incidents.domestic[i] === DOMESTIC_CODES.yes) return 'domestic'
    if (publicPlaceOnly && publicPlace[incidents.placeType[i]!] !== true) return 'notPublicPlace'
    return undefined
  }
}

function applyTheme(
  incidents: IncidentColumns,
  { timezone, asOfDay }: ScopeOptions,
  theme: NonNullable<ScopeOptions['theme']>,
  missOf: (i: number) => Miss | undefined,
): ThemeConditions {
  const zone = createZone(timezone)
  const until = asOfDay === undefined ? Infinity : zone.toUtcMin(asOfDay * MINUTES_PER_DAY).utcMin
  return themeConditions(theme, incidents, createKnownHours(incidents, zone, asOfDay), (test) => {
    for (let i = 0; i < incidents.length; i++)
      if (incidents.occurredFrom[i]! < until && missOf(i) === undefined && test(i)) return true
    return false
  })
}
