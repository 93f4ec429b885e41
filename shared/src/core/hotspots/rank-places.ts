import type { Area, Ward } from '../areas/area.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { createZone, type Zone } from '../time.ts'
import { cellColumn } from './cell-counts.ts'
import { hotspotId } from './cell-hash.ts'
import { indexAmong, tiesAmong } from './cell-set.ts'
import { cellValues, countWeights, expectedPerDay, type CellValues } from './cell-values.ts'
import { expectedRange } from './expected-range.ts'
import { estimateRates, type RateEstimate } from './estimate-rates.ts'
import { measureExposure, type PatrolExposure } from './exposure/patrol-exposure.ts'
import type { PatrolPresence } from './exposure/patrol-presence.ts'
import { CAMBRIDGE_2026 } from './harm/cambridge-2026.ts'
import type { ClassRates } from './harm/class-rates.ts'
import { cappedDays, checkHarmTable, type HarmTable } from './harm/harm-table.ts'
import type { RankingMeta } from './hotspot.ts'
import type { PlaceLabel } from './names/label-index.ts'
import { checkQuotas, type AreaQuota } from './places/area-quotas.ts'
import {
  choosePlaces,
  formCandidates,
  placeChances,
  sumOver,
  type Place,
  type PlaceCandidates,
} from './places/choose-places.ts'
import { excludeCells, type ExcludedOutcome, type ExcludedPlace } from './places/excluded-places.ts'
import type { LocatedPlace, PlaceLocator } from './places/locate-places.ts'
import { createPlaceGround, type PlaceGround } from './places/place-ground.ts'
import { checkRankOptions, type RankOptions } from './rank-options.ts'
import { classRatesOf, locatorOf, ratesOf, scopeOf } from './rank-stages.ts'
import { rankingPeriod, type RankingPeriod } from './ranking-period.ts'
import { emptyWindow, noPlace } from './ranking-refusals.ts'
import type { Scope } from './scope.ts'
import { tierOfRank, TIER_DOSES } from './tiers.ts'

export interface RankInput {
  incidents: IncidentColumns
  /** empty: no area names, and one command unit for the whole force */
  areas: readonly Area[]
  options: RankOptions
  /** names beside the area's; they decide on nothing */
  wards?: readonly Ward[]
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

/** A ranking that is decided: its places in order of rank, and what decided on them. What is told beyond it changes nothing of it. */
export interface RankedPlaces {
  options: RankOptions
  harmTable: HarmTable
  quotas: readonly AreaQuota[]
  zone: Zone
  period: RankingPeriod
  scope: Scope
  /** undefined: nothing is known of earlier patrols */
  exposure: PatrolExposure | undefined
  estimate: RateEstimate
  /** by the plain expected incidents: then nothing of it hangs on offence classes */
  isByIncidents: boolean
  /** by every measure; worked out when first asked for, since dividing incidents into classes takes as long as all the rest */
  values: () => CellValues
  excluded: readonly ExcludedOutcome[]
  locator: PlaceLocator
  ground: PlaceGround
  candidates: PlaceCandidates
  places: readonly Place[]
  /** chance of each place to be in the true top */
  pTop: Float64Array
}

/**
 * The stages of `rankHotspots` that decide on places and order. Asked again of the same incidents, it repeats only what hangs on the settings
 * that moved (`rank-stages.ts`).
 *
 * @throws {DomainError} as `rankHotspots` does
 */
export function rankPlaces(input: RankInput): RankedPlaces {
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
  const scope = scopeOf(incidents, options)
  const { selected } = scope
  const exposure = exposureTo(input, selected, period, zone)
  const rateInput = { incidents, options, period, zone }
  const estimate =
    exposure === undefined
      ? ratesOf(scope, rateInput)
      : estimateRates(incidents, selected, options, period, zone, exposure)
  if (estimate === undefined) throw emptyWindow(incidents, selected, period, zone)
  const { counts, around, posterior, exposureDays } = estimate
  const weights = countWeights(options.theme?.weights)
  let known: CellValues | undefined
  const values = (): CellValues => {
    const classes = (): ClassRates[] => classRatesOf(estimate, { ...rateInput, scope })
    known ??= cellValues(counts, posterior, classes(), cappedDays(harmTable), options.harmShare, weights)
    return known
  }
  const isByIncidents = options.rankBy === 'count' && weights === undefined
  const value = isByIncidents ? expectedPerDay(posterior) : values()[options.rankBy]
  const { dictionary } = cellColumn(incidents, options.resolution)
  const { isExcluded, outcomes } = excludeCells(
    excluded,
    { count: counts.cells.length, indexOf: indexAmong(counts, dictionary, options.resolution) },
    options.resolution,
    (cell) => (posterior.shape[cell]! / posterior.rate[cell]!) * exposureDays,
  )
  const locator = locatorOf(areas)
  const ties = tiesAmong(counts, dictionary)
  const ground = createPlaceGround(
    { cells: counts.cells, around, posterior, ties, isExcluded },
    locator,
    options.acrossUnits,
  )
  const candidates = formCandidates(ground, value, options)
  const places = choosePlaces(candidates, options.top, quotas)
  if (places.length === 0) throw noPlace(value, isExcluded, harmTable, options)
  return {
    options,
    harmTable,
    quotas,
    zone,
    period,
    scope,
    exposure,
    estimate,
    isByIncidents,
    values,
    excluded: outcomes,
    locator,
    ground,
    candidates,
    places,
    pTop: placeChances(places, ground, options.top),
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

function countFree(isExcluded: Uint8Array): number {
  let free = 0
  for (let cell = 0; cell < isExcluded.length; cell++) if (isExcluded[cell] === 0) free += 1
  return free
}

/** Where a place of the ranking is. */
export function locatePlace({ estimate, locator }: RankedPlaces, { cells }: Place): LocatedPlace {
  return locator.locate(cells.map((cell) => estimate.counts.cells[cell]!))
}

/** What is told of the place of index i, wherever it is told. */
export function tellPlace({ estimate, places, pTop }: RankedPlaces, i: number, located: LocatedPlace, name: string) {
  const { counts, exposureDays } = estimate
  const { cells } = places[i]!
  const tier = tierOfRank(i + 1)
  return {
    id: hotspotId(located.cells),
    rank: i + 1,
    cells: located.cells,
    name,
    lat: located.lat,
    lng: located.lng,
    area: located.area,
    bcu: located.bcu,
    observed: sumOver(cells, counts.early) + sumOver(cells, counts.late),
    ...expectedRange(places[i]!, exposureDays),
    pTop: pTop[i]!,
    tier,
    ...TIER_DOSES[tier],
  }
}

/** Harm days to be expected at a place over the horizon. */
export function harmDaysOf({ estimate, values }: RankedPlaces, { cells }: Place): number {
  return sumOver(cells, values().harm) * estimate.exposureDays
}

/** What a ranking was made from and for. */
export function tellRanking({
  options,
  harmTable,
  period,
  scope,
  estimate: { counts },
  ground,
}: RankedPlaces): RankingMeta {
  return {
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
    candidates: countFree(ground.isExcluded),
    incidentsInWindow: counts.earlyTotal + counts.lateTotal,
    incidentsBefore: counts.historyTotal,
    offences: options.offences,
    ...(scope.theme === undefined ? {} : { theme: scope.theme }),
  }
}
