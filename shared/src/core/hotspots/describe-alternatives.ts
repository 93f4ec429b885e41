import type { IncidentColumns } from '../incidents/incident-columns.ts'
import type { Alternative, AlternativePlace } from './alternatives.ts'
import { ranksIn } from './alternatives.ts'
import type { CellCounts } from './cell-counts.ts'
import { hotspotId } from './cell-hash.ts'
import { createNameFinder } from './names/cell-names.ts'
import { VALUE_BY, type ValueBy } from './cell-values.ts'
import { expectedRange } from './expected-range.ts'
import { sumOver, type Place } from './places/choose-places.ts'
import type { Hotspot } from './hotspot.ts'
import type { PlaceLocator } from './places/locate-places.ts'
import type { PlaceLabel } from './names/label-index.ts'
import { namePlaces } from './names/place-names.ts'
import type { RankOptions } from './rank-options.ts'
import type { RankingPeriod } from './ranking-period.ts'
import type { Scope } from './scope.ts'

/** What a ranking knows when it has chosen its hotspots. */
export interface ChosenRanking {
  input: { incidents: IncidentColumns; labels?: readonly PlaceLabel[] | undefined; options: RankOptions }
  scope: Scope
  period: RankingPeriod
  counts: CellCounts
  locator: PlaceLocator
  /** the chosen places, and what is told of them */
  places: readonly Place[]
  hotspots: readonly Hotspot[]
  /** harm days expected a day, of each cell */
  harm: Float64Array
  exposureDays: number
}

/**
 * The lists by every measure, side by side. A place that shares ground with a hotspot has the hotspot's name, the first of several;
 * the others are named among their list and the hotspots, so that no name stands for two places in it.
 *
 * @param lists places by measure, in order of rank
 */
export function describeAlternatives(
  lists: Readonly<Record<ValueBy, readonly Place[]>>,
  chosen: ChosenRanking,
): Alternative[] {
  const { input, scope, period, counts, places, hotspots, locator, harm, exposureDays } = chosen
  const finder = createNameFinder(scope, { ...input, window: period.window }, counts)
  return VALUE_BY.map((by) => {
    const list = lists[by]
    const chosenRanks = ranksIn(list, places)
    const located = list.map((place) => locator.locate(place.cells.map((cell) => counts.cells[cell]!)))
    const given = new Set<number>()
    const hotspotOf = chosenRanks.map((rank) => {
      if (rank === null || given.has(rank)) return undefined
      given.add(rank)
      return hotspots[rank - 1]!
    })
    const unnamed = [...list.keys()].filter((i) => hotspotOf[i] === undefined)
    const names = namePlaces(
      unnamed.map((i) => {
        const { cells } = list[i]!
        return { ...located[i]!, sourceNames: finder.at(cells), nearbyNames: () => finder.around(cells) }
      }),
      input.labels,
      hotspots,
    )
    const nameOf = new Map(unnamed.map((i, k) => [i, names[k]!]))
    return {
      by,
      shared: chosenRanks.filter((rank) => rank !== null).length,
      hotspots: list.map((place, i): AlternativePlace => ({
        id: hotspotId(located[i]!.cells),
        rank: i + 1,
        cells: located[i]!.cells,
        name: hotspotOf[i]?.name ?? nameOf.get(i)!,
        lat: located[i]!.lat,
        lng: located[i]!.lng,
        area: located[i]!.area,
        bcu: located[i]!.bcu,
        observed: sumOver(place.cells, counts.early) + sumOver(place.cells, counts.late),
        ...expectedRange(place, exposureDays),
        harmDays: sumOver(place.cells, harm) * exposureDays,
        chosenRank: chosenRanks[i]!,
      })),
    }
  })
}
