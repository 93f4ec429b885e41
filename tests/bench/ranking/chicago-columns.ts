import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  createIncidentTable,
  createZone,
  parseLocalMinute,
  type IncidentColumns,
  type LatLng,
  type Offence,
  type PlaceType,
} from '../../../shared/src/core/index.ts'

/** Beside the project, where the data is on a developer's machine; it is never part of the project. */
const FOLDER = resolve(import.meta.dirname, '../../../../shared/data/chicago')
const YEARS = [2013, 2014, 2015, 2016]
export const CHICAGO_ZONE = 'America/Chicago'

const pathOf = (year: number): string => join(FOLDER, `violence-${year}.csv.gz`)

/** Why the four years of Chicago cannot be read; undefined: they can. */
export function missingChicago(): string | undefined {
  const missing = YEARS.map(pathOf).find((path) => !existsSync(path))
  return missing === undefined ? undefined : `${missing} is not there`
}

const OFFENCE_OF: Readonly<Record<string, Offence>> = {
  HOMICIDE: 'homicide',
  ROBBERY: 'robbery',
  'CRIM SEXUAL ASSAULT': 'sexual-offence',
  'WEAPONS VIOLATION': 'weapons',
}

/** `Location Description` by what it begins with, as docs/ranking.md says; the first that fits holds. */
const PLACES: readonly (readonly [PlaceType, RegExp])[] = [
  ['transport', /^(CTA |OTHER RAILROAD|TAXICAB|OTHER COMMERCIAL TRANSPORTATION)/],
  ['dwelling', /^(APARTMENT|RESIDEN|CHA APARTMENT|HOUSE)/],
  [
    'street',
    /^(SIDEWALK|STREET|ALLEY|PARKING LOT|VACANT LOT|BRIDGE|HIGHWAY|CHA PARKING|GANGWAY|DRIVEWAY$|VEHICLE NON|AUTO$|CAR WASH|GAS STATION)/,
  ],
  ['park', /^(PARK PROPERTY|LAKEFRONT|FOREST PRESERVE|LAGOON)/],
  ['licensed', /^(BAR OR TAVERN|TAVERN|LIQUOR STORE)/],
  [
    'retail',
    /^(SMALL RETAIL|GROCERY|CONVENIENCE|DEPARTMENT STORE|DRUG STORE|RETAIL STORE|APPLIANCE|PAWN|RESTAURANT|CLEANING|NEWSSTAND|ATM|CURRENCY|BANK)/,
  ],
]

/** One row of the files that has coordinates. */
export interface ChicagoRow extends LatLng {
  /** ids are given in the order in which reports were entered, but for homicides, which have numbers of their own */
  id: number
  /** when it happened, by the clock of Chicago */
  localMin: number
  offence: Offence
  domestic: boolean
  /** null: not said */
  placeType: PlaceType | null
}

/** Recorded violence of Chicago 2013-2016 (City of Chicago, Crimes 2001 to present) in the files' order; rows without coordinates are left out. */
export function* readChicagoRows(): Generator<ChicagoRow> {
  for (const year of YEARS) {
    const [header = '', ...lines] = gunzipSync(readFileSync(pathOf(year)))
      .toString('utf8')
      .trimEnd()
      .split('\n')
    const names = splitFields(header)
    const column = (name: string): number => names.indexOf(name)
    const [id, date, type, description, place, domestic, lat, lng] = [
      'ID',
      'Date',
      'Primary Type',
      'Description',
      'Location Description',
      'Domestic',
      'Latitude',
      'Longitude',
    ].map(column) as [number, number, number, number, number, number, number, number]
    for (const line of lines) {
      const fields = splitFields(line)
      if (fields[lat] === '' || fields[lng] === undefined || fields[lng] === '') continue
      const isAggravated = fields[description]!.includes('AGG')
      const location = fields[place]!
      yield {
        id: Number(fields[id]),
        localMin: parseLocalMinute(toIsoTime(fields[date]!))!,
        offence: OFFENCE_OF[fields[type]!] ?? (isAggravated ? 'violence-with-injury' : 'violence-without-injury'),
        domestic: fields[domestic]!.toLowerCase() === 'true',
        placeType: PLACES.find(([, begins]) => begins.test(location))?.[0] ?? (location === '' ? null : 'other'),
        lat: Number(fields[lat]),
        lng: Number(fields[lng]),
      }
    }
  }
}

/** The same as columns. */
export function readChicago(): IncidentColumns {
  const zone = createZone(CHICAGO_ZONE)
  const table = createIncidentTable()
  for (const { domestic, lat, lng, localMin, offence, placeType } of readChicagoRows())
    table.add({
      occurredFrom: zone.toUtcMin(localMin).utcMin,
      occurredTo: null,
      precision: 'minute',
      recordedAt: null,
      offence,
      offenceCode: null,
      flags: [],
      howFound: 'unknown',
      domestic,
      placeType,
      lat,
      lng,
      placeName: null,
    })
  return table.finish()
}

/** `01/31/2013 01:05:00 PM` as `2013-01-31T13:05`. */
function toIsoTime(text: string): string {
  const [, month, day, year, hour, minute, half] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):\d\d ([AP])M/.exec(text)!
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0)
  return `${year}-${month}-${day}T${String(hours).padStart(2, '0')}:${minute}`
}

/** Fields of one line of CSV without line breaks in quotes. */
function splitFields(line: string): string[] {
  if (!line.includes('"')) return line.trimEnd().split(',')
  return Array.from(line.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  )
}
