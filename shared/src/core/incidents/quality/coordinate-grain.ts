import { createNearPoints, type NearPoints } from './near-points.ts'
import type { IncidentPoint } from './points.ts'

/**
 * How exactly coordinates say where: `exact` as far as can be seen; `snapped` to a list of map points that keep their distance from
 * each other; `rounded` to a grid of decimals.
 */
export type CoordinateGrain = 'exact' | 'snapped' | 'rounded'

/** Rows that lie on a grid, where the grid is what the source rounds to and not chance. */
const ON_GRID_SHARE = 0.99
/** Three decimals of a degree are 111 m north to south, as wide as a cell: nothing finer can be told then. */
const GRID_STEPS_PER_DEGREE = 1000
const LEAST_POINTS = 100

const NEAR_M = 20
const AROUND_M = 100
/** Of the points within 100 m as many are within 20 m as of its area, when points keep no distance; in Chicago's addresses a quarter are. */
const CHANCE_SHARE = (NEAR_M / AROUND_M) ** 2
/** So many neighbours must be expected within 20 m, each pair seen from both ends, before their absence says anything. */
const LEAST_EXPECTED = 20
/** Enough to tell, spread over all. */
const MOST_ASKED = 10_000
const MOST_NEIGHBOURS = 5_000_000
/** Points that are used once each are no list. */
const LEAST_SHARED = 1 / 3

/**
 * Recognises data whose coordinates stand for more than an address. data.police.uk replaces each place by the nearest of 750,000 map
 * points, each of which stands for eight addresses or more (data.police.uk/about, "Location anonymisation"): such points repeat, and
 * no two are close. Fewer pairs within 20 m than even points thrown at random would have (Ripley's K at two distances: an inhibited
 * pattern) tell it from addresses, which lie door by door.
 */
export function coordinateGrain(points: readonly IncidentPoint[]): CoordinateGrain {
  if (points.length < LEAST_POINTS) return 'exact'
  const onGrid = points.filter(({ lat, lng }) => isOnGrid(lat) && isOnGrid(lng)).length
  if (onGrid >= ON_GRID_SHARE * points.length) return 'rounded'
  if (sharedShare(points) < LEAST_SHARED) return 'exact'
  const nearPoints = createNearPoints(points, AROUND_M)
  const step = Math.ceil(points.length / MOST_ASKED)
  let near = 0
  let around = 0
  for (let index = 0; index < points.length && around < MOST_NEIGHBOURS; index += step) {
    const found = countNeighbours(nearPoints, points[index]!)
    near += found.near
    around += found.around
  }
  const expected = CHANCE_SHARE * around
  return expected >= LEAST_EXPECTED && near + 2 * Math.sqrt(2 * near) < expected ? 'snapped' : 'exact'
}

/** Other points within 20 m and 100 m. */
function countNeighbours(nearPoints: NearPoints, point: IncidentPoint): { near: number; around: number } {
  // The point itself is found as well.
  const found = { near: -1, around: -1 }
  nearPoints.visit(point, (_, distanceM) => {
    found.around += 1
    if (distanceM <= NEAR_M) found.near += 1
    return true
  })
  return found
}

/** Share of incidents whose point has another one, 0 to 1. */
export function sharedShare(points: readonly IncidentPoint[]): number {
  let all = 0
  let shared = 0
  for (const { incidents } of points) {
    all += incidents
    if (incidents > 1) shared += incidents
  }
  return all === 0 ? 0 : shared / all
}

/** Written with at most three decimals; what is left are digits of binary numbers. */
function isOnGrid(degrees: number): boolean {
  const steps = degrees * GRID_STEPS_PER_DEGREE
  return Math.abs(steps - Math.round(steps)) < 1e-6
}
