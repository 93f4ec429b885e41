import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  checkGeoJsonSize,
  DomainError,
  parseGeoJson,
  readAreas,
  readWards,
  type AreaRecord,
  type AreasRead,
  type OutlineOptions,
  type PlaceLabel,
  type WardsRead,
} from '@planner/shared/core'
import { readRecords } from '../files/read-records.ts'
import { asDomainError, type SourcePath } from '../incidents/sources/list-sources.ts'

/**
 * The areas of a force from its files.
 *
 * @param boundaries GeoJSON polygons with a name each
 * @param areas CSV `area,bcu`; left out, one command unit polices everything
 * @throws {DomainError} NOT_FOUND for a missing file, INVALID_INPUT naming file, feature or line
 */
export async function readAreaFiles(
  boundaries: SourcePath,
  areas?: SourcePath,
  options?: OutlineOptions,
): Promise<AreasRead> {
  const records = areas === undefined ? undefined : await readGroupingFile(areas)
  const geojson = await readGeoJsonFile(boundaries)
  const sources = { boundaries: nameOf(boundaries), ...(areas === undefined ? {} : { areas: nameOf(areas) }) }
  return readAreas(geojson, records, sources, options)
}

/** More than any country has boroughs. */
const MOST_GROUPED = 20_000

/**
 * Which command unit polices which area: `area,bcu`.
 *
 * @throws {DomainError} NOT_FOUND or INVALID_INPUT naming the file
 */
export async function readGroupingFile(file: SourcePath): Promise<AreaRecord[]> {
  const { records } = await readRecords(file, [['area', 'bcu']], MOST_GROUPED)
  return records.map(({ line, fields }) => ({ line, area: fields.area, bcu: fields.bcu }))
}

/**
 * The wards of a force: GeoJSON polygons with a name each and, where the file has it, `code`.
 *
 * @throws {DomainError} NOT_FOUND for a missing file, INVALID_INPUT naming file and feature
 */
export async function readWardFile(file: SourcePath, options?: OutlineOptions): Promise<WardsRead> {
  return readWards(await readGeoJsonFile(file), nameOf(file), options)
}

/** London has 46,000 street points. */
const MOST_LABELS = 500_000
const LONGEST_LABEL = 120

/**
 * Street names at points: `name,lat,lng`, or the police.uk street points (`name,longitude,latitude`). Rows without a name are left out.
 *
 * @throws {DomainError} NOT_FOUND or INVALID_INPUT naming the file and line
 */
export async function readLabelFile(file: SourcePath): Promise<PlaceLabel[]> {
  type Column = 'name' | 'lat' | 'lng' | 'latitude' | 'longitude'
  const { columns, records } = await readRecords<Column>(
    file,
    [
      ['name', 'lat', 'lng'],
      ['name', 'latitude', 'longitude'],
    ],
    MOST_LABELS,
  )
  const [, latColumn, lngColumn] = columns
  return records
    .filter(({ fields }) => fields.name !== '')
    .map(({ line, fields }) => {
      const where = `${nameOf(file)}, line ${line}`
      const label = { name: fields.name, lat: degrees(fields[latColumn!]), lng: degrees(fields[lngColumn!]) }
      if (!(Math.abs(label.lat) <= 90) || !(Math.abs(label.lng) <= 180))
        throw new DomainError(
          'INVALID_INPUT',
          `${where}: ${fields[latColumn!]}, ${fields[lngColumn!]} is not a latitude and longitude in degrees.`,
        )
      if (label.name.length > LONGEST_LABEL || /[^\P{Cc}]|\p{Cs}/u.test(label.name))
        throw new DomainError(
          'INVALID_INPUT',
          `${where}: the name is longer than ${LONGEST_LABEL} characters or has a character that is no text.`,
        )
      return label
    })
}

const degrees = (text: string): number => (text === '' ? Number.NaN : Number(text))

const nameOf = (file: SourcePath): string => (typeof file === 'string' ? basename(file) : file.name)

/** Its size is looked at before a byte of it is read, and its shape before anything is made of it. */
async function readGeoJsonFile(file: SourcePath): Promise<unknown> {
  const path = typeof file === 'string' ? file : file.path
  try {
    const handle = await open(path)
    try {
      const found = await handle.stat()
      if (!found.isFile()) throw new DomainError('INVALID_INPUT', `${path} is no file. Give a GeoJSON file.`)
      checkGeoJsonSize(found.size, nameOf(file))
      return parseGeoJson(await handle.readFile('utf8'), nameOf(file))
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw asDomainError(error, path)
  }
}
