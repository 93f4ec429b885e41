import { round6 } from '../canonical-json.ts'
import { PLANNER_VERSION } from '../planner-version.ts'
import { formatDay } from '../time.ts'
import type { Alternative } from './alternatives.ts'
import { toRankedHotspotRecord } from './hotspot-record.ts'
import type { AffectedIncidents } from './exposure/patrol-exposure.ts'
import type { Ranking, RankingMeta } from './hotspot.ts'
import type { QuotaOutcome } from './places/area-quotas.ts'
import type { ExcludedOutcome } from './places/excluded-places.ts'
import { toThemeRecord } from './themes/theme-record.ts'

/** What a ranking was made from and for, as files and the API write it. */
export function toRankingMetaRecord(meta: RankingMeta) {
  return {
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
  }
}

/** The ranking as its JSON file and the API write it: fixed key order, numbers to 6 decimals, no time of the run. */
export function toRankingFile({ meta, hotspots, fade, alternatives, hours, patrolled, quotas, excluded }: Ranking) {
  return {
    meta: {
      ...toRankingMetaRecord(meta),
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
    quotas: quotas.map(toQuotaRecord),
    excluded: excluded.map(toExcludedRecord),
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
      expectedLow: round6(place.expectedLow),
      expectedHigh: round6(place.expectedHigh),
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

export function toQuotaRecord({ area, least, most, chosen, without, price }: QuotaOutcome) {
  return { area, least, most, chosen, without, price: round6(price) }
}

export function toExcludedRecord({ name, reason, cells, expected }: ExcludedOutcome) {
  return { name, reason, cells, expected: round6(expected) }
}
