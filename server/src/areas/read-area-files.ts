import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { DomainError, readAreas, type AreasRead, type PlaceLabel } from '@planner/shared/core'
import { readRecords } from '../files/read-records.ts'

/**
 * The areas of a force from its files.
 *
 * @param boundariesPath GeoJSON polygons in WGS84 with a property `name`
 * @param areasPath CSV `area,bcu`; left out, one command unit polices everything
 * @throws {DomainError} NOT_FOUND for a missing file, INVALID_INPUT naming file, feature or line
 */
export async function readAreaFiles(boundariesPath: string, areasPath?: string): Promise<AreasRead> {
  const geojson = parseJson(await readText(boundariesPath), boundariesPath)
  if (areasPath === undefined) return readAreas(geojson, undefined, { boundaries: basename(boundariesPath) })
  const { records } = await readRecords(areasPath, [['area', 'bcu']])
  return readAreas(
    geojson,
    records.map(({ line, fields }) => ({ line, area: fields.area, bcu: fields.bcu })),
    { boundaries: basename(boundariesPath), areas: basename(areasPath) },
  )
}

/**
 * Street names at points: `name,lat,lng`, or the police.uk street points (`name,longitude,latitude`).
 *
 * @throws {DomainError} NOT_FOUND or INVALID_INPUT naming the file and line
 */
export async function readLabelFile(path: string): Promise<PlaceLabel[]> {
  type Column = 'name' | 'lat' | 'lng' | 'latitude' | 'longitude'
  const { columns, records } = await readRecords<Column>(path, [
    ['name', 'lat', 'lng'],
    ['name', 'latitude', 'longitude'],
  ])
  const [, latColumn, lngColumn] = columns
  return records.map(({ line, fields }) => {
    const label = { name: fields.name, lat: degrees(fields[latColumn!]), lng: degrees(fields[lngColumn!]) }
    if (!(Math.abs(label.lat) <= 90) || !(Math.abs(label.lng) <= 180))
      throw new DomainError(
        'INVALID_INPUT',
        `${basename(path)}, line ${line}: ${fields[latColumn!]}, ${fields[lngColumn!]} is not a latitude and longitude in degrees.`,
      )
    return label
  })
}

const degrees = (text: string): number => (text === '' ? Number.NaN : Number(text))

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new DomainError('NOT_FOUND', `${path} does not exist.`)
    throw new DomainError('INVALID_INPUT', `${path} cannot be read: ${String(error)}.`)
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DomainError(
      'INVALID_INPUT',
      `${path} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`,
    )
  }
}
