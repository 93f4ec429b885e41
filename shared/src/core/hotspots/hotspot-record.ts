import { round6 } from '../canonical-json.ts'
import type { Hotspot, RankedHotspot } from './hotspot.ts'

/** A hotspot as files write it (DESIGN 9): fixed key order, 6 decimals. */
export function toHotspotRecord(hotspot: Hotspot) {
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
    expectedLow: round6(hotspot.expectedLow),
    expectedHigh: round6(hotspot.expectedHigh),
    pTop: round6(hotspot.pTop),
    harmDays: round6(hotspot.harmDays),
    tier: hotspot.tier,
    dosePerDay: round6(hotspot.dosePerDay),
    capDay: hotspot.capDay,
    capWeek: hotspot.capWeek,
    profile: hotspot.profile.map(round6),
    profileSource: hotspot.profileSource,
  }
}

/** The same with what only a ranking knows, after the known keys. */
export function toRankedHotspotRecord(hotspot: RankedHotspot) {
  const { plain, count, harm, combined } = hotspot.ranks
  return {
    ...toHotspotRecord(hotspot),
    stability: hotspot.stability,
    couldBeNoise: hotspot.couldBeNoise,
    fade: hotspot.fade === null ? null : round6(hotspot.fade),
    ranks: { plain, count, harm, combined },
    profileSampleSize: round6(hotspot.profileSampleSize),
    ...(hotspot.ward === undefined ? {} : { ward: hotspot.ward }),
  }
}
