import {
  cellArea,
  cellsToMultiPolygon,
  cellToBoundary,
  cellToChildren,
  cellToLatLng,
  cellToParent,
  getResolution,
  gridDisk,
  isValidCell,
  latLngToCell,
  UNITS,
} from 'h3-js'
import type { MultiPolygon, Polygon } from 'geojson'
import { distanceKm, distanceToLinesM, type LatLng } from './geo.ts'

/**
 * H3 cells: the only file that talks to h3-js, which takes (lat, lng) where GeoJSON has [lng, lat].
 * A cell is its 15 hexadecimal digits. Resolution 10 (about 125 m across in London) is the patrol unit, 9 the smoothing parent.
 */
export type Cell = string

/** Resolutions that the product ranks at. */
export const CELL_RESOLUTIONS = [9, 10] as const
export type CellResolution = (typeof CELL_RESOLUTIONS)[number]

export function cellAt(place: LatLng, resolution: CellResolution): Cell {
  return latLngToCell(place.lat, place.lng, resolution)
}

export function cellCentre(cell: Cell): LatLng {
  const [lat, lng] = cellToLatLng(cell)
  return { lat, lng }
}

export function cellParent(cell: Cell, resolution: CellResolution): Cell {
  return cellToParent(cell, resolution)
}

/** The seven cells of the next finer resolution that stand for `cell` (six of a pentagon). */
export function cellChildren(cell: Cell): Cell[] {
  return cellToChildren(cell, getResolution(cell) + 1)
}

/** The up to six cells that share an edge with `cell`. */
export function cellNeighbours(cell: Cell): Cell[] {
  return gridDisk(cell, 1).filter((other) => other !== cell)
}

/** The cells exactly `k` steps away or nearer, `cell` included. */
export function cellDisk(cell: Cell, k: number): Cell[] {
  return gridDisk(cell, k)
}

/**
 * The cells whose hexagon comes within the radius of a place, that around the place first.
 *
 * @param radiusM at most some kilometres: the cells around are asked one by one
 */
export function cellsWithin(place: LatLng, radiusM: number, resolution: CellResolution): Cell[] {
  const own = cellAt(place, resolution)
  const corners = cellToBoundary(own).map(([lat, lng]) => 1000 * distanceKm(cellCentre(own), { lat, lng }))
  // A step to a neighbour is 1.7 times an edge, which is as long as the way to a corner; in the direction of a corner 1.5.
  const steps = Math.ceil(radiusM / Math.min(...corners)) + 2
  // Beyond this from its centre no hexagon comes near enough; neighbouring hexagons differ by less than a twentieth.
  const reachM = radiusM + 1.05 * Math.max(...corners)
  return gridDisk(own, steps).filter(
    (cell) =>
      cell === own ||
      (1000 * distanceKm(cellCentre(cell), place) <= reachM &&
        distanceToLinesM(cellPolygon(cell).coordinates, place) <= radiusM),
  )
}

export function cellAreaM2(cell: Cell): number {
  return cellArea(cell, UNITS.m2)
}

/** Exactly 15 lower-case digits: h3 also takes padded and upper-case spellings, and one cell must have one name. */
export function isCell(text: string, resolution?: CellResolution): boolean {
  return (
    /^[0-9a-f]{15}$/.test(text) && isValidCell(text) && (resolution === undefined || getResolution(text) === resolution)
  )
}

/** Closed outline of one cell, [lng, lat]. */
export function cellPolygon(cell: Cell): Polygon {
  return { type: 'Polygon', coordinates: [cellToBoundary(cell, true)] }
}

/** Outline of joined cells, [lng, lat]; inner borders vanish. */
export function cellsOutline(cells: readonly Cell[]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: cellsToMultiPolygon([...cells], true) }
}
