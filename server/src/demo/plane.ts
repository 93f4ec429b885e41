import { METRES_PER_DEGREE, type Area, type LatLng } from '@planner/shared/core'

/** Metres east and north of the middle of an area's box. */
export interface Point {
  x: number
  y: number
}

export type Rings = readonly (readonly Point[])[]

/** An area in metres around the middle of its box, with the way back to degrees. */
export function toPlane({ geometry }: Area): { rings: Rings; toLatLng: (point: Point) => LatLng } {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const positions = polygons.flat(2)
  const lngs = positions.map((position) => position[0]!)
  const lats = positions.map((position) => position[1]!)
  const lng0 = (Math.min(...lngs) + Math.max(...lngs)) / 2
  const lat0 = (Math.min(...lats) + Math.max(...lats)) / 2
  const xScale = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180)
  return {
    rings: polygons
      .flat()
      .map((ring) => ring.map(([lng, lat]) => ({ x: (lng! - lng0) * xScale, y: (lat! - lat0) * METRES_PER_DEGREE }))),
    toLatLng: ({ x, y }) => ({ lng: lng0 + x / xScale, lat: lat0 + y / METRES_PER_DEGREE }),
  }
}

/** Even-odd rule over all rings, so that holes and islands need no special care. */
export function isInside({ x, y }: Point, rings: Rings): boolean {
  let inside = false
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i]!
      const b = ring[j]!
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
    }
  return inside
}

export function boxOf(rings: Rings): { low: Point; high: Point } {
  const xs = rings.flat().map((point) => point.x)
  const ys = rings.flat().map((point) => point.y)
  return { low: { x: Math.min(...xs), y: Math.min(...ys) }, high: { x: Math.max(...xs), y: Math.max(...ys) } }
}

/** Of the ground inside the rings; holes count as ground, which boroughs do not have. */
export function ringsKm2(rings: Rings): number {
  let twice = 0
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) twice += ring[i - 1]!.x * ring[i]!.y - ring[i]!.x * ring[i - 1]!.y
  return Math.abs(twice) / 2e6
}

export const areaKm2 = (area: Area): number => ringsKm2(toPlane(area).rings)
