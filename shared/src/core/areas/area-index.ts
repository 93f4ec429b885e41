import { booleanPointInPolygon } from '@turf/turf'
import type { Position } from 'geojson'
import { distanceToLinesM, METRES_PER_DEGREE, type LatLng } from '../geo.ts'
import type { Area } from './area.ts'

/** Anything with an outline: areas, wards. */
type Outlined = Pick<Area, 'geometry'>

/** Finds the area of a place; built once for a list of areas. */
export interface AreaIndex<Found extends Outlined = Area> {
  /** The area around the place, else the nearest boundary within 250 m, else undefined. */
  find(place: LatLng): Found | undefined
  /** Metres to the nearest boundary of any area, whichever side of it the place is on; Infinity when there are no areas. */
  distanceM(place: LatLng): number
}

/** Simplified boundaries have gaps and places lie on bridges and quays; further out it is somebody else's ground. */
const REACH_M = 250

interface IndexedArea<Found> {
  area: Found
  rings: readonly Position[][]
  west: number
  south: number
  east: number
  north: number
}

/** @param areas where two overlap, the first one listed has the place */
export function createAreaIndex<Found extends Outlined>(areas: readonly Found[]): AreaIndex<Found> {
  const indexed = areas.map((area) => indexArea(area))
  return {
    find(place) {
      const inside = indexed.find(
        (one) => nearBox(one, place, 0) && booleanPointInPolygon([place.lng, place.lat], one.area.geometry),
      )
      return inside?.area ?? nearest(indexed, place)
    },
    distanceM: (place) =>
      indexed.reduce((least, { rings }) => Math.min(least, distanceToLinesM(rings, place)), Infinity),
  }
}

function indexArea<Found extends Outlined>(area: Found): IndexedArea<Found> {
  const { geometry } = area
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [lng, lat] of rings.flat() as [number, number][]) {
    box.west = Math.min(box.west, lng)
    box.east = Math.max(box.east, lng)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  return { area, rings, ...box }
}

function nearBox(one: IndexedArea<Outlined>, { lat, lng }: LatLng, reachM: number): boolean {
  const dLat = reachM / METRES_PER_DEGREE
  const dLng = dLat / Math.cos((lat * Math.PI) / 180)
  return lng >= one.west - dLng && lng <= one.east + dLng && lat >= one.south - dLat && lat <= one.north + dLat
}

function nearest<Found extends Outlined>(indexed: readonly IndexedArea<Found>[], place: LatLng): Found | undefined {
  let found: Found | undefined
  let least = REACH_M
  for (const one of indexed) {
    if (!nearBox(one, place, REACH_M)) continue
    const away = distanceToLinesM(one.rings, place)
    if (away > least || (away === least && found !== undefined)) continue
    least = away
    found = one.area
  }
  return found
}
