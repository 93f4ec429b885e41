import { createAreaIndex } from '../areas/area-index.ts'
import type { Area } from '../areas/area.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { createZone, type Zone } from '../time.ts'
import { ranksIn } from './alternatives.ts'
import { hotspotId } from './cell-hash.ts'
import { cellValues, countWeights, forEachValue } from './cell-values.ts'
import { describeAlternatives } from './describe-alternatives.ts'
import { estimateRates } from './estimate-rates.ts'
import { measureExposure, type PatrolExposure } from './exposure/patrol-exposure.ts'
import type { PatrolPresence } from './exposure/patrol-presence.ts'
import { CAMBRIDGE_2026 } from './harm/cambridge-2026.ts'
import { estimateClassRates } from './harm/class-rates.ts'
import { cappedDays, checkHarmTable, type HarmTable } from './harm/harm-table.ts'
import type { RankedHotspot, Ranking } from './hotspot.ts'
import { countQuantile } from './negative-binomial.ts'
import type { PlaceLabel } from './place-names.ts'
import { checkQuotas, type AreaQuota } from './places/area-quotas.ts'
import { choosePlaces, formCandidates, placeChances, sumOver } from './places/choose-places.ts'
import { describePlaces } from './places/describe-places.ts'
import { excludeCells, type ExcludedPlace } from './places/excluded-places.ts'
import { createPlaceLocator } from './places/locate-places.ts'
import { createPlaceGround } from './places/place-ground.ts'
import { priceQuotas } from './places/price-quotas.ts'
import { checkRankOptions, type RankOptions } from './rank-options.ts'
import { rankingPeriod, type RankingPeriod } from './ranking-period.ts'
import { emptyWindow, noPlace } from './ranking-refusals.ts'
import { selectScope } from './scope.ts'
import { tierOfRank, TIER_DOSES } from './tiers.ts'
import { couldBeNoise } from './sureness/could-be-noise.ts'
import { earlierRates } from './sureness/earlier-estimate.ts'
import { expectedFade, listFade } from './sureness/expected-fade.ts'
import { placeStability } from './sureness/place-stability.ts'

export interface RankInput {
  incidents: IncidentColumns
  /** empty: no area names, and one command unit for the whole force */
  areas: readonly Area[]
  options: RankOptions
  /** names for places whose incidents have none */
  labels?: readonly PlaceLabel[]
  /** what an incident of each class counts in harm; left out: the Cambridge Crime Harm Index 2026 */
  harmTable?: HarmTable
  /** where crews were due: what their presence added to the records is taken out of the counts */
  patrols?: readonly PatrolPresence[]
  /** where no patrol is to be sent */
  excluded?: readonly ExcludedPlace[]
  /** how many hotspots an area has at least and at most */
  quotas?: readonly AreaQuota[]
}

/** Quantiles of the predictive interval (DESIGN 5). */
const LOW_QUANTILE = 0.1
const HIGH_QUANTILE = 0.9

/**
 * Ranks the places where incidents are to be expected over the horizon.
 *
 * Window counts are shrunk towards what surrounds each cell and, with history, towards its own past (`gamma-poisson.ts`); the
 * hottest cells become places; ranks are strict, by expected incidents (or harm, or both: `options.rankBy`), ties by a hash of the
 * cells. Intervals and `pTop` speak of incidents whatever the order. The same input gives the same output to the last digit.
 *
 * @param onProgress share done, 0 to 1
 * @throws {DomainError} INVALID_INPUT for options, a harm table, excluded places or quotas that make no sense, and when the window holds no
 * incident in scope; INFEASIBLE for quotas that nothing can keep, and when no place is left
 */
