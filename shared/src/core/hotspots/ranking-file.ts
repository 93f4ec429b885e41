import { round6 } from '../canonical-json.ts'
import { PLANNER_VERSION } from '../planner-version.ts'
import { formatDay } from '../time.ts'
import type { Alternative } from './alternatives.ts'
import { toRankedHotspotRecord } from './hotspot-record.ts'
import type { AffectedIncidents } from './exposure/patrol-exposure.ts'
import type { Ranking } from './hotspot.ts'
import { toThemeRecord } from './themes/theme-record.ts'

/** The ranking as its JSON file and the API write it: fixed key order, numbers to 6 decimals, no time of the run. */
export function toRankingFile({ meta, hotspots, fade, alternatives, hours, patrolled, quotas, excluded }: Ranking) {
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
      ...toThemeRecord(meta.theme),
      plannerVersion: PLANNER_VERSION,
      rankBy: meta.rankBy,
      harmShare: round6(meta.harmShare),
      harmTable: { name: meta.harmTable.name, source: meta.harmTable.source },
      hours: { known: hours.known, defaultTime: hours.defaultTime, longSpan: hours.longSpan, noTime: hours.noTime },
      acrossUnits: meta.acrossUnits,
    },
    hotspots: hotspots.map(toRankedHotspotRecord),
    fade: {
      observed: fade.observed,
      expectedSamePeriod: round6(fade.expectedSamePeriod),
      share: fade.share === null ? null : round6(fade.share),
    },
    alternatives: alternatives.map(toAlternativeRecord),
    ...(patrolled === undefined ? {} : { patrolled: patrolled.map(toAffectedRecord) }),
    quotas: quotas.map(({ area, least, most, chosen, without, price }) => ({
      area,
      least,
      most,
      chosen,
      without,
      price: round6(price),
    })),
    excluded: excluded.map(({ name, reason, cells, expected }) => ({
      name,
      reason,
      cells,
      expected: round6(expected),
    })),
  }
}

function toAlternativeRecord({ by, shared, hotspots }: Alternative) {
  return {
    by,
    shared,
    hotspots: hotspots.map((place) => ({
      id: place.id,
      rank: place.rank,
      cells: [...place.cells],
      name: place.name,
      lat: round6(place.lat),
      lng: round6(place.lng),
      area: place.area,
      bcu: place.bcu,
      observed: place.observed,
      expected: round6(place.expected),
      harmDays: round6(place.harmDays),
      chosenRank: place.chosenRank,
    })),
  }
}

function toAffectedRecord({ howFound, affected, recorded, expected, factor }: AffectedIncidents) {
  return {
    howFound,
    affected,
    recorded: round6(recorded),
    expected: round6(expected),
    factor: round6(factor),
  }
}
