import { cellAreaM2, cellCentre, cellChildren, cellNeighbours, type Cell, type CellResolution } from '../../cells.ts'
import type { LatLng } from '../../geo.ts'
import type { StudyArea } from '../methods/method.ts'

/** Metres of one degree of latitude on the sphere of mean radius 6371.0088 km. */
const METRES_PER_DEGREE = 111_195.08

/** Degrees to metres east and north of a middle: equirectangular, within 0.1 % over a force area. */
export interface Projection {
  x: (place: LatLng) => number
  y: (place: LatLng) => number
}

/**
 * The cells with an incident and the ring around each (METRICS 1).
 *
 * @param occupied cells with an incident before the evaluation, in any order; not empty
 */
export function createStudyArea(
  occupied: Iterable<Cell>,
  resolution: CellResolution,
): { study: StudyArea; projection: Projection; indexOf: ReadonlyMap<Cell, number> } {
  const all = new Set<Cell>()
  for (const cell of occupied) for (const near of [cell, ...cellNeighbours(cell)]) all.add(near)
  const cells = [...all].sort()
  const indexOf = new Map(cells.map((cell, i) => [cell, i]))
  const neighbours = new Int32Array(6 * cells.length).fill(-1)
  cells.forEach((cell, i) =>
    cellNeighbours(cell).forEach((other, k) => (neighbours[6 * i + k] = indexOf.get(other) ?? -1)),
  )

  const centres = cells.map(cellCentre)
  const projection = projectionAround(centres)
  const points = resolution === 10 ? centres.map((centre) => [centre]) : cells.map((cell) => childCentres(cell))
  const pointsPerCell = points[0]!.length
  return {
    study: {
      cells,
      neighbours,
      pointX: Float64Array.from(points.flat(), projection.x),
      pointY: Float64Array.from(points.flat(), projection.y),
      pointsPerCell,
      centreX: Float64Array.from(centres, projection.x),
      centreY: Float64Array.from(centres, projection.y),
      areaM2: Float64Array.from(cells, cellAreaM2),
    },
    projection,
    indexOf,
  }
}

/** Seven centres; a pentagon's missing one is its own centre again, so that each cell has as many. */
function childCentres(cell: Cell): LatLng[] {
  const centres = cellChildren(cell).map(cellCentre)
  while (centres.length < 7) centres.push(cellCentre(cell))
  return centres
}

function projectionAround(places: readonly LatLng[]): Projection {
  const middle = {
    lat: places.reduce((sum, place) => sum + place.lat, 0) / places.length,
    lng: places.reduce((sum, place) => sum + place.lng, 0) / places.length,
  }
  const shrink = Math.cos((middle.lat * Math.PI) / 180)
  return {
    x: ({ lng }) => (lng - middle.lng) * shrink * METRES_PER_DEGREE,
    y: ({ lat }) => (lat - middle.lat) * METRES_PER_DEGREE,
  }
}
