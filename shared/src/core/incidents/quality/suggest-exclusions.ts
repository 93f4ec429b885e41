import { plainPlaceName } from '../../source-names.ts'
import { distanceKm, type LatLng } from '../../geo.ts'
import type { IncidentPoint } from './points.ts'
import { LEAST_PILE } from './piles.ts'

/** What kind of place a name says it is, where that kind is often excluded. */
export type ExclusionKind = 'hospital' | 'prison' | 'police' | 'school' | 'station'

/** A place that may be one to exclude; nobody has excluded it. */
export interface ExclusionSuggestion extends LatLng {
  kind: ExclusionKind
  /** as the source writes it */
  name: string
  incidents: number
  radiusM: number
  /** in a sentence that can be kept as the reason */
  reason: string
}

/** A circle that the force has excluded. */
export interface ExcludedCircle extends LatLng {
  name: string
  reason: string
  radiusM: number
}

/** About one cell of resolution 10. */
const SUGGESTED_RADIUS_M = 100

/**
 * By the end of the name, so that Hospital Bridge Road and School Lane are streets; the first that fits holds. Petrol, fire and bus
 * stations are places like others.
 */
const KINDS: readonly (readonly [ExclusionKind, RegExp])[] = [
  ['hospital', /\b(hospital|infirmary|accident (and|&) emergency)\W*$/i],
  ['prison', /\b(hmp|hm prison|hmyoi)\b|\bprison\W*$/i],
  ['police', /\b(police station|police office|custody( suite| centre)?)\W*$/i],
  ['school', /\bschool\W*$/i],
  ['station', /(?<!\b(petrol|fire|filling|service|power|ambulance|pumping|polling|bus|coach) )\bstation\W*$/i],
]

const REASONS: Readonly<Record<ExclusionKind, string>> = {
  hospital:
    'A hospital: incidents on wards are dealt with inside, and injuries may be recorded here that happened elsewhere.',
  prison: 'A prison: what happens inside is for the prison, and no patrol goes there.',
  police:
    'A police station: incidents may be recorded where they were reported or found in custody, not where they happened.',
  school: 'A school: incidents among pupils are dealt with inside, and a patrol outside does not reach them.',
  station: 'A railway station: another force may police it, and incidents on trains may be recorded here.',
}

/**
 * Points with many incidents whose name is that of a hospital, prison, police station, school or railway station, the largest first.
 * Whether the place is excluded is for the force to say, with its reason: none is excluded by this.
 *
 * @param excluded places that are excluded already; nothing within one is suggested again
 */
export function suggestExclusions(
  points: readonly IncidentPoint[],
  excluded: readonly ExcludedCircle[],
): ExclusionSuggestion[] {
  return points
    .flatMap((point) => {
      const { lat, lng, incidents, placeName } = point
      if (incidents < LEAST_PILE || placeName === null) return []
      const kind = exclusionKind(placeName)
      if (kind === undefined || excluded.some((circle) => 1000 * distanceKm(circle, point) <= circle.radiusM)) return []
      return [
        {
          kind,
          name: plainPlaceName(placeName),
          lat,
          lng,
          incidents,
          radiusM: SUGGESTED_RADIUS_M,
          reason: REASONS[kind],
        },
      ]
    })
    .sort((a, b) => b.incidents - a.incidents || a.lat - b.lat || a.lng - b.lng)
}

/** The kind of place that a name says it is; undefined: none that is often excluded. */
export function exclusionKind(placeName: string): ExclusionKind | undefined {
  return KINDS.find(([, pattern]) => pattern.test(placeName))?.[0]
}
