import type { IncidentColumns } from '../incidents/incident-columns.ts'
import type { Zone } from '../time.ts'
import type { RankOptions } from './rank-options.ts'
import { remembered } from '../remembered.ts'
import { yearsEarlier, type RankingPeriod } from './ranking-period.ts'

/** How far a season may plausibly lift or lower three weeks: standard deviation of the logarithm, about 10 %. */
const SEASON_VARIANCE = 0.01
const MOST_YEARS = 5

/**
 * The same weeks of earlier years, as far as they are loaded whole.
 *
 * @param firstUtcMin the first incident that may be counted
 */
function earlierSeasons(
  firstUtcMin: number,
  { unit, window, horizon }: RankingPeriod,
  zone: Zone,
): Pick<RankingPeriod, 'window' | 'horizon'>[] {
  return Array.from({ length: MOST_YEARS }, (_, i) => ({
    window: yearsEarlier(window, i + 1, unit, zone),
    horizon: yearsEarlier(horizon, i + 1, unit, zone),
  })).filter((season) => season.window.fromUtcMin >= firstUtcMin && season.horizon.toUtcMin <= window.toUtcMin)
}

/** Whether a ranking could see the same weeks of an earlier year, and so what its horizon's level is worth. */
export function seasonIsKnown(
  firstUtcMin: number,
  history: RankOptions['history'],
  period: RankingPeriod,
  zone: Zone,
): boolean {
  return history === 'use' && earlierSeasons(firstUtcMin, period, zone).length > 0
}

/**
 * How many times the window's daily level the horizon will have, judged by the same weeks of earlier years and pulled towards 1
 * as far as those counts are small. 1 when no whole earlier year is loaded. It moves every expected count alike, so
 * it never changes a rank.
 */
export function seasonalLevel(
  incidents: IncidentColumns,
  selected: Uint8Array,
  period: RankingPeriod,
  zone: Zone,
): number {
  const { first, countBefore } = countByTime(selected, incidents)
  let windowCount = 0
  let windowDays = 0
  let horizonCount = 0
  let horizonDays = 0
  for (const { window, horizon } of earlierSeasons(first, period, zone)) {
    windowCount += countBefore(window.toUtcMin) - countBefore(window.fromUtcMin)
    windowDays += window.toDay - window.fromDay
    horizonCount += countBefore(horizon.toUtcMin) - countBefore(horizon.fromUtcMin)
    horizonDays += horizon.toDay - horizon.fromDay
  }
  if (windowCount === 0 || horizonCount === 0) return 1
  const ratio = horizonCount / horizonDays / (windowCount / windowDays)
  const trust = SEASON_VARIANCE / (SEASON_VARIANCE + 1 / horizonCount + 1 / windowCount)
  return ratio ** trust
}

/** Midnights on every clock in use are a whole number of these in UTC. */
const QUARTER_MIN = 15

interface CountsByTime {
  /** utcMin; Infinity without an incident */
  first: number
  /** incidents before an instant */
  countBefore: (utcMin: number) => number
}

/** Selected incidents by time in one pass, however many periods are asked for; a selection belongs to one set of incidents. */
const countByTime = remembered(
  1,
  () => '',
  (selected: Uint8Array, incidents: IncidentColumns) => readTimes(selected, incidents),
)

function readTimes(selected: Uint8Array, { length, occurredFrom }: IncidentColumns): CountsByTime {
  let first = Infinity
  let last = -Infinity
  for (let i = 0; i < length; i++) {
    if (selected[i] === 0) continue
    const at = occurredFrom[i]!
    if (at < first) first = at
    if (at > last) last = at
  }
  if (first > last) return { first, countBefore: () => 0 }
  const firstQuarter = Math.floor(first / QUARTER_MIN)
  const before = new Uint32Array(Math.floor(last / QUARTER_MIN) - firstQuarter + 2)
  for (let i = 0; i < length; i++)
    if (selected[i] === 1) before[Math.floor(occurredFrom[i]! / QUARTER_MIN) - firstQuarter + 1]! += 1
  for (let quarter = 1; quarter < before.length; quarter++) before[quarter]! += before[quarter - 1]!
  return {
    first,
    countBefore: (utcMin) =>
      before[Math.max(0, Math.min(before.length - 1, Math.ceil(utcMin / QUARTER_MIN) - firstQuarter))]!,
  }
}
