import { plainPlaceName } from '../../source-names.ts'
import { createNearPoints, type NearPoints } from './near-points.ts'
import type { IncidentPoint } from './points.ts'

/** Fewer make no hotspot by themselves. */
export const LEAST_PILE = 20
/** As wide as a hotspot with what is beside it: one to three cells of about 125 m. */
export const PILE_SURROUNDINGS_M = 250

/** More incidents on one exact coordinate than the place around explains. */
export interface Pile extends IncidentPoint {
  /** incidents on all other coordinates within 250 m together */
  around: number
}

/**
 * Coordinates with more incidents than everything within 250 m around them has together, the largest first.
 *
 * The rule follows from what the figure is for: a hotspot there would stand on one coordinate and not on a place. Such a coordinate is
 * either one building (a hospital, a school) or where a geocoder puts what it cannot find (a station, the middle of a postcode), and
 * both are worth a look. A busy corner is neither: what happens there happens around it as well.
 */
export function findPiles(points: readonly IncidentPoint[]): Pile[] {
  const candidates = points.filter(({ incidents }) => incidents >= LEAST_PILE)
  if (candidates.length === 0) return []
  const nearPoints = createNearPoints(points, PILE_SURROUNDINGS_M)
  return candidates
    .map((point) => ({
      ...point,
      placeName: point.placeName === null ? null : plainPlaceName(point.placeName),
      around: incidentsAround(points, nearPoints, point),
    }))
    .filter(({ incidents, around }) => incidents > around)
    .sort((a, b) => b.incidents - a.incidents || a.lat - b.lat || a.lng - b.lng)
}

/** Incidents on other coordinates; counting ends when there are as many as on the point. */
function incidentsAround(points: readonly IncidentPoint[], nearPoints: NearPoints, point: IncidentPoint): number {
  let sum = 0
  nearPoints.visit(point, (index) => {
    if (points[index] !== point) sum += points[index]!.incidents
    return sum < point.incidents
  })
  return sum
}
