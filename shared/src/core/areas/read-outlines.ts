import type { MultiPolygon, Polygon, Position } from 'geojson'
import { DomainError } from '../errors.ts'
import { findCoordinateSystem, type PlacedPoint } from './coordinate-system.ts'
import { createCrossingBudget, findCrossing, type CrossingBudget } from './find-crossing.ts'
import { isObject } from './is-object.ts'
import { listNames } from './list-names.ts'

/** One named outline of a file, WGS84, [lng, lat]. */
export interface Outline {
  /** trimmed, otherwise as written */
  name: string
  code: string | null
  geometry: Polygon | MultiPolygon
  /** file, feature and name: for messages */
  where: string
}

export interface OutlineOptions {
  /** property that holds the name; default `name` */
  nameProperty?: string
}

/** What stands where a name should: enough to choose the right property by. */
export interface NameProperty {
  property: string
  /** its value in the first feature that has it */
  example: string
}

const LONGEST_NAME = 120
const MAX_FEATURES = 20_000

/**
 * Named polygons of a GeoJSON collection, in its order. Points come as degrees or as metres of the British National Grid.
 *
 * @param geojson from `parseGeoJson`
 * @param file name for messages
 * @throws {DomainError} INVALID_INPUT naming the file, the feature and what to do
 */
export function readOutlines(
  geojson: unknown,
  file: string,
  { nameProperty = 'name' }: OutlineOptions = {},
): { outlines: Outline[]; warnings: string[] } {
  const features = featuresOf(geojson, file)
  const shapes = features.map((feature, i) => readShape(feature, i, features, file, nameProperty))
  const points = { [Symbol.iterator]: () => pointsOf(shapes) }
  const system = findCoordinateSystem((geojson as Record<string, unknown>)['crs'], points, file)
  const budget = createCrossingBudget()
  const thinned: string[] = []
  const outlines = shapes.map(({ name, code, isMulti, polygons, where }): Outline => {
    const all = polygons.map((rings) => rings.map((ring) => ring.map(system.toDegrees)))
    for (const rings of all) refuseCrossing(rings, where, budget)
    const coordinates = dropEmptyRings(all)
    if (coordinates.length === 0) fail(`${where} encloses nothing. Leave it out.`)
    if (coordinates.flat().length < all.flat().length) thinned.push(name)
    const geometry: Outline['geometry'] = isMulti
      ? { type: 'MultiPolygon', coordinates }
      : { type: 'Polygon', coordinates: coordinates[0]! }
    return { name, code, geometry, where }
  })
  if (thinned.length === 0) return { outlines, warnings: system.warnings }
  const warning = `${file}: parts of ${listNames(thinned)} enclose nothing, as simplifying leaves them. They were left out.`
  return { outlines, warnings: [...system.warnings, warning] }
}

/** Properties of the first features that hold a text or number which could be a name, in the order of the file. */
export function listNameProperties(geojson: unknown): NameProperty[] {
  if (!isObject(geojson) || !Array.isArray(geojson['features'])) return []
  const found = new Map<string, string>()
  for (const feature of (geojson['features'] as unknown[]).slice(0, 20)) {
    const properties = isObject(feature) && isObject(feature['properties']) ? feature['properties'] : {}
    for (const [property, value] of Object.entries(properties)) {
      const text = nameOf(value)
      if (text !== '' && !found.has(property)) found.set(property, text.slice(0, LONGEST_NAME))
    }
  }
  return [...found].map(([property, example]) => ({ property, example }))
}

function featuresOf(geojson: unknown, file: string): readonly unknown[] {
  if (!isObject(geojson) || geojson['type'] !== 'FeatureCollection' || !Array.isArray(geojson['features']))
    fail(
      isObject(geojson) && geojson['type'] === 'Topology'
        ? `${file} is TopoJSON, not a GeoJSON FeatureCollection. Convert it, for example: mapshaper in.json -o format=geojson out.geojson`
        : `${file} is not a GeoJSON FeatureCollection.`,
    )
  const features = geojson['features'] as unknown[]
  if (features.length === 0) fail(`${file} has no feature.`)
  if (features.length > MAX_FEATURES)
    fail(
      `${file} has ${features.length} features; ${MAX_FEATURES} are the most. Leave out what is no area of the force.`,
    )
  return features
}

interface Shape {
  name: string
  code: string | null
  where: string
  isMulti: boolean
  polygons: Position[][][]
}

function* pointsOf(shapes: readonly Shape[]): Generator<PlacedPoint> {
  for (const { polygons, where } of shapes)
    for (const rings of polygons) for (const ring of rings) for (const point of ring) yield { point, where }
}

