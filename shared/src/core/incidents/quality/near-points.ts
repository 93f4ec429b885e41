import { distanceKm, METRES_PER_DEGREE, type LatLng } from '../../geo.ts'

/** Finds the points around a place. */
export interface NearPoints {
  /**
   * Calls `visit` with the index and the distance in metres of each point within the radius of `place`, in no certain order, until one
   * call returns false.
   */
  visit(place: LatLng, visit: (index: number, distanceM: number) => boolean): void
}

const RADIANS = Math.PI / 180
/** More columns than any radius of ours makes around the earth: row and column give one number. */
const COLUMNS = 2 ** 26

/**
 * Points in squares of the radius, so that a look around asks nine squares and not all points. Places on both sides of the 180th
 * meridian, and at the poles, are not near each other here.
 *
 * @param radiusM above 1
 */
export function createNearPoints(points: readonly LatLng[], radiusM: number): NearPoints {
  const rowOf = (lat: number): number => Math.floor((lat * METRES_PER_DEGREE) / radiusM)
  // Degrees of longitude get shorter to the poles: each row of squares has its own scale, that of the edge of the next row towards the
  // pole, so that no square is narrower than the radius as it is measured from the row before.
  const columnOf = (lng: number, row: number): number => {
    const edgeLat = ((Math.max(Math.abs(row), Math.abs(row + 1)) + 1) * radiusM) / METRES_PER_DEGREE
    return Math.floor((lng * METRES_PER_DEGREE * Math.max(0, Math.cos(Math.min(90, edgeLat) * RADIANS))) / radiusM)
  }
  const squares = new Map<number, number[]>()
  points.forEach(({ lat, lng }, index) => {
    const row = rowOf(lat)
    const key = row * COLUMNS + columnOf(lng, row)
    const square = squares.get(key)
    if (square === undefined) squares.set(key, [index])
    else square.push(index)
  })
  return {
    visit(place, visit) {
      const middle = rowOf(place.lat)
      for (let row = middle - 1; row <= middle + 1; row++) {
        const column = columnOf(place.lng, row)
        for (let next = column - 1; next <= column + 1; next++)
          for (const index of squares.get(row * COLUMNS + next) ?? []) {
            const distanceM = 1000 * distanceKm(place, points[index]!)
            if (distanceM <= radiusM && !visit(index, distanceM)) return
          }
      }
    },
  }
}
