import { NO_NAME, type IncidentColumns } from '../incidents/incident-columns.ts'
import { HOURS_PER_WEEK } from '../time.ts'
import { cellColumn } from './cell-counts.ts'
import type { HourCounts, KnownHours } from './hours/known-hours.ts'
import type { RankOptions } from './rank-options.ts'
import type { DayPeriod } from './ranking-period.ts'

/** What the rows of one place say beyond their number. */
export interface PlaceFacts {
  /** incidents in the window */
  observed: number
  /** incidents in window and history by hour of the week */
  hours: Float64Array
  /** place names of the rows, commonest first */
  names: string[]
}

/**
 * One pass over the incidents for all places and the force. Rows before the window count (unless history is ignored) because
 * hours and names change slowly.
 *
 * @param placeOf for each entry of the resolution's cell dictionary its place, or -1
 */
export function gatherPlaceFacts(
  incidents: IncidentColumns,
  selected: Uint8Array,
  options: Pick<RankOptions, 'resolution' | 'history'>,
  window: DayPeriod,
  known: KnownHours,
  placeOf: Int32Array,
  placeCount: number,
): { places: PlaceFacts[]; forceHours: Float64Array; hourCounts: HourCounts } {
  const { column } = cellColumn(incidents, options.resolution)
  const forceHours = new Float64Array(HOURS_PER_WEEK)
  const hourCounts: HourCounts = { known: 0, defaultTime: 0, longSpan: 0, noTime: 0 }
  const places = Array.from({ length: placeCount }, () => ({
    observed: 0,
    hours: new Float64Array(HOURS_PER_WEEK),
    nameCounts: new Map<number, number>(),
  }))
  for (let i = 0; i < incidents.length; i++) {
    const at = incidents.occurredFrom[i]!
    if (selected[i] === 0 || at >= window.toUtcMin) continue
    const inWindow = at >= window.fromUtcMin
    if (!inWindow && options.history === 'ignore') continue
    const place = places[placeOf[column[i]!]!]
    hourCounts[known.kindOf(i)] += 1
    known.spread(i, (hour, weight) => {
      forceHours[hour]! += weight
      if (place !== undefined) place.hours[hour]! += weight
    })
    if (place === undefined) continue
    if (inWindow) place.observed += 1
    const name = incidents.placeName[i]!
    if (name !== NO_NAME) place.nameCounts.set(name, (place.nameCounts.get(name) ?? 0) + 1)
  }
  return {
    places: places.map(({ nameCounts, ...facts }) => ({
      ...facts,
      names: commonestNames(nameCounts, incidents.placeNames),
    })),
    forceHours,
    hourCounts,
  }
}

export function commonestNames(counts: ReadonlyMap<number, number>, names: readonly string[]): string[] {
  return [...counts]
    .map(([name, count]) => ({ name: names[name]!, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name)
}
