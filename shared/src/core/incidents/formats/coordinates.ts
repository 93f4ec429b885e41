import type { LatLng } from '../../geo.ts'
import type { DecimalMark } from '../mapping/incident-mapping.ts'
import type { RowFields } from './row-fields.ts'

/** Where a source's incidents can lie, in degrees; both ends included. */
export interface Bounds {
  /** for the advice: "in the United Kingdom" */
  where: string
  south: number
  north: number
  west: number
  east: number
}

export const WORLD: Bounds = { where: 'on earth', south: -90, north: 90, west: -180, east: 180 }
/** Great Britain and Northern Ireland with their islands, in whole degrees. */
export const UNITED_KINGDOM: Bounds = { where: 'in the United Kingdom', south: 49, north: 61, west: -9, east: 3 }

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** As advice calls them. */
export const MARK_NAMES = { '.': 'point', ',': 'comma' } as const satisfies Record<DecimalMark, string>

const within = ({ lat, lng }: LatLng, bounds: Bounds): boolean =>
  lat >= bounds.south && lat <= bounds.north && lng >= bounds.west && lng <= bounds.east

/**
 * A place in degrees from two columns. Rejects: NO_COORDINATES when one is empty, ZERO_COORDINATES for 0/0, which
 * systems write for "not known" and which lies in the Gulf of Guinea, SWAPPED_COORDINATES for what would lie within `bounds` the
 * other way round, BAD_COORDINATE for what is no number or lies outside `bounds`.
 */
export function readPlace<Column extends string>(
  fields: RowFields<Column>,
  columns: { lat: Column; lng: Column },
  bounds: Bounds,
  decimal: DecimalMark = '.',
): LatLng {
  const place = { lat: readDegrees(fields, columns.lat, decimal), lng: readDegrees(fields, columns.lng, decimal) }
  if (place.lat === 0 && place.lng === 0)
    fields.refuse(columns.lat, 'ZERO_COORDINATES', '0/0 stands for an unknown place. Geocode the row or leave it out.')
  if (within(place, bounds)) return place
  const column = place.lat < bounds.south || place.lat > bounds.north ? columns.lat : columns.lng
  if (within({ lat: place.lng, lng: place.lat }, bounds))
    fields.refuse(
      column,
      'SWAPPED_COORDINATES',
      `"${columns.lat}" and "${columns.lng}" look swapped: latitude is north-south.`,
    )
  if (Math.max(Math.abs(place.lat), Math.abs(place.lng)) > 1000)
    fields.refuse(
      column,
      'BAD_COORDINATE',
      'This looks like grid metres. Give degrees (WGS84), or map easting and northing.',
    )
  return fields.refuse(
    column,
    'BAD_COORDINATE',
    `Not ${bounds.where}: latitude ${bounds.south} to ${bounds.north}, longitude ${bounds.west} to ${bounds.east}.`,
  )
}

function readDegrees<Column extends string>(fields: RowFields<Column>, column: Column, decimal: DecimalMark): number {
  const example = decimal === '.' ? '51.5074' : '51,5074'
  return readNumber(
    fields,
    column,
    decimal,
    `Give degrees as a number with a decimal ${MARK_NAMES[decimal]}, such as ${example}.`,
  )
}

/** A number with the given decimal mark. Rejects: NO_COORDINATES when it is empty, BAD_COORDINATE with `advice`. */
export function readNumber<Column extends string>(
  fields: RowFields<Column>,
  column: Column,
  decimal: DecimalMark,
  advice: string,
): number {
  const value = fields.text(column)
  if (value === '') return fields.refuse(column, 'NO_COORDINATES', 'Geocode the row, or leave it out.')
  // With a decimal comma a point has no place, and the other way round: read as a thousands mark it would move the place.
  const text = decimal === ',' ? value.replace(',', '.') : value
  if (NUMBER.test(text) && !(decimal === ',' && value.includes('.'))) return Number(text) + 0 // no -0, which would make one place two
  return fields.refuse(column, 'BAD_COORDINATE', advice)
}
