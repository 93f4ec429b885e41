import { distanceKm, type LatLng } from '../geo.ts'
import type { TravelModel } from './plan.ts'
import { baseId, matrixMinutes } from './travel-matrix.ts'

/** Walking pace in a town, a car at urban speed with the time to reach and park it, and streets against the straight line (DESIGN 9). */
export const DEFAULT_TRAVEL: TravelModel = { footKmh: 5, vehKmh: 20, vehOverheadMin: 2, detour: 1.3 }

/** Where a journey begins or ends; a matrix knows it by its `id`. */
export interface TravelPlace extends LatLng {
  id?: string
}

/** The base of a tour, as a matrix knows it. */
export function basePlace({ bcu, base }: { bcu: string; base: LatLng }): TravelPlace {
  return { lat: base.lat, lng: base.lng, id: baseId(bcu) }
}

/**
 * Minutes from one place to another: as the matrix states where it has both, else the quicker of on foot and by vehicle (the
 * file contract, DESIGN 9). A real number.
 */
export function travelMinutes(from: TravelPlace, to: TravelPlace, model: TravelModel): number {
  if (model.matrix !== undefined && from.id !== undefined && to.id !== undefined) {
    const stated = matrixMinutes(model.matrix, from.id, to.id)
    if (stated !== undefined) return stated
  }
  const pathKm = distanceKm(from, to) * model.detour
  return Math.min((pathKm / model.footKmh) * 60, model.vehOverheadMin + (pathKm / model.vehKmh) * 60)
}
