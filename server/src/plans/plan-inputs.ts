import { createZone, type Hotspot } from '@planner/shared/core'

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

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function isProfile(value: unknown): value is number[] {
  return Array.isArray(value) && value.length === 168 && value.every((risk) => typeof risk === 'number' && risk >= 0)
}
