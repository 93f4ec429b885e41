import type { Position } from 'geojson'

/** A place on earth in degrees, WGS84. GeoJSON writes [lng, lat]; everything of ours is `{ lat, lng }`. */
export interface LatLng {
  lat: number
  lng: number
}

/** Mean earth radius in km (IUGG). */
const EARTH_RADIUS_KM = 6371.0088

const RADIANS = Math.PI / 180

/** Of latitude; of longitude times its cosine. */
export const METRES_PER_DEGREE = EARTH_RADIUS_KM * 1000 * RADIANS

/**
 * Equirectangular distance in km: within a force area (under 200 km) it differs from the great circle by less than
 * a patrol's margin, and it is what the file contract states, so that a checker gets the same minutes.
 */
export function distanceKm(a: LatLng, b: LatLng): number {
  const x = (b.lng - a.lng) * RADIANS * Math.cos(((a.lat + b.lat) / 2) * RADIANS)
  const y = (b.lat - a.lat) * RADIANS
  return Math.sqrt(x * x + y * y) * EARTH_RADIUS_KM
}

/**
 * Metres from a place to the nearest of the lines through these [lng, lat] points, on the plane that touches the earth at the
 * place: exact to a metre within some kilometres.
 */
export function distanceToLinesM(lines: readonly (readonly Position[])[], place: LatLng): number {
  const scaleX = METRES_PER_DEGREE * Math.cos(place.lat * RADIANS)
  let least = Infinity
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const ax = (line[i - 1]![0]! - place.lng) * scaleX
      const ay = (line[i - 1]![1]! - place.lat) * METRES_PER_DEGREE
      const dx = (line[i]![0]! - place.lng) * scaleX - ax
      const dy = (line[i]![1]! - place.lat) * METRES_PER_DEGREE - ay
      const length = dx * dx + dy * dy
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length))
      least = Math.min(least, Math.hypot(ax + along * dx, ay + along * dy))
    }
  }
  return least
}
