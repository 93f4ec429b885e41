import type { MultiPolygon, Polygon, Position } from 'geojson'
import { DomainError } from '../errors.ts'
import { WHOLE_FORCE_BCU, type Area } from './area.ts'

/** One row of the `area,bcu` file. */
export interface AreaRecord {
  /** 1-based line in its file */
  line: number
  area: string
  bcu: string
}

/** Names of files, for messages. */
export interface AreaSources {
  boundaries: string
  areas?: string
}

/** Areas, and what a person should know about them although it stops nothing. */
export interface AreasRead {
  areas: Area[]
  warnings: string[]
}

interface Boundary {
  name: string
  geometry: Polygon | MultiPolygon
}

/** WGS84 in longitude, latitude: the only coordinates that GeoJSON has (RFC 7946), under its old names. */
const WGS84_NAME = /(CRS:?:?84|EPSG:+4326|WGS ?84)/i

/**
 * The areas of a force: boundaries (GeoJSON, property `name`) and the command unit of each.
 *
 * Without records every area belongs to the one unit `force`. With records an area that has none is kept with an empty unit and a warning: boundary
 * files reach past a force's edge (the City of London lies inside the Met), and its places must not
 * fall to a neighbour. A record without a boundary is refused: it is nearly always a spelling that differs.
 *
 * @throws {DomainError} INVALID_INPUT naming the file, the feature or line, and what to do
 */
export function readAreas(
  geojson: unknown,
  records: readonly AreaRecord[] | undefined,
  sources: AreaSources,
): AreasRead {
  const boundaries = readBoundaries(geojson, sources.boundaries)
  if (records === undefined)
    return { areas: boundaries.map((boundary) => ({ ...boundary, bcu: WHOLE_FORCE_BCU })), warnings: [] }

  const file = sources.areas ?? 'the area file'
  const bcuByArea = new Map<string, string>()
  const known = new Set(boundaries.map(({ name }) => name))
  for (const { line, area, bcu } of records) {
    if (area === '' || bcu === '') fail(`${file}, line ${line}: area and bcu must both be written.`)
    if (bcuByArea.has(area)) fail(`${file}, line ${line}: area "${area}" is listed twice.`)
    if (!known.has(area))
      fail(
        `${file}, line ${line}: there is no boundary named "${area}" in ${sources.boundaries}. ` +
          `Write it exactly as there: ${listNames([...known])}.`,
      )
    bcuByArea.set(area, bcu)
  }
  const without = boundaries.filter(({ name }) => !bcuByArea.has(name)).map(({ name }) => name)
  return {
    areas: boundaries.map(({ name, geometry }) => ({ name, bcu: bcuByArea.get(name) ?? '', geometry })),
    warnings:
      without.length === 0
        ? []
        : [`${file} gives no command unit for ${listNames(without)}: places there get an area and an empty bcu.`],
  }
}

function readBoundaries(geojson: unknown, file: string): Boundary[] {
  if (!isRecord(geojson) || geojson['type'] !== 'FeatureCollection' || !Array.isArray(geojson['features']))
    fail(`${file} is not a GeoJSON FeatureCollection.`)
  checkCrs(geojson['crs'], file)
  const names = new Set<string>()
  const boundaries = geojson['features'].map((feature: unknown, i) => {
    const boundary = readBoundary(feature, `${file}, feature ${i + 1}`)
    if (names.has(boundary.name))
      fail(`${file}, feature ${i + 1}: the name "${boundary.name}" occurs twice. Merge its polygons into one feature.`)
    names.add(boundary.name)
    return boundary
  })
  if (boundaries.length === 0) fail(`${file} has no feature.`)
  return boundaries
}

function checkCrs(crs: unknown, file: string): void {
  if (crs === undefined || crs === null) return
  const properties = isRecord(crs) && isRecord(crs['properties']) ? crs['properties'] : {}
  const name = properties['name']
  if (typeof name !== 'string' || !WGS84_NAME.test(name))
    fail(
      `${file} is in coordinate system ${JSON.stringify(name ?? crs)}; longitude and latitude (WGS84) are needed. ` +
        'Convert it, for example: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson',
    )
}

function readBoundary(feature: unknown, where: string): Boundary {
  const properties = isRecord(feature) && isRecord(feature['properties']) ? feature['properties'] : {}
  const name = properties['name']
  if (typeof name !== 'string' || name.trim() === '') fail(`${where} has no property "name".`)
  const geometry = isRecord(feature) ? feature['geometry'] : undefined
  if (!isRecord(geometry) || (geometry['type'] !== 'Polygon' && geometry['type'] !== 'MultiPolygon'))
    fail(
      `${where} ("${name}") is a ${isRecord(geometry) ? String(geometry['type']) : 'feature without geometry'}; it must be a Polygon or MultiPolygon.`,
    )
  const { type, coordinates } = geometry
  if (type === 'Polygon')
    return { name, geometry: { type: 'Polygon', coordinates: readPolygon(coordinates, `${where} ("${name}")`) } }
  if (!Array.isArray(coordinates) || coordinates.length === 0) fail(`${where} ("${name}") has no polygon.`)
  return {
    name,
    geometry: {
      type: 'MultiPolygon',
      coordinates: coordinates.map((polygon: unknown) => readPolygon(polygon, `${where} ("${name}")`)),
    },
  }
}

function readPolygon(rings: unknown, where: string): Position[][] {
  if (!Array.isArray(rings) || rings.length === 0) fail(`${where} has a polygon without a ring.`)
  return rings.map((ring: unknown) => {
    if (!Array.isArray(ring) || ring.length < 4) fail(`${where} has a ring of fewer than 4 points.`)
    return ring.map((point: unknown) => readPosition(point, where))
  })
}

function readPosition(point: unknown, where: string): Position {
  const [lng, lat]: unknown[] = Array.isArray(point) ? point : []
  if (typeof lng !== 'number' || typeof lat !== 'number' || !(Math.abs(lng) <= 180) || !(Math.abs(lat) <= 90))
    fail(
      `${where} has the point ${JSON.stringify(point)}, which is not [longitude, latitude] in degrees. ` +
        'British National Grid metres need converting to WGS84 first.',
    )
  return [lng, lat]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const LISTED_NAMES = 12

function listNames(names: readonly string[]): string {
  const listed = names.slice(0, LISTED_NAMES).join(', ')
  return names.length > LISTED_NAMES ? `${listed} and ${names.length - LISTED_NAMES} more` : listed
}

function fail(message: string): never {
  throw new DomainError('INVALID_INPUT', message)
}
