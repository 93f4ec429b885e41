import type { AreaIndex } from '../../areas/area-index.ts'
import type { LatLng } from '../../geo.ts'
import { degreesToGrid, gridToDegrees, isOnBritain } from '../../grid.ts'

/**
 * What would bring a place into the force: latitude and longitude swapped, easting and northing of the British National Grid swapped, or
 * a lost minus sign.
 */
export const COORDINATE_MISTAKES = ['swapped-degrees', 'swapped-grid', 'lost-sign'] as const
export type CoordinateMistake = (typeof COORDINATE_MISTAKES)[number]

/** The mistake that would explain why a place is outside every area, the commonest first; undefined: none of these. */
export function findMistake({ lat, lng }: LatLng, index: AreaIndex): CoordinateMistake | undefined {
  const isInside = (place: LatLng): boolean => Math.abs(place.lat) <= 90 && index.find(place) !== undefined
  if (isInside({ lat: lng, lng: lat })) return 'swapped-degrees'
  if (isSwappedOnGrid({ lat, lng }, isInside)) return 'swapped-grid'
  return isInside({ lat, lng: -lng }) || isInside({ lat: -lat, lng }) ? 'lost-sign' : undefined
}

/** Where the grid's numbers are used at all: in a corner of the world that holds Britain with room to spare. */
const NEAR_BRITAIN = { south: 45, north: 65, west: -15, east: 10 }

function isSwappedOnGrid(place: LatLng, isInside: (place: LatLng) => boolean): boolean {
  const { south, north, west, east } = NEAR_BRITAIN
  if (place.lat < south || place.lat > north || place.lng < west || place.lng > east) return false
  const { easting, northing } = degreesToGrid(place)
  const turned = { easting: northing, northing: easting }
  return isOnBritain(turned) && isInside(gridToDegrees(turned))
}
