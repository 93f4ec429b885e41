import type { LatLng } from '../../geo.ts'
import { GRID_METHOD } from '../../grid.ts'
import { findProjection, type Projection } from '../../projections.ts'
import type { DecimalMark, IncidentMapping } from '../mapping/incident-mapping.ts'
import { readPlace, WORLD } from './coordinates.ts'
import { DEGREES_AS_GIVEN, type CoordinateMethod } from './format.ts'
import { readGridPlace, readPlaneNumber, refuseUnknownPlace } from './grid-place.ts'
import type { RowFields } from './row-fields.ts'

/** Reads the place of a row as a mapping says where it stands. */
export interface PlaceReader {
  /** how the file's places become degrees */
  method: CoordinateMethod
  /** Stops the row when it has no place, or none that can be. */
  read: (row: RowFields<string>) => LatLng
}

/** @param mapping as `parseMapping` returns it: it names both halves of the place, and a plane that is known */
export function createPlaceReader({ columns, coordinates, decimal }: IncidentMapping): PlaceReader {
  if (coordinates === 'wgs84') {
    const halves = { lat: columns.lat!, lng: columns.lng! }
    return { method: DEGREES_AS_GIVEN, read: (row) => readPlace(row, halves, WORLD, decimal) }
  }
  const halves = { easting: columns.easting!, northing: columns.northing! }
  if (coordinates === 'bng') return { method: GRID_METHOD, read: (row) => readGridPlace(row, halves, decimal) }
  const projection = findProjection(coordinates)!
  const { method, accuracyM } = projection
  return { method: { method, accuracyM }, read: (row) => readProjectedPlace(row, halves, projection, decimal) }
}

/**
 * A place in degrees from a plane's numbers. Rejects: NO_COORDINATES when one is empty, ZERO_COORDINATES for 0/0, BAD_COORDINATE for what is
 * no number or no place on earth. Which half is which nobody can tell from a plane that may be any.
 */
function readProjectedPlace(
  row: RowFields<string>,
  columns: { easting: string; northing: string },
  { method, toDegrees }: Projection,
  decimal: DecimalMark,
): LatLng {
  const easting = readPlaneNumber(row, columns.easting, decimal)
  const northing = readPlaneNumber(row, columns.northing, decimal)
  if (easting === 0 && northing === 0) refuseUnknownPlace(row, columns.easting)
  return (
    toDegrees(easting, northing) ??
    row.refuse(
      columns.easting,
      'BAD_COORDINATE',
      `No place on earth by ${method}. Is it another grid, or feet for metres?`,
    )
  )
}
