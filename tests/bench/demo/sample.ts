import { MINUTES_PER_DAY, uniform, type LatLng, type Rng } from '../../../shared/src/core/index.ts'

/** One incident as the measures see it. */
export interface SampledIncident extends LatLng {
  /** when it happened, in wall-clock minutes; of a source with months only the first minute of the month */
  localMin: number
  /** outside a dwelling and not domestic, as far as the source says */
  isPublic: boolean
}

/** Incidents of one force and the ground that they lie on. */
export interface Sample {
  incidents: readonly SampledIncident[]
  areaKm2: number
}

/** Incidents of the days `[from, to)`, local day numbers. */
export function ofDays<T extends { localMin: number }>(incidents: readonly T[], from: number, to: number): T[] {
  return incidents.filter(({ localMin }) => localMin >= from * MINUTES_PER_DAY && localMin < to * MINUTES_PER_DAY)
}

/** Each incident stays with the probability `share`, whatever happens to the others. */
export function thin<T>(incidents: readonly T[], share: number, rng: Rng): T[] {
  return incidents.filter(() => uniform(rng) < share)
}
