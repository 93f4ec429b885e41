/** A place on earth in degrees, WGS84. GeoJSON writes [lng, lat]; everything of ours is `{ lat, lng }`. */
export interface LatLng {
  lat: number
  lng: number
}

/** Mean earth radius in km (IUGG). */
const EARTH_RADIUS_KM = 6371.0088

const RADIANS = Math.PI / 180

/**
 * Equirectangular distance in km: within a force area (under 200 km) it differs from the great circle by less than
 * a patrol's margin, and it is what the file contract states, so that a checker gets the same minutes.
 */
export function distanceKm(a: LatLng, b: LatLng): number {
  const x = (b.lng - a.lng) * RADIANS * Math.cos(((a.lat + b.lat) / 2) * RADIANS)
  const y = (b.lat - a.lat) * RADIANS
  return Math.sqrt(x * x + y * y) * EARTH_RADIUS_KM
}
