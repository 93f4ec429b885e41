import {
  createZone,
  DomainError,
  parseDay,
  toTravelMatrix,
  type Hotspot,
  type PlanInput,
  type Shift,
} from '@planner/shared/core'

const DEFAULT_TIMEZONE = 'Europe/London'

/**
 * What a plan file, not yet judged, says about how its inputs are to be read. It may be anything, so whatever is not there
 * falls back to the default and is then reported by the checker.
 */
export function timezoneOfPlan(file: unknown): string {
  const timezone = field(field(file, 'meta'), 'timezone')
  if (typeof timezone !== 'string') return DEFAULT_TIMEZONE
  try {
    return createZone(timezone).id
  } catch {
    return DEFAULT_TIMEZONE // the checker names the unknown zone
  }
}

/** Hotspots with the profiles that the plan took from a file (`--hour-profile`) instead of from the ranking. */
export function applyPlanProfiles(hotspots: readonly Hotspot[], file: unknown): Hotspot[] {
  const planned = field(file, 'hotspots')
  const profiles = new Map<unknown, number[]>()
  for (const hotspot of Array.isArray(planned) ? (planned as unknown[]) : []) {
    const profile = field(hotspot, 'profile')
    if (field(hotspot, 'profileSource') === 'file' && isProfile(profile)) profiles.set(field(hotspot, 'id'), profile)
  }
  return hotspots.map((hotspot) => {
    const profile = profiles.get(hotspot.id)
    return profile === undefined ? hotspot : { ...hotspot, profile, profileSource: 'file' }
  })
}

/**
 * What a plan, judged and found whole, was made from: its own days, zone and travel model with these places and tours.
 *
 * @throws {DomainError} INVALID_INPUT for a file that does not say so
 */
export function planInputOf(file: unknown, hotspots: readonly Hotspot[], shifts: readonly Shift[]): PlanInput {
  const meta = field(file, 'meta')
  const start = field(meta, 'start')
  const startDay = typeof start === 'string' ? parseDay(start) : undefined
  const days = field(meta, 'days')
  const travel = field(file, 'travel')
  const matrix = field(travel, 'matrix')
  const speed = (name: string): number => {
    const value = field(travel, name)
    if (typeof value !== 'number') throw new DomainError('INVALID_INPUT', `The plan has no number travel.${name}.`)
    return value
  }
  if (startDay === undefined || typeof days !== 'number')
    throw new DomainError('INVALID_INPUT', 'The plan does not say when it starts and how many days it has.')
  return {
    hotspots,
    shifts,
    startDay,
    days,
    timezone: timezoneOfPlan(file),
    travel: {
      footKmh: speed('footKmh'),
      vehKmh: speed('vehKmh'),
      vehOverheadMin: speed('vehOverheadMin'),
      detour: speed('detour'),
      ...(matrix !== undefined && { matrix: toTravelMatrix(matrix, { hotspots, shifts }, 'travel.matrix') }),
    },
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function isProfile(value: unknown): value is number[] {
  return Array.isArray(value) && value.length === 168 && value.every((risk) => typeof risk === 'number' && risk >= 0)
}
