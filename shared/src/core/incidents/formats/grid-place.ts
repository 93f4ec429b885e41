import type { LatLng } from '../../geo.ts'
import { gridToDegrees, isOnBritain, type GridPlace } from '../../grid.ts'
import type { DecimalMark } from '../mapping/incident-mapping.ts'
import { MARK_NAMES, readNumber } from './coordinates.ts'
import type { RowFields } from './row-fields.ts'

/** `TQ 30 80`, `TQ3080`: a grid reference with letters. */
const LETTERS = /^[a-z]{2} ?\d/i
/** Grid metres are never this small on land, degrees always are. */
const DEGREES_BELOW = 181

/**
 * A place in degrees from metres of the British National Grid. Rejects: NO_COORDINATES when one is empty, BAD_COORDINATE for
 * what is no number, a reference with letters, degrees or a square of the grid with no land in it; ZERO_COORDINATES for 0/0, SWAPPED_COORDINATES.
 */
export function readGridPlace(
  fields: RowFields<string>,
  columns: { easting: string; northing: string },
  decimal: DecimalMark,
): LatLng {
  const place: GridPlace = {
    easting: readPlaneNumber(fields, columns.easting, decimal),
    northing: readPlaneNumber(fields, columns.northing, decimal),
  }
  const { easting, northing } = place
  if (easting === 0 && northing === 0) refuseUnknownPlace(fields, columns.easting)
  if (isOnBritain(place)) return gridToDegrees(place)
  if (Math.abs(easting) < DEGREES_BELOW && Math.abs(northing) < DEGREES_BELOW)
    fields.refuse(columns.easting, 'BAD_COORDINATE', 'It looks like degrees: choose wgs84 and map lat and lng.')
  if (isOnBritain({ easting: northing, northing: easting }))
    fields.refuse(
      columns.easting,
      'SWAPPED_COORDINATES',
      `"${columns.easting}" and "${columns.northing}" look swapped: easting is how far east, at most 700000.`,
    )
  return fields.refuse(
    easting < 0 || easting >= 700_000 ? columns.easting : columns.northing,
    'BAD_COORDINATE',
    'Not on land of the British National Grid: whole metres are needed, easting 0 to 700000, northing 0 to 1300000. If it is another grid, choose that.',
  )
}

/** 0/0, which systems write for "not known". */
export const refuseUnknownPlace = (fields: RowFields<string>, column: string): never =>
  fields.refuse(column, 'ZERO_COORDINATES', '0/0 stands for an unknown place. Geocode the row or leave it out.')

/** Half of a place on a grid. Rejects: NO_COORDINATES, BAD_COORDINATE for what is no plain number. */
export function readPlaneNumber(fields: RowFields<string>, column: string, decimal: DecimalMark): number {
  const value = fields.text(column)
  if (LETTERS.test(value))
    fields.refuse(
      column,
      'BAD_COORDINATE',
      'This is a grid reference with letters. Give easting and northing in metres: TQ 30 80 is 530000 and 180000.',
    )
  const isGrouped = /^\d{1,3}([., ]\d{3})+$/.test(value)
  return readNumber(
    fields,
    column,
    decimal,
    isGrouped
      ? 'It has a mark between thousands. Give metres without, such as 530034.'
      : `Give metres as a number, with a decimal ${MARK_NAMES[decimal]} if any, such as 530034.`,
  )
}
