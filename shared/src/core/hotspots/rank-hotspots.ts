import { createAreaIndex, type AreaIndex } from '../areas/area-index.ts'
import { WHOLE_FORCE_BCU, type Area } from '../areas/area.ts'
import { cellCentre, type Cell } from '../cells.ts'
import { DomainError } from '../errors.ts'
import type { LatLng } from '../geo.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { createZone, dayOf, formatDay, type Zone } from '../time.ts'
import type { CellCounts } from './cell-counts.ts'
import { hotspotId, tieHash } from './cell-hash.ts'
import type { CellSurroundings } from './cell-pools.ts'
import { estimateRates } from './estimate-rates.ts'
import { formPlaces } from './form-places.ts'
import type { RatePosterior } from './gamma-poisson.ts'
import { expectedHarmDays } from './harm.ts'
import type { RankedHotspot, Ranking } from './hotspot.ts'
import { hourProfiles } from './hour-profile.ts'
import { countQuantile } from './negative-binomial.ts'
import { gatherPlaceFacts } from './place-facts.ts'
import { namePlaces, type PlaceLabel } from './place-names.ts'
import { checkRankOptions, type RankOptions } from './rank-options.ts'
import { rankingPeriod, type RankingPeriod } from './ranking-period.ts'
import { selectScope } from './scope.ts'
import { tierOfRank, TIER_DOSES } from './tiers.ts'
import { sumRates } from './sum-rates.ts'
import { couldBeNoise } from './sureness/could-be-noise.ts'
import { earlierRates } from './sureness/earlier-estimate.ts'
import { expectedFade, listFade } from './sureness/expected-fade.ts'
import { placeStability } from './sureness/place-stability.ts'
import { topProbabilities } from './top-probability.ts'

export interface RankInput {
  incidents: IncidentColumns
  /** empty: no area names, and one command unit for the whole force */
  areas: readonly Area[]
  options: RankOptions
  /** names for places whose incidents have none */
  labels?: readonly PlaceLabel[]
}

/** Quantiles of the predictive interval (DESIGN 5). */
const LOW_QUANTILE = 0.1
const HIGH_QUANTILE = 0.9

/** A place before it has a rank: its cells, and its incidents a day as a gamma distribution. */
interface Place {
  cells: readonly number[]
  shape: number
  rate: number
  tie: number
}

/**
 * Ranks the places where incidents are to be expected over the horizon.
 *
 * Window counts are shrunk towards what surrounds each cell and, with history, towards its own past (`gamma-poisson.ts`); the
 * hottest cells become places; ranks are strict, by expected incidents, ties by a hash of the cells. The same input gives the same output
 * to the last digit.
 *
 * @param onProgress share done, 0 to 1
 * @throws {DomainError} INVALID_INPUT for options that make no sense, and when the window holds no incident in scope
 */
export function rankHotspots(input: RankInput, onProgress: (share: number) => void = () => {}): Ranking {
  const options = checkRankOptions(input.options)
  const { incidents } = input
  const zone = createZone(options.timezone)
  const period = rankingPeriod(incidents, options, zone)
  const scope = selectScope(incidents, options)
  const { selected } = scope
  const estimate = estimateRates(incidents, selected, options, period, zone)
  if (estimate === undefined) throw emptyWindow(incidents, selected, period, zone)
  const { counts, around, posterior } = estimate
  const incidentsInWindow = counts.earlyTotal + counts.lateTotal
  onProgress(0.6)

  const areaIndex = createAreaIndex(input.areas)
  const places = choosePlaces(counts.cells, posterior, around, options, (cell) => bcuAt(input.areas, areaIndex, cell))
  const pTop = placeChances(places, posterior, options.top)
  const earlier = earlierRates(incidents, selected, options, period, zone, counts, around)
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
  const samePeriod = places.map(({ shape, rate }) => (shape / rate) * windowDays)
  const hotspots = describePlaces(input, zone, selected, period, counts, places, areaIndex).map(
    (described, i): RankedHotspot => {
      const { shape, rate } = places[i]!
      const expected = (shape / rate) * exposureDays
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
        harmDays: expectedHarmDays(expected, described.byOffence, described.forceByOffence),
        tier,
        ...TIER_DOSES[tier],
        profile: described.profile,
        profileSource: described.profileSource,
        stability: stability[i]!,
        couldBeNoise: couldBeNoise(pTop[i]!),
        fade: expectedFade(described.observed, samePeriod[i]!),
      }
    },
  )
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
      top: options.top,
      candidates: counts.cells.length,
      incidentsInWindow,
      incidentsBefore: counts.historyTotal,
      offences: options.offences,
      ...(scope.theme === undefined ? {} : { theme: scope.theme }),
    },
    hotspots,
    fade: listFade(hotspots.map(({ observed }, i) => ({ observed, expectedSamePeriod: samePeriod[i]! }))),
    scope: { counts: scope.counts, unknown: scope.unknown },
  }
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