function readShape(
  feature: unknown,
  index: number,
  features: readonly unknown[],
  file: string,
  nameProperty: string,
): Shape {
  const where = `${file}, feature ${index + 1}`
  const properties = isObject(feature) && isObject(feature['properties']) ? feature['properties'] : {}
  const name = nameOf(properties[nameProperty])
  if (name === '') fail(`${where} has no property "${nameProperty}". ${offerProperties(features)}`)
  if (name.length > LONGEST_NAME)
    fail(`${where} has a name of ${name.length} characters; ${LONGEST_NAME} are the most. Shorten it.`)
  if (/[^\P{Cc}]|\p{Cs}/u.test(name)) fail(`${where} has a character in its name that is no text. Leave it out.`)
  const named = `${where} ("${name}")`
  const code = nameOf(properties['code'])
  const geometry = isObject(feature) ? feature['geometry'] : undefined
  if (!isObject(geometry) || (geometry['type'] !== 'Polygon' && geometry['type'] !== 'MultiPolygon'))
    fail(
      `${named} is a ${isObject(geometry) ? String(geometry['type']).slice(0, 40) : 'feature without geometry'}; it must be a Polygon or MultiPolygon.`,
    )
  const { type, coordinates } = geometry
  const isMulti = type === 'MultiPolygon'
  if (isMulti && (!Array.isArray(coordinates) || coordinates.length === 0)) fail(`${named} has no polygon.`)
  const polygons = (isMulti ? (coordinates as unknown[]) : [coordinates]).map((rings) => readRings(rings, named))
  return { name, code: code === '' ? null : code.slice(0, LONGEST_NAME), where: named, isMulti, polygons }
}

const nameOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

function offerProperties(features: readonly unknown[]): string {
  const offered = listNameProperties({ features }).slice(0, 8)
  if (offered.length === 0) return 'Give each feature a name.'
  const list = offered.map(({ property, example }) => `${property} (such as "${example.slice(0, 40)}")`).join(', ')
  return `Name the property that holds the name (--name-property): ${list}.`
}

function readRings(rings: unknown, where: string): Position[][] {
  if (!Array.isArray(rings) || rings.length === 0) fail(`${where} has a polygon without a ring.`)
  return rings.map((ring: unknown) => {
    if (!Array.isArray(ring)) fail(`${where} has a ring that is no list of points.`)
    const points = ring.map((point: unknown) => readPosition(point, where))
    const [first] = points
    const last = points.at(-1)
    if (points.length < 4) fail(`${where} has a ring of fewer than 4 points.`)
    if (first![0] !== last![0] || first![1] !== last![1])
      fail(
        `${where} has a ring that is not closed: it starts at ${JSON.stringify(first)} and ends at ${JSON.stringify(last)}. ` +
          'The last point must repeat the first; is the file cut off?',
      )
    return points
  })
}

function readPosition(point: unknown, where: string): Position {
  const [x, y]: unknown[] = Array.isArray(point) ? point : []
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    fail(`${where} has the point ${JSON.stringify(point).slice(0, 80)}, which is not [longitude, latitude] in degrees.`)
  // Taken as it is where it can be: copies of a long coast's points would be as much again.
  return Array.isArray(point) && point.length === 2 ? (point as Position) : [x, y]
}

/** Polygons without rings of no area, and without their holes where the outer ring is one. */
function dropEmptyRings(polygons: Position[][][]): Position[][][] {
  return polygons.filter(([outer]) => enclosesGround(outer!)).map((rings) => rings.filter(enclosesGround))
}

function enclosesGround(ring: readonly Position[]): boolean {
  const [firstX = 0, firstY = 0] = ring[0]!
  let doubleArea = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1]!
    const [bx = 0, by = 0] = ring[i]!
    doubleArea += (ax - firstX) * (by - firstY) - (bx - firstX) * (ay - firstY)
  }
  return doubleArea !== 0
}

function refuseCrossing(rings: Position[][], where: string, budget: CrossingBudget): void {
  const crossing = findCrossing(rings, budget)
  if (crossing === 'tangled')
    fail(`${where} is too tangled to be checked for sides that cross. Simplify it or divide it into parts.`)
  if (crossing !== undefined)
    fail(
      `${where} crosses itself near [${crossing.map((degrees) => degrees.toFixed(5)).join(', ')}]. ` +
        'Repair it, for example: ogr2ogr -makevalid out.geojson in.geojson',
    )
}

/**
 * The same outline under two names is an export that went wrong: one of them would never have a place.
 *
 * @throws {DomainError} INVALID_INPUT naming both features
 */
export function refuseCopies(outlines: readonly Outline[]): void {
  const seen = new Map<string, Outline>()
  for (const outline of outlines) {
    const points = outline.geometry.coordinates.flat(3)
    // The first points tell all but copies apart; only those are compared in full.
    const key = `${points.length} ${points.slice(0, 8).join(' ')}`
    const other = seen.get(key)
    if (other === undefined) seen.set(key, outline)
    else if (JSON.stringify(other.geometry) === JSON.stringify(outline.geometry))
      fail(`${outline.where} has the very outline of ${other.where}. Leave one out.`)
  }
}

function fail(message: string): never {
  throw new DomainError('INVALID_INPUT', message)
}
