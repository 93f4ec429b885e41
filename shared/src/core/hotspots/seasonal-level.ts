import type { IncidentColumns } from '../incidents/incident-columns.ts'
import type { Zone } from '../time.ts'
import { yearsEarlier, type DayPeriod, type RankingPeriod } from './ranking-period.ts'

/** How far a season may plausibly lift or lower three weeks: standard deviation of the logarithm, about 10 %. */
const SEASON_VARIANCE = 0.01
const MOST_YEARS = 5

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
  const firstUtcMin = earliest(incidents, selected)
  let windowCount = 0
  let windowDays = 0
  let horizonCount = 0
  let horizonDays = 0
  for (let years = 1; years <= MOST_YEARS; years++) {
    const window = yearsEarlier(period.window, years, period.unit, zone)
    const horizon = yearsEarlier(period.horizon, years, period.unit, zone)
    if (window.fromUtcMin < firstUtcMin || horizon.toUtcMin > period.window.toUtcMin) continue
    windowCount += countIn(incidents, selected, window)
    windowDays += window.toDay - window.fromDay
    horizonCount += countIn(incidents, selected, horizon)
    horizonDays += horizon.toDay - horizon.fromDay
  }
  if (windowCount === 0 || horizonCount === 0) return 1
  const ratio = horizonCount / horizonDays / (windowCount / windowDays)
  const trust = SEASON_VARIANCE / (SEASON_VARIANCE + 1 / horizonCount + 1 / windowCount)
  return ratio ** trust
}

function earliest(incidents: IncidentColumns, selected: Uint8Array): number {
  let first = Infinity
  for (let i = 0; i < incidents.length; i++)
    if (selected[i] === 1 && incidents.occurredFrom[i]! < first) first = incidents.occurredFrom[i]!
  return first
}

function countIn(incidents: IncidentColumns, selected: Uint8Array, period: DayPeriod): number {
  let count = 0
  for (let i = 0; i < incidents.length; i++) {
    const at = incidents.occurredFrom[i]!
    if (selected[i] === 1 && at >= period.fromUtcMin && at < period.toUtcMin) count += 1
  }
  return count
}
