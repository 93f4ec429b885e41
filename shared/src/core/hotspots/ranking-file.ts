import { round6 } from '../canonical-json.ts'
import { PLANNER_VERSION } from '../plans/planner-version.ts'
import { formatDay } from '../time.ts'
import type { Hotspot, Ranking } from './hotspot.ts'

/** The ranking as its JSON file and the API write it: fixed key order, numbers to 6 decimals, no time of the run. */
export function toRankingFile({ meta, hotspots }: Ranking) {
  return {
    meta: {
      asOf: formatDay(meta.asOfDay),
      windowFrom: formatDay(meta.windowFromDay),
      windowTo: formatDay(meta.windowToDay),
      horizonFrom: formatDay(meta.horizonFromDay),
      horizonTo: formatDay(meta.horizonToDay),
      days: meta.horizonToDay - meta.horizonFromDay,
      start: formatDay(meta.horizonFromDay),
      timezone: meta.timezone,
      resolution: meta.resolution,
      shape: meta.shape,
      method: meta.method,
      top: meta.top,
      candidates: meta.candidates,
      incidentsInWindow: meta.incidentsInWindow,
      offences: [...meta.offences],
      plannerVersion: PLANNER_VERSION,
    },
    hotspots: hotspots.map(toHotspotRecord),
  }
}

function toHotspotRecord(hotspot: Hotspot) {
  return {
    id: hotspot.id,
    rank: hotspot.rank,
    cells: [...hotspot.cells],
    name: hotspot.name,
    lat: round6(hotspot.lat),
    lng: round6(hotspot.lng),
    bcu: hotspot.bcu,
    area: hotspot.area,
    observed: hotspot.observed,
    expected: round6(hotspot.expected),
    expectedLow: hotspot.expectedLow,
    expectedHigh: hotspot.expectedHigh,
    pTop: round6(hotspot.pTop),
    harmDays: round6(hotspot.harmDays),
    tier: hotspot.tier,
    dosePerDay: hotspot.dosePerDay,
    capDay: hotspot.capDay,
    capWeek: hotspot.capWeek,
    profile: hotspot.profile.map(round6),
    profileSource: hotspot.profileSource,
  }
}
