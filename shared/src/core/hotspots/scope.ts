import { DomainError } from '../errors.ts'
import { DOMESTIC_CODES, UNKNOWN_PLACE_TYPE, type IncidentColumns } from '../incidents/incident-columns.ts'
import { HOW_FOUND, OFFENCES, PLACE_TYPES, type PlaceType } from '../incidents/incident.ts'
import type { RankOptions } from './rank-options.ts'

/** Place types that a visible patrol can reach. `other` says nothing, so it is not assumed to be public. */
const PUBLIC_PLACE_TYPES: readonly PlaceType[] = ['street', 'transport', 'park', 'retail', 'licensed']

/** Which incidents a ranking may count, and why the others are not. Every row is in exactly one count. */
export interface Scope {
  /** 1 where row i may be counted */
  selected: Uint8Array
  counts: {
    inScope: number
    /** found by police themselves: never an input, whatever is asked for */
    policeFound: number
    otherOffence: number
    domestic: number
    notPublicPlace: number
  }
  /** of `inScope`: rows that do not say who found them, whether domestic, or in what kind of place */
  unknown: { howFound: number; domestic: number }
}

const POLICE_FOUND = HOW_FOUND.indexOf('police')
const UNKNOWN_FOUND = HOW_FOUND.indexOf('unknown')

/**
 * Selects the rows that may be ranked: wanted offence classes, not found by police, not known to be domestic unless
 * asked for, and in a public place if asked for.
 *
 * @throws {DomainError} INVALID_INPUT when public places are asked for and no row has a place type
 */
export function selectScope(
  incidents: IncidentColumns,
  options: Pick<RankOptions, 'offences' | 'includeDomestic' | 'publicPlaceOnly'>,
): Scope {
  const { offences, includeDomestic, publicPlaceOnly } = options
  if (publicPlaceOnly && incidents.placeType.every((code) => code === UNKNOWN_PLACE_TYPE))
    throw new DomainError(
      'INVALID_INPUT',
      'Public places only was asked for, but no incident has a place_type. Add the column, or leave the option out.',
    )
  const wantedOffence = OFFENCES.map((offence) => offences.includes(offence))
  const publicPlace = PLACE_TYPES.map((type) => PUBLIC_PLACE_TYPES.includes(type))
  const selected = new Uint8Array(incidents.length)
  const counts = { inScope: 0, policeFound: 0, otherOffence: 0, domestic: 0, notPublicPlace: 0 }
  const unknown = { howFound: 0, domestic: 0 }
  for (let i = 0; i < incidents.length; i++) {
    if (incidents.howFound[i] === POLICE_FOUND) counts.policeFound += 1
    else if (wantedOffence[incidents.offence[i]!] !== true) counts.otherOffence += 1
    else if (!includeDomestic && incidents.domestic[i] === DOMESTIC_CODES.yes) counts.domestic += 1
    else if (publicPlaceOnly && publicPlace[incidents.placeType[i]!] !== true) counts.notPublicPlace += 1
    else {
      selected[i] = 1
      counts.inScope += 1
      if (incidents.howFound[i] === UNKNOWN_FOUND) unknown.howFound += 1
      if (incidents.domestic[i] === DOMESTIC_CODES.unknown) unknown.domestic += 1
    }
  }
  return { selected, counts, unknown }
}