function bcuAt(areas: readonly Area[], index: AreaIndex, cell: Cell): string {
  return index.find(cellCentre(cell))?.bcu ?? bcuOutside(areas)
}

/** The command unit of a place in no area: the whole force as long as nobody divided it, else none. */
function bcuOutside(areas: readonly Area[]): string {
  return areas.every((area) => area.bcu === WHOLE_FORCE_BCU) ? WHOLE_FORCE_BCU : ''
}

/** The places in order of rank. */
function choosePlaces(
  cells: readonly Cell[],
  posterior: RatePosterior,
  around: CellSurroundings,
  { top, shape }: RankOptions,
  bcuOfCell: (cell: Cell) => string,
): Place[] {
  const mean = posterior.shape.map((value, i) => value / posterior.rate[i]!)
  const ties = cells.map((cell) => tieHash([cell]))
  const order = [...cells.keys()].sort(
    (a, b) => mean[b]! - mean[a]! || ties[a]! - ties[b]! || (cells[a]! < cells[b]! ? -1 : 1),
  )
  const bcus = new Map<number, string>()
  const bcuOf = (cell: number): string => {
    const known = bcus.get(cell)
    if (known !== undefined) return known
    const bcu = bcuOfCell(cells[cell]!)
    bcus.set(cell, bcu)
    return bcu
  }
  return formPlaces(order, top, shape, around, bcuOf)
    .map((own) => ({ cells: own, ...sumRates(own, posterior), tie: tieHash(own.map((cell) => cells[cell]!)) }))
    .sort(
      (a, b) =>
        b.shape / b.rate - a.shape / a.rate || a.tie - b.tie || (cells[a.cells[0]!]! < cells[b.cells[0]!]! ? -1 : 1),
    )
}

/** Chance of each place to be in the true top, among the places chosen and every cell that is in none. */
function placeChances(places: readonly Place[], posterior: RatePosterior, top: number): Float64Array {
  const taken = new Set(places.flatMap((place) => place.cells))
  const free = [...posterior.shape.keys()].filter((cell) => !taken.has(cell))
  const shape = Float64Array.from([
    ...places.map((place) => place.shape),
    ...free.map((cell) => posterior.shape[cell]!),
  ])
  const rate = Float64Array.from([...places.map((place) => place.rate), ...free.map((cell) => posterior.rate[cell]!)])
  return topProbabilities(shape, rate, top)
}

function describePlaces(
  { incidents, areas, labels, options }: RankInput,
  zone: Zone,
  selected: Uint8Array,
  period: RankingPeriod,
  counts: CellCounts,
  places: readonly Place[],
  areaIndex: AreaIndex,
) {
  const located = places.map((place) => {
    const cells = place.cells.map((cell) => counts.cells[cell]!)
    const centre = centreOf(cells)
    const area = areaIndex.find(centre) ?? areaIndex.find(cellCentre(cells[0]!))
    return { cells: cells.sort(), ...centre, area: area?.name ?? '', bcu: area?.bcu ?? bcuOutside(areas) }
  })
  const units = [...new Set(located.map((place) => place.bcu))]
  const unitOf = located.map((place) => units.indexOf(place.bcu))
  const placeOf = new Int32Array(counts.cells.length).fill(-1)
  places.forEach((place, i) => place.cells.forEach((cell) => placeOf.fill(i, cell, cell + 1)))
  const facts = gatherPlaceFacts(
    incidents,
    selected,
    options,
    period.window,
    zone,
    counts.indexOf.map((cell) => (cell < 0 ? -1 : placeOf[cell]!)),
    places.length,
  )
  const unitHours = units.map(() => new Float64Array(facts.forceHours.length))
  facts.places.forEach((place, i) => place.hours.forEach((count, hour) => (unitHours[unitOf[i]!]![hour]! += count)))
  const profiles = hourProfiles(
    facts.places.map((place) => place.hours),
    unitOf,
    unitHours,
    facts.forceHours,
  )
  const names = namePlaces(
    located.map((place, i) => ({ ...place, sourceNames: facts.places[i]!.names })),
    labels,
  )
  return located.map((place, i) => ({
    ...place,
    ...facts.places[i]!,
    ...profiles[i]!,
    name: names[i]!,
    forceByOffence: facts.forceByOffence,
  }))
}

/** Mean of the cells' centres. */
function centreOf(cells: readonly Cell[]): LatLng {
  const centres = cells.map(cellCentre)
  return {
    lat: centres.reduce((sum, centre) => sum + centre.lat, 0) / cells.length,
    lng: centres.reduce((sum, centre) => sum + centre.lng, 0) / cells.length,
  }
}
