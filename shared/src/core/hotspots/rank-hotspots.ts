import { createAreaIndex } from '../areas/area-index.ts'
import type { Area } from '../areas/area.ts'
import { DomainError } from '../errors.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { createZone, dayOf, formatDay, type Zone } from '../time.ts'
import type { CellCounts } from './cell-counts.ts'
import { ranksIn } from './alternatives.ts'
import { hotspotId } from './cell-hash.ts'
import { cellValues, countWeights, forEachValue } from './cell-values.ts'
import { choosePlaces, createPlaceGround, placeChances, sumOver, type Place } from './choose-places.ts'
import { describeAlternatives } from './describe-alternatives.ts'
import { estimateRates } from './estimate-rates.ts'
import { measureExposure, type PatrolExposure } from './exposure/patrol-exposure.ts'
import type { PatrolPresence } from './exposure/patrol-presence.ts'
import { CAMBRIDGE_2026 } from './harm/cambridge-2026.ts'
import { estimateClassRates } from './harm/class-rates.ts'
import { cappedDays, checkHarmTable, type HarmTable } from './harm/harm-table.ts'
import type { RankedHotspot, Ranking } from './hotspot.ts'
import { hourProfiles } from './hours/hour-profile.ts'
import { createKnownHours } from './hours/known-hours.ts'
import { createPlaceLocator, type PlaceLocator } from './locate-places.ts'
import { countQuantile } from './negative-binomial.ts'
import { gatherPlaceFacts } from './place-facts.ts'
import { namePlaces, type PlaceLabel } from './place-names.ts'
import { checkRankOptions, type RankOptions } from './rank-options.ts'
import { rankingPeriod, type RankingPeriod } from './ranking-period.ts'
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
 * @throws {DomainError} INVALID_INPUT for options or a harm table that make no sense, and when the window holds no incident in scope
 */
export function rankHotspots(input: RankInput, onProgress: (share: number) => void = () => {}): Ranking {
  const options = checkRankOptions(input.options)
  const harmTable = checkHarmTable(input.harmTable ?? CAMBRIDGE_2026)
  const { incidents } = input
  const zone = createZone(options.timezone)
  const period = rankingPeriod(incidents, options, zone)
  const scope = selectScope(incidents, options)
  const { selected } = scope
  const exposure = exposureTo(input, selected, period, zone)
  const estimate = estimateRates(incidents, selected, options, period, zone, exposure)
  if (estimate === undefined) throw emptyWindow(incidents, selected, period, zone)
  const { counts, around, posterior } = estimate
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
  const locator = createPlaceLocator(input.areas, createAreaIndex(input.areas))
  const ground = createPlaceGround(counts.cells, around, posterior, locator.bcuAt)
  const lists = forEachValue((by) => choosePlaces(ground, values[by], options))
  const places = lists[options.rankBy]
  if (places.length === 0) throw noHarm(harmTable, options)
  const pTop = placeChances(places, posterior, options.top)
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

  const { exposureDays } = estimate
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
      method: options.method,
      rankBy: options.rankBy,
      harmShare: options.harmShare,
      harmTable: { name: harmTable.name, source: harmTable.source },
      top: options.top,
      candidates: counts.cells.length,
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

function emptyWindow(incidents: IncidentColumns, selected: Uint8Array, period: RankingPeriod, zone: Zone): DomainError {
  let first = Infinity
  let last = -Infinity
  for (let i = 0; i < incidents.length; i++) {
    if (selected[i] === 0) continue
    first = Math.min(first, incidents.occurredFrom[i]!)
    last = Math.max(last, incidents.occurredFrom[i]!)
  }
  const { fromDay, toDay } = period.window
  const has =
    first > last
      ? 'No incident is in scope at all: look at the offences, domestic and place-type options, and the theme.'
      : `Incidents in scope run from ${formatDay(dayOf(zone.toLocalMin(first)))} to ${formatDay(dayOf(zone.toLocalMin(last)))}: choose another as-of date.`
  return new DomainError(
    'INVALID_INPUT',
    `No incident in scope from ${formatDay(fromDay)} up to and not including ${formatDay(toDay)}. ${has}`,
  )
}

function noHarm({ name }: HarmTable, { offences }: RankOptions): DomainError {
  return new DomainError(
    'INVALID_INPUT',
    `Harm table "${name}" has 0 days for every offence class with incidents here (of ${offences.join(', ')}), so harm puts no place before another. Give days, or rank by count.`,
  )
}

function describePlaces(
  { incidents, labels, options }: RankInput,
  zone: Zone,
  selected: Uint8Array,
  period: RankingPeriod,
  counts: CellCounts,
  places: readonly Place[],
  locator: PlaceLocator,
) {
  const located = places.map((place) => locator.locate(place.cells.map((cell) => counts.cells[cell]!)))
  const units = [...new Set(located.map((place) => place.bcu))]
  const unitOf = located.map((place) => units.indexOf(place.bcu))
  const placeOf = new Int32Array(counts.cells.length).fill(-1)
  places.forEach((place, i) => place.cells.forEach((cell) => placeOf.fill(i, cell, cell + 1)))
  const facts = gatherPlaceFacts(
    incidents,
    selected,
    options,
    period.window,
    createKnownHours(incidents, zone, options.asOfDay),
    counts.indexOf.map((cell) => (cell < 0 ? -1 : placeOf[cell]!)),
    places.length,
  )
  const unitHours = units.map(() => new Float64Array(facts.forceHours.length))
  facts.places.forEach((place, i) => place.hours.forEach((count, hour) => (unitHours[unitOf[i]!]![hour]! += count)))
  const profiles = hourProfiles({
    places: facts.places.map((place) => place.hours),
    unitOf,
    units: unitHours,
    force: facts.forceHours,
    within: options.theme?.hours ?? [],
  })
  const names = namePlaces(
    located.map((place, i) => ({ ...place, sourceNames: facts.places[i]!.names })),
    labels,
  )
  const described = located.map((place, i) => ({
    ...place,
    ...facts.places[i]!,
    ...profiles[i]!,
    name: names[i]!,
  }))
  return { described, hours: facts.hourCounts }
}
