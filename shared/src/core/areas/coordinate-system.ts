import type { Position } from 'geojson'
import { DomainError } from '../errors.ts'
import { GRID_METHOD, gridToDegrees, isOnBritain } from '../grid.ts'
import { isObject } from './is-object.ts'

/** How the points of one file become WGS84 [longitude, latitude], and what is to be said of it. */
export interface CoordinateSystem {
  toDegrees: (point: Position) => Position
  warnings: string[]
}

/** WGS84 in longitude, latitude: the only coordinates that GeoJSON has (RFC 7946), under its old names. */
const WGS84_NAME = /(CRS:?:?84|EPSG:+4326|WGS ?84)/i
const GRID_NAME = /EPSG:+27700\b|British.?National.?Grid/i

const GRID_EAST_M = 700_000
const GRID_NORTH_M = 1_300_000
/** Half the equator in metres of Web Mercator. */
const MERCATOR_M = 20_037_509

/** Nobody polices the ice: latitudes beyond these are longitudes. */
const MOST_NORTH = 84
const MOST_SOUTH = -60
/** Great Britain and Northern Ireland with their islands. */
const UNITED_KINGDOM = { west: -9, east: 2.1, south: 49.8, north: 61 }

/** A point of the file and where it stands, for a refusal. */
export interface PlacedPoint {
  point: Position
  /** file, feature and name */
  where: string
}

/**
 * Looks at all points of a file before any is used: what its coordinates are is a matter of the whole file.
 *
 * @param crs the collection's old member `crs`, if any
 * @param points gone through several times, so that no list of them need be made
 * @throws {DomainError} INVALID_INPUT for other systems and swapped axes, naming file, feature and point
 */
export function findCoordinateSystem(crs: unknown, points: Iterable<PlacedPoint>, file: string): CoordinateSystem {
  const isGrid = readCrs(crs, file)
  const outside = findPoint(points, ({ point }) => !isDegrees(point))
  if (outside === undefined) {
    if (isGrid)
      refuse(`${file} names the British National Grid, and its points are degrees. Take its member "crs" out.`)
    checkAxes(points, file)
    return { toDegrees: (point) => point, warnings: [] }
  }
  const offGrid = findPoint(points, ({ point }) => isDegrees(point) || !isOnGrid(point))
  const [x = 0, y = 0] = outside.point
  if (offGrid === undefined && isOnBritain({ easting: x, northing: y }))
    return {
      toDegrees: ([easting = 0, northing = 0]) => {
        const { lat, lng } = gridToDegrees({ easting, northing })
        return [lng, lat]
      },
      warnings: [
        `${file} is in metres of the British National Grid (EPSG:27700). It was converted to longitude and latitude, ` +
          `to ${GRID_METHOD.accuracyM} m (${GRID_METHOD.method}).`,
      ],
    }
  return refuse(explainOutside(outside, file))
}

const isDegrees = ([x = 0, y = 0]: Position): boolean => Math.abs(x) <= 180 && Math.abs(y) <= 90

const isOnGrid = ([x = 0, y = 0]: Position): boolean => x >= 0 && x <= GRID_EAST_M && y >= 0 && y <= GRID_NORTH_M

function findPoint(points: Iterable<PlacedPoint>, is: (placed: PlacedPoint) => boolean): PlacedPoint | undefined {
  for (const placed of points) if (is(placed)) return placed
  return undefined
}

/** @returns whether the file says that it is in the British National Grid */
function readCrs(crs: unknown, file: string): boolean {
  if (crs === undefined || crs === null) return false
  const properties = isObject(crs) && isObject(crs['properties']) ? crs['properties'] : {}
  const { name } = properties
  if (typeof name === 'string' && GRID_NAME.test(name)) return true
  if (typeof name !== 'string' || !WGS84_NAME.test(name))
    refuse(
      `${file} is in coordinate system ${show(name ?? crs)}; longitude and latitude (WGS84) or the British ` +
        'National Grid (EPSG:27700) are needed. Convert it, for example: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson',
    )
  return false
}

function checkAxes(points: Iterable<PlacedPoint>, file: string): void {
  const polar = findPoint(points, ({ point: [, lat = 0] }) => lat > MOST_NORTH || lat < MOST_SOUTH)
  const { west, east, south, north } = UNITED_KINGDOM
  const unswapped = findPoint(
    points,
    ({ point: [x = 0, y = 0] }) => !(y >= west && y <= east && x >= south && x <= north),
  )
  const culprit = polar ?? (unswapped === undefined ? findPoint(points, () => true) : undefined)
  if (culprit === undefined) return
  refuse(
    `${culprit.where} has the point ${show(culprit.point)}: latitude and longitude look swapped. GeoJSON writes ` +
      `[longitude, latitude]. Swap them in the whole of ${file}, for example: ogr2ogr -dim XY out.geojson in.geojson ` +
      '-dialect sqlite -sql "select swapcoordinates(geometry), * from layer"',
  )
}

function explainOutside({ point, where }: PlacedPoint, file: string): string {
  const [x = 0, y = 0] = point
  const says = `${where} has the point ${show(point)}, which is not [longitude, latitude] in degrees.`
  if (isOnBritain({ easting: y, northing: x }))
    return `${says} It looks like metres of the British National Grid, with northing before easting: swap them in the whole of ${file}.`
  if (Math.abs(x) <= MERCATOR_M && Math.abs(y) <= MERCATOR_M && Math.max(Math.abs(x), Math.abs(y)) > 10_000)
    return `${says} It looks like metres of Web Mercator (EPSG:3857). Convert it, for example: ogr2ogr -s_srs EPSG:3857 -t_srs EPSG:4326 out.geojson in.geojson`
  return `${says} Convert ${file} to WGS84, for example: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson`
}

const LONGEST_SHOWN = 80

function show(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text
}

function refuse(message: string): never {
  throw new DomainError('INVALID_INPUT', message)
}
