import { ranksIn } from './alternatives.ts'
import type { CellCounts } from './cell-counts.ts'
import { forEachValue } from './cell-values.ts'
import { describeAlternatives } from './describe-alternatives.ts'
import type { RankedHotspot, Ranking } from './hotspot.ts'
import { createNameFinder } from './names/cell-names.ts'
import { choosePlaces, formCandidates, sumOver, type Place } from './places/choose-places.ts'
import { describePlaces } from './places/describe-places.ts'
import { priceQuotas } from './places/price-quotas.ts'
import { harmDaysOf, rankPlaces, tellPlace, tellRanking, type RankInput } from './rank-places.ts'
import { wardIndexOf } from './rank-stages.ts'
import { couldBeNoise } from './sureness/could-be-noise.ts'
import { earlierRates } from './sureness/earlier-estimate.ts'
import { expectedFade, listFade } from './sureness/expected-fade.ts'
import { placeStability } from './sureness/place-stability.ts'

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
  const ranked = rankPlaces(input)
  const { options, quotas, zone, period, scope, exposure, estimate, locator, ground, candidates, places, pTop } = ranked
  const { incidents } = input
  const { selected } = scope
  const { counts, fair, around, exposureDays } = estimate
  onProgress(0.6)

  const values = ranked.values()
  const lists = forEachValue((by) =>
    by === options.rankBy ? places : choosePlaces(formCandidates(ground, values[by], options), options.top, quotas),
  )
  const ranks = forEachValue((by) => ranksIn(places, lists[by]))
  const earlier = earlierRates(incidents, selected, options, period, zone, counts, around, exposure)
  const stability = placeStability(places, ground.isExcluded, fair, earlier, options.top, pTop)
  onProgress(0.8)

  const windowDays = counts.earlyDays + counts.lateDays
  const samePeriod = places.map((place) => place.perDay * windowDays * recordedPerIncident(place, counts, fair))
  const finder = createNameFinder(scope, { incidents, options, window: period.window }, counts)
  const { described, hours } = describePlaces(
    { ...input, finder },
    zone,
    selected,
    period,
    counts,
    places,
    locator,
    exposure,
  )
  const wards = input.wards === undefined || input.wards.length === 0 ? undefined : wardIndexOf(input.wards)
  const hotspots = described.map((place, i): RankedHotspot => ({
    ...tellPlace(ranked, i, place, place.name),
    harmDays: harmDaysOf(ranked, places[i]!),
    profile: place.profile,
    profileSource: place.profileSource,
    stability: stability[i]!,
    couldBeNoise: couldBeNoise(pTop[i]!),
    fade: expectedFade(place.observed, samePeriod[i]!),
    profileSampleSize: place.profileSampleSize,
    ranks: forEachValue((by) => ranks[by][i]!),
    ...(wards === undefined ? {} : { ward: wards.find(place)?.name ?? '' }),
  }))
  onProgress(1)
  return {
    meta: tellRanking(ranked),
    hotspots,
    fade: listFade(hotspots.map(({ observed }, i) => ({ observed, expectedSamePeriod: samePeriod[i]! }))),
    alternatives: describeAlternatives(lists, {
      input: { ...input, options },
      scope,
      period,
      counts,
      locator,
      places,
      hotspots,
      harm: values.harm,
      exposureDays,
    }),
    quotas: priceQuotas(quotas, places, candidates, ground, options.top, exposureDays),
    excluded: ranked.excluded,
    scope: { counts: scope.counts, unknown: scope.unknown },
    hours,
    ...(exposure === undefined ? {} : { patrolled: exposure.told }),
  }
}

/** Times as many as are expected that are recorded there, with crews due as often as in the window; 1 where nothing is known of patrols. */
function recordedPerIncident({ cells }: Place, counts: CellCounts, fair: CellCounts): number {
  const recorded = sumOver(cells, counts.early) + sumOver(cells, counts.late)
  const incidents = sumOver(cells, fair.early) + sumOver(cells, fair.late)
  return incidents > 0 ? recorded / incidents : 1
}
