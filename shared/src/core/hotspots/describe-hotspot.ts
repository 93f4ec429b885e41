import { cellNeighbours, type Cell } from '../cells.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { OFFENCES, type Offence } from '../incidents/incident.ts'
import { createZone, formatDay, startOfMonth, type Zone } from '../time.ts'
import { cellColumn } from './cell-counts.ts'
import type { Hotspot } from './hotspot.ts'
import { checkRankOptions, type RankOptions } from './rank-options.ts'
import { dayPeriod, rankingPeriod, type DayPeriod, type RankingPeriod } from './ranking-period.ts'
import { selectScope } from './scope.ts'

/** What is behind one hotspot's numbers. */
export interface HotspotDescription {
  /** plain sentences */
  reasons: string[]
  /** incidents by equal periods, oldest first, long enough that none holds 1 or 2 */
  trend: { from: string; to: string; incidents: number }[]
  trendUnit: 'week' | 'month'
  /** offence classes with 3 incidents or more in the window, commonest first */
  byOffence: { offence: Offence; incidents: number }[]
}

/** What a hotspot must say of itself; a stored or filed one will do. */
export type DescribedHotspot = Pick<
  Hotspot,
  'cells' | 'observed' | 'expected' | 'expectedLow' | 'expectedHigh' | 'pTop' | 'rank'
>

/** Below this a count may point to one person's bad day: it is never stated as a number. */
const LEAST_STATED = 3

/** Months of trend for month-only data: the window's three alone would say nothing. */
const TREND_MONTHS = 12

/**
 * Why this place: sentences, trend and offence mix from the incidents in its cells. Nothing in it singles out one incident:
 * counts of 1 and 2 are told as "fewer than 3", no date of a single incident is given.
 *
 * The incidents are sorted by cell once, so that describing every hotspot of a ranking costs one pass and not hundreds.
 */
export function createHotspotDescriber({
  incidents,
  options: given,
}: {
  incidents: IncidentColumns
  options: RankOptions
}): (hotspot: DescribedHotspot) => HotspotDescription {
  const options = checkRankOptions(given)
  const zone = createZone(options.timezone)
  const period = rankingPeriod(incidents, options, zone)
  const { window } = period
  const rowsOf = rowsByCell(incidents, options)
  const months = period.unit === 'month' ? monthsLoaded(incidents, window, zone) : 0
  const inWindow = (row: number): boolean =>
    incidents.occurredFrom[row]! >= window.fromUtcMin && incidents.occurredFrom[row]! < window.toUtcMin
  return (hotspot) => {
    const cells = new Set(hotspot.cells)
    const ring = new Set(hotspot.cells.flatMap(cellNeighbours).filter((cell) => !cells.has(cell)))
    const rows = [...cells].flatMap(rowsOf)
    const own = rows.filter(inWindow)
    const beside = [...ring].flatMap(rowsOf).filter(inWindow).length
    const trend = trendOf(incidents, rows, period, months, zone)
    return {
      reasons: [
        `${stated(own.length)} here in the ${periodWords(period)} up to ${formatDay(window.toDay - 1)}.`,
        expectation(hotspot, period),
        `The chance that it truly belongs to the ${options.top} places of highest risk is ${percent(hotspot.pTop)}.`,
        `${stated(beside)} in the cells right around it in the same time.`,
        ...trendWords(trend),
      ],
      trend,
      trendUnit: period.unit === 'month' ? 'month' : 'week',
      byOffence: offenceCounts(incidents, own),
    }
  }
}

/** The same for a single hotspot. */
export function describeHotspot({
  hotspot,
  ...input
}: {
  incidents: IncidentColumns
  options: RankOptions
  hotspot: DescribedHotspot
}): HotspotDescription {
  return createHotspotDescriber(input)(hotspot)
}

/** Rows in scope of each cell. */
function rowsByCell(incidents: IncidentColumns, options: RankOptions): (cell: Cell) => readonly number[] {
  const { selected } = selectScope(incidents, options)
  const { column, dictionary } = cellColumn(incidents, options.resolution)
  const rows = new Map<Cell, number[]>()
  for (let i = 0; i < incidents.length; i++) {
    if (selected[i] === 0) continue
    const cell = dictionary[column[i]!]!
    const known = rows.get(cell)
    if (known === undefined) rows.set(cell, [i])
    else known.push(i)
  }
  return (cell) => rows.get(cell) ?? []
}

