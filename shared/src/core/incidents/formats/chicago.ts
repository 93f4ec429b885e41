import type { IncidentMapping } from '../mapping/incident-mapping.ts'
import { createMappedFormat } from './mapped.ts'

/** The same meaning for several values. */
const each = (ours: string, ...theirs: readonly string[]): Record<string, string> =>
  Object.fromEntries(theirs.map((value) => [value, ours]))

/**
 * Illinois Uniform Crime Reporting codes by their families and, in the family of battery, one by one.
 *
 * Illinois calls a threat *assault* and a blow *battery*, and its battery codes say how it ended: every assault, armed or
 * not, is without injury; battery is with injury where the code says serious injury or that a weapon was used on the body, or names a
 * victim whom the law holds aggravated by (a child, an old person, an unborn child); "simple" and "no/minor injury" are without.
 *
 * Sources: Chicago Police Department, IUCR codes (data.cityofchicago.org, c7ck-438e) and Incident Reporting Guide CPD-63.451
 * (2 July 2018); checked against the codes and descriptions of all records of these families from 2013 to 2016.
 */
const OFFENCES: Record<string, string> = {
  ...each('homicide', '01*'),
  ...each('sexual-offence', '02*'),
  ...each('robbery', '03*'),
  ...each('violence-with-injury', '04*'),
  ...each('violence-without-injury', '0440', '0454', '0460', '0475', '0484', '0486', '05*'),
  ...each('weapons', '14*', '2900'),
  '*': '',
}

/** Codes that state the weapon: a handgun or another firearm, a knife or cutting instrument. */
const WEAPONS: Record<string, string> = {
  ...each('firearm', '0261', '0262', '0271', '0272', '031A', '031B', '033A', '033B', '041A', '041B', '0450', '0451'),
  ...each('firearm', '0480', '0481', '0488', '0489', '051A', '051B', '0550', '0551', '0555', '0556'),
  ...each('knife', '0263', '0273', '0312', '0334', '0420', '0452', '0482', '0496', '0520', '0552', '0557'),
  '*': '',
}

/** `Location Description` in all spellings since 2001, by what it begins with; what is none of these is `other`. */
const PLACE_TYPES: Record<string, string> = {
  ...each(
    'transport',
    'CTA *',
    'OTHER RAILROAD*',
    'RAILROAD PROPERTY',
    'TAXICAB',
    'TAXI CAB',
    'OTHER COMMERCIAL TRANSPORTATION',
  ),
  ...each('dwelling', 'APARTMENT*', 'RESIDEN*', 'CHA APARTMENT', 'HOUSE*'),
  ...each('street', 'SIDEWALK', 'STREET*', 'ALLEY', 'PARKING LOT*', 'VACANT LOT*', 'BRIDGE', 'HIGHWAY*', 'EXPRESSWAY*'),
  ...each('street', 'CHA PARKING*', 'GANGWAY', 'DRIVEWAY', 'VEHICLE NON*', 'AUTO', 'CAR WASH', 'GAS STATION*'),
  ...each('park', 'PARK PROPERTY', 'LAKEFRONT*', 'FOREST PRESERVE', 'LAGOON'),
  ...each('licensed', 'BAR OR TAVERN', 'TAVERN*', 'LIQUOR STORE'),
  ...each('retail', 'SMALL RETAIL*', 'GROCERY*', 'CONVENIENCE*', 'DEPARTMENT STORE', 'DRUG STORE', 'RETAIL STORE'),
  ...each(
    'retail',
    'APPLIANCE*',
    'PAWN*',
    'RESTAURANT',
    'CLEANING*',
    'CLEANERS*',
    'NEWSSTAND',
    'ATM*',
    'CURRENCY*',
    'BANK*',
  ),
  '*': 'other',
}

/**
 * The portal does not say how an incident was found, so `how_found` is unknown. Its times are of the local clock: give the
 * time zone America/Chicago. Midnight of the first of a month stands for "not known" on some records.
 */
const CHICAGO_MAPPING: IncidentMapping = {
  publisher: 'data.cityofchicago.org',
  columns: {
    id: 'ID',
    occurred_from: 'Date',
    offence: 'IUCR',
    flags: 'IUCR',
    domestic: 'Domestic',
    place_type: 'Location Description',
    lat: 'Latitude',
    lng: 'Longitude',
  },
  dates: 'mdy',
  coordinates: 'wgs84',
  decimal: '.',
  values: { offence: OFFENCES, flags: WEAPONS, place_type: PLACE_TYPES },
}

export const chicagoFormat = createMappedFormat(CHICAGO_MAPPING, {
  name: 'chicago',
  describes: 'Crimes 2001 to present of the City of Chicago; with --timezone America/Chicago',
})