export function rankHotspots(input: RankInput, onProgress: (share: number) => void = () => {}): Ranking {
  const options = checkRankOptions(input.options)
  const harmTable = checkHarmTable(input.harmTable ?? CAMBRIDGE_2026)
  const { incidents, areas, excluded = [] } = input
  const quotas = checkQuotas(
    input.quotas ?? [],
    areas.map(({ name }) => name),
    options.top,
  )
  const zone = createZone(options.timezone)
  const period = rankingPeriod(incidents, options, zone)
  const scope = selectScope(incidents, options)
  const { selected } = scope
  const exposure = exposureTo(input, selected, period, zone)
  const estimate = estimateRates(incidents, selected, options, period, zone, exposure)
  if (estimate === undefined) throw emptyWindow(incidents, selected, period, zone)
  const { counts, around, posterior, exposureDays } = estimate
  const incidentsInWindow = counts.earlyTotal + counts.lateTotal
  onProgress(0.6)

  const classes = estimateClassRates(incidents, selected, options, period, zone, estimate)
  const values = cellValues(
    counts,
    posterior,
    classes,
    cappedDays(harmTable),
    options.harmShare,
    countWeights(options.theme?.weights),
  )
  const { isExcluded, outcomes } = excludeCells(
    excluded,
    counts.cells,
    options.resolution,
    (cell) => (posterior.shape[cell]! / posterior.rate[cell]!) * exposureDays,
  )
  const locator = createPlaceLocator(areas, createAreaIndex(areas))
  const ground = createPlaceGround({ cells: counts.cells, around, posterior, isExcluded }, locator, options.acrossUnits)
  const candidates = forEachValue((by) => formCandidates(ground, values[by], options))
  const lists = forEachValue((by) => choosePlaces(candidates[by], options.top, quotas))
  const places = lists[options.rankBy]
  if (places.length === 0) throw noPlace(values[options.rankBy], isExcluded, harmTable, options)
  const pTop = placeChances(places, ground, options.top)
  const ranks = forEachValue((by) => ranksIn(places, lists[by]))
  const earlier = earlierRates(incidents, selected, options, period, zone, counts, around, exposure)
  const stability = placeStability(
    places.map((place) => place.cells),
    counts,
    earlier,
    options.top,
    pTop,
  )
  onProgress(0.8)

  const windowDays = counts.earlyDays + counts.lateDays
  const samePeriod = places.map(({ perDay }) => perDay * windowDays)
  const { described: placesDescribed, hours } = describePlaces(input, zone, selected, period, counts, places, locator)
  const hotspots = placesDescribed.map((described, i): RankedHotspot => {
    const place = places[i]!
    const { shape, rate } = place
    const expected = place.perDay * exposureDays
    const tier = tierOfRank(i + 1)
    return {
      id: hotspotId(described.cells),
      rank: i + 1,
      cells: described.cells,
      name: described.name,
      lat: described.lat,
      lng: described.lng,
      area: described.area,
      bcu: described.bcu,
      observed: described.observed,
      expected,
      expectedLow: countQuantile(LOW_QUANTILE, shape, rate, exposureDays),
      expectedHigh: countQuantile(HIGH_QUANTILE, shape, rate, exposureDays),
      pTop: pTop[i]!,
      harmDays: sumOver(place.cells, values.harm) * exposureDays,
      tier,
      ...TIER_DOSES[tier],
      profile: described.profile,
      profileSource: described.profileSource,
      stability: stability[i]!,
      couldBeNoise: couldBeNoise(pTop[i]!),
      fade: expectedFade(described.observed, samePeriod[i]!),
      profileSampleSize: described.profileSampleSize,
      ranks: forEachValue((by) => ranks[by][i]!),
    }
  })
  onProgress(1)
  return {
    meta: {
      asOfDay: options.asOfDay,
      windowFromDay: period.window.fromDay,
      windowToDay: period.window.toDay,
      horizonFromDay: period.horizon.fromDay,
      horizonToDay: period.horizon.toDay,
      timezone: options.timezone,
      resolution: options.resolution,
      shape: options.shape,
      acrossUnits: options.acrossUnits,
      method: options.method,
      rankBy: options.rankBy,
      harmShare: options.harmShare,
      harmTable: { name: harmTable.name, source: harmTable.source },
      top: options.top,
      candidates: isExcluded.reduce((sum, one) => sum + (one === 0 ? 1 : 0), 0),
      incidentsInWindow,
      incidentsBefore: counts.historyTotal,
      offences: options.offences,
      ...(scope.theme === undefined ? {} : { theme: scope.theme }),
    },
    hotspots,
    fade: listFade(hotspots.map(({ observed }, i) => ({ observed, expectedSamePeriod: samePeriod[i]! }))),
    alternatives: describeAlternatives(lists, {
      input: { ...input, options },
      selected,
      period,
      counts,
      locator,
      places,
      hotspots,
      harm: values.harm,
      exposureDays,
    }),
    quotas: priceQuotas(quotas, places, candidates[options.rankBy], ground, options.top, exposureDays),
    excluded: outcomes,
    scope: { counts: scope.counts, unknown: scope.unknown },
    hours,
    ...(exposure === undefined ? {} : { patrolled: exposure.told }),
  }
}

function exposureTo(
  { incidents, patrols, options }: RankInput,
  selected: Uint8Array,
  { window }: RankingPeriod,
  zone: Zone,
): PatrolExposure | undefined {
  if (patrols === undefined) return undefined
  const fromUtcMin = options.history === 'ignore' ? window.fromUtcMin : -Infinity
  return measureExposure(incidents, selected, patrols, { fromUtcMin, toUtcMin: window.toUtcMin }, zone)
}
