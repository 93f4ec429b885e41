import { createAreaIndex } from '../../areas/area-index.ts'
import type { Area } from '../../areas/area.ts'
import { distanceKm } from '../../geo.ts'
import { createZone } from '../../time.ts'
import type { IncidentColumns } from '../incident-columns.ts'
import { coordinateGrain, sharedShare, type CoordinateGrain } from './coordinate-grain.ts'
import { findOutside, type OutsideAreas } from './outside-areas.ts'
import { findPiles, type Pile } from './piles.ts'
import { countPoints, type IncidentPoint } from './points.ts'
import { suggestExclusions, type ExcludedCircle, type ExclusionSuggestion } from './suggest-exclusions.ts'
import { checkTimes, type TimeQuality } from './time-quality.ts'

export interface QualityInput {
  incidents: IncidentColumns
  /** of the force; without any nothing is outside */
  areas: readonly Area[]
  excluded: readonly ExcludedCircle[]
  /** IANA name */
  timezone: string
}

/** What is suspicious about where and when incidents are said to have happened. */
export interface QualityReport {
  incidents: number
  coordinates: {
    /** distinct coordinates */
    points: number
    /** share of incidents on a coordinate with another one, 0 to 1 */
    shared: number
    grain: CoordinateGrain
  }
  /** the largest first; none where coordinates are snapped or rounded, since each then stands for the places around it */
  piles: Pile[]
  /** null: the force has no areas */
  outside: OutsideAreas | null
  times: TimeQuality
  /** `incidents`: within the radius of each excluded place */
  nearExcluded: (ExcludedCircle & { incidents: number })[]
  suggestions: ExclusionSuggestion[]
}

/** Looks at where and when incidents are said to have happened, for what a person should see before a ranking is trusted. */
export function reportQuality({ incidents, areas, excluded, timezone }: QualityInput): QualityReport {
  const points = countPoints(incidents)
  const grain = coordinateGrain(points)
  return {
    incidents: incidents.length,
    coordinates: { points: points.length, shared: sharedShare(points), grain },
    piles: grain === 'exact' ? findPiles(points) : [],
    outside: areas.length === 0 ? null : findOutside(points, createAreaIndex(areas)),
    times: checkTimes(incidents, createZone(timezone)),
    nearExcluded: excluded.map((circle) => ({ ...circle, incidents: incidentsNear(points, circle) })),
    suggestions: suggestExclusions(points, excluded),
  }
}

function incidentsNear(points: readonly IncidentPoint[], circle: ExcludedCircle): number {
  let sum = 0
  for (const point of points) if (1000 * distanceKm(circle, point) <= circle.radiusM) sum += point.incidents
  return sum
}
