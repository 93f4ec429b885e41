import { distanceKm, type LatLng } from '../geo.ts'
import type { TravelModel } from './plan.ts'

/** Walking pace in a town, a car at urban speed with the time to reach and park it, and streets against the straight line (DESIGN 9). */
export const DEFAULT_TRAVEL: TravelModel = { footKmh: 5, vehKmh: 20, vehOverheadMin: 2, detour: 1.3 }

/** Minutes from one place to another: the quicker of on foot and by vehicle (the file contract, DESIGN 9). A real number. */
export function travelMinutes(from: LatLng, to: LatLng, model: TravelModel): number {
  const pathKm = distanceKm(from, to) * model.detour
  return Math.min((pathKm / model.footKmh) * 60, model.vehOverheadMin + (pathKm / model.vehKmh) * 60)
}
