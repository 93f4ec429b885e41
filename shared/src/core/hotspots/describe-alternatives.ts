import { NO_NAME, type IncidentColumns } from '../incidents/incident-columns.ts'
import type { Alternative, AlternativePlace } from './alternatives.ts'
import { ranksIn } from './alternatives.ts'
import { cellColumn, type CellCounts } from './cell-counts.ts'
import { hotspotId } from './cell-hash.ts'
import { VALUE_BY, type ValueBy } from './cell-values.ts'
import { expectedRange } from './expected-range.ts'
import { sumOver, type Place } from './places/choose-places.ts'
import type { Hotspot } from './hotspot.ts'
import type { PlaceLocator } from './places/locate-places.ts'
import { commonestNames } from './place-facts.ts'
import { namePlaces, type PlaceLabel } from './place-names.ts'
import type { RankOptions } from './rank-options.ts'
import type { RankingPeriod } from './ranking-period.ts'

/** What a ranking knows when it has chosen its hotspots. */
export interface ChosenRanking {
  input: { incidents: IncidentColumns; labels?: readonly PlaceLabel[] | undefined; options: RankOptions }
  selected: Uint8Array
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
  const { counts, places, hotspots, locator, harm, exposureDays } = chosen
  const sourceNames = gatherNames(Object.values(lists).flat(), chosen)
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
      [
        ...hotspots.map((hotspot) => ({ ...hotspot, sourceNames: [hotspot.name] })),
        ...unnamed.map((i) => ({ ...located[i]!, sourceNames: sourceNames(list[i]!) })),
      ],
      chosen.input.labels,
    ).slice(hotspots.length)
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

/** Place names of the rows of any of these places, commonest first. */
function gatherNames(
  places: readonly Place[],
  { input: { incidents, options }, selected, period, counts }: ChosenRanking,
): (place: Place) => string[] {
  const wanted = new Map(places.flatMap(({ cells }) => cells.map((cell) => [cell, new Map<number, number>()])))
  const { column } = cellColumn(incidents, options.resolution)
  const countsOf = Array.from(counts.indexOf, (cell) => wanted.get(cell))
  for (let row = 0; row < incidents.length; row++) {
    const name = incidents.placeName[row]!
    const at = incidents.occurredFrom[row]!
    if (name === NO_NAME || selected[row] === 0 || at >= period.window.toUtcMin) continue
    if (at < period.window.fromUtcMin && options.history === 'ignore') continue
    const own = countsOf[column[row]!]
    own?.set(name, (own.get(name) ?? 0) + 1)
  }
  return ({ cells }) => {
    const together = new Map<number, number>()
    for (const cell of cells)
      for (const [name, count] of wanted.get(cell)!) together.set(name, (together.get(name) ?? 0) + count)
    return commonestNames(together, incidents.placeNames)
  }
}