function stated(count: number): string {
  if (count === 0) return 'No incident'
  return count < LEAST_STATED ? `Fewer than ${LEAST_STATED} incidents` : `${count} incidents`
}

function periodWords({ unit, window }: RankingPeriod): string {
  const days = window.toDay - window.fromDay
  return unit === 'month' ? '3 months' : `${days / 7} weeks`
}

function expectation(hotspot: DescribedHotspot, { horizon }: RankingPeriod): string {
  const days = horizon.toDay - horizon.fromDay
  const { expectedLow: low, expectedHigh: high } = hotspot
  const range = low === high ? `${low}` : `${low} to ${high}`
  return `In the ${days} days from ${formatDay(horizon.fromDay)} expect about ${hotspot.expected.toFixed(1)}; at least 8 times in 10 the number will be ${range}.`
}

function percent(share: number): string {
  if (share > 0.99) return 'over 99 %'
  return share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`
}

/**
 * Equal periods over the window (for months: over up to a year of what is loaded), as short as can be without one of
 * them holding 1 or 2; nothing at all when even the whole does.
 */
function trendOf(
  incidents: IncidentColumns,
  rows: readonly number[],
  { unit, window }: RankingPeriod,
  months: number,
  zone: Zone,
): HotspotDescription['trend'] {
  const steps = unit === 'month' ? months : (window.toDay - window.fromDay) / 7
  const startOf = (step: number): number =>
    unit === 'month' ? startOfMonth(window.toDay, step - steps) : window.fromDay + 7 * step
  for (let size = 1; size <= steps; size++) {
    if (steps % size !== 0) continue
    const periods = Array.from({ length: steps / size }, (_, i) => {
      const period = dayPeriod(startOf(i * size), startOf((i + 1) * size), zone)
      return {
        from: formatDay(period.fromDay),
        to: formatDay(period.toDay),
        incidents: countRows(incidents, rows, period),
      }
    })
    if (periods.every((period) => period.incidents === 0 || period.incidents >= LEAST_STATED)) return periods
  }
  return []
}

/** Whole months before the end of the window that the data reaches back over, at most a year and at least the window. */
function monthsLoaded(incidents: IncidentColumns, window: DayPeriod, zone: Zone): number {
  let first = window.fromUtcMin
  for (let i = 0; i < incidents.length; i++) first = Math.min(first, incidents.occurredFrom[i]!)
  let months = TREND_MONTHS
  while (months > 3 && dayPeriod(startOfMonth(window.toDay, -months), window.toDay, zone).fromUtcMin < first)
    months -= 1
  return months
}

function countRows(incidents: IncidentColumns, rows: readonly number[], period: DayPeriod): number {
  return rows.filter(
    (row) => incidents.occurredFrom[row]! >= period.fromUtcMin && incidents.occurredFrom[row]! < period.toUtcMin,
  ).length
}

/** A change between the halves that chance alone gives once in 20 times; Poisson z = 2 (sqrt(b) - sqrt(a)) / sqrt 2 (EVIDENCE 2.7). */
const NOTABLE_Z = 1.96

function trendWords(trend: HotspotDescription['trend']): string[] {
  const half = Math.floor(trend.length / 2)
  if (half === 0) return []
  const sum = (periods: HotspotDescription['trend']): number =>
    periods.reduce((total, period) => total + period.incidents, 0)
  const earlier = sum(trend.slice(trend.length - 2 * half, trend.length - half))
  const later = sum(trend.slice(trend.length - half))
  const z = Math.SQRT2 * (Math.sqrt(later) - Math.sqrt(earlier))
  if (Math.abs(z) < NOTABLE_Z) return ['No rise or fall beyond what chance alone would give.']
  return [
    `${z > 0 ? 'Rising' : 'Falling'}: ${stated(earlier)} in the earlier half shown, ${stated(later)} in the later.`,
  ]
}

function offenceCounts(incidents: IncidentColumns, rows: readonly number[]): HotspotDescription['byOffence'] {
  const counts = OFFENCES.map(() => 0)
  for (const row of rows) counts[incidents.offence[row]!]! += 1
  return OFFENCES.map((offence, i) => ({ offence, incidents: counts[i]! }))
    .filter((entry) => entry.incidents >= LEAST_STATED)
    .sort((a, b) => b.incidents - a.incidents)
}
