import { cellNeighbours, type Cell } from '../cells.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { OFFENCES, type Offence } from '../incidents/incident.ts'
import { createZone, formatDay, startOfMonth, type Zone } from '../time.ts'
import { cellColumn } from './cell-counts.ts'
import { dayInWords } from './day-in-words.ts'
import type { Hotspot } from './hotspot.ts'
import { checkRankOptions, type RankOptions } from './rank-options.ts'
import { dayPeriod, rankingPeriod, WINDOW_MONTHS, type DayPeriod, type RankingPeriod } from './ranking-period.ts'
import { selectScope } from './scope.ts'
import { LEAST_STATED, maySum, tellParts } from './tell-counts.ts'

/** What is behind one hotspot's numbers. */
export interface HotspotDescription {
  /** plain sentences */
  reasons: string[]
  /** incidents by week or month, oldest first; null: not told, since it is below 3, or would tell one that is */
  trend: { from: string; to: string; incidents: number | null }[]
  trendUnit: 'week' | 'month'
  /** offence classes with 3 incidents or more in the window, commonest first, but for those that would tell a smaller one */
  byOffence: { offence: Offence; incidents: number }[]
}

/** What a hotspot must say of itself; a stored or filed one will do. */
export type DescribedHotspot = Pick<
  Hotspot,
  'cells' | 'observed' | 'expected' | 'expectedLow' | 'expectedHigh' | 'pTop' | 'rank'
>

/** Months of trend for month-only data: the window's three alone would say nothing. */
const TREND_MONTHS = 12

/**
 * Why this place: sentences, trend and offence mix from the incidents in its cells. Nothing in it singles out one incident:
 * counts of 1 and 2 are not told, nor any from which, with the count of the place, one would follow; and no day of an
 * incident is given.
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
    const periods = countPeriods(incidents, rows, period, months, zone)
    const told = tellPeriods(periods, period.unit)
    return {
      reasons: [
        `${stated(own.length)} here in the ${periodWords(period)} up to ${dayInWords(window.toDay - 1)}.`,
        expectation(hotspot, period),
        `The chance that it truly belongs to the ${options.top} places of highest risk is ${percent(hotspot.pTop)}.`,
        `${stated(beside)} right around it in the same time.`,
        ...trendWords(periods, told, period.unit),
      ],
      trend: periods.map((one, index) => ({ ...one, incidents: told[index]! })),
      trendUnit: period.unit === 'month' ? 'month' : 'week',
      byOffence: offenceCounts(incidents, own, options.offences),
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
  return `About ${hotspot.expected.toFixed(1)} expected in the ${days} days from ${dayInWords(horizon.fromDay)}, most likely ${range} (a chance of at least 8 in 10).`
}

function percent(share: number): string {
  if (share > 0.99) return 'over 99%'
  return share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`
}

/** Periods whose sum is stated as the count of the place: the weeks of the window, or its last months. */
function countedFrom(periods: number, unit: RankingPeriod['unit']): number {
  return unit === 'month' ? Math.max(0, periods - WINDOW_MONTHS) : 0
}

function tellPeriods(periods: readonly CountedPeriod[], unit: RankingPeriod['unit']): (number | null)[] {
  const counts = periods.map(({ incidents }) => incidents)
  const from = countedFrom(counts.length, unit)
  const before = counts.slice(0, from).map((count) => (count === 0 || count >= LEAST_STATED ? count : null))
  return [...before, ...tellParts(counts.slice(from))]
}

interface CountedPeriod {
  /** local dates, `to` exclusive */
  from: string
  to: string
  incidents: number
}

/** The weeks of the window; for month-only data the months of up to a year of what is loaded. */
function countPeriods(
  incidents: IncidentColumns,
  rows: readonly number[],
  { unit, window }: RankingPeriod,
  months: number,
  zone: Zone,
): CountedPeriod[] {
  const steps = unit === 'month' ? months : (window.toDay - window.fromDay) / 7
  const startOf = (step: number): number =>
    unit === 'month' ? startOfMonth(window.toDay, step - steps) : window.fromDay + 7 * step
  return Array.from({ length: steps }, (_, step) => {
    const period = dayPeriod(startOf(step), startOf(step + 1), zone)
    return {
      from: formatDay(period.fromDay),
      to: formatDay(period.toDay),
      incidents: countRows(incidents, rows, period),
    }
  })
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

function trendWords(
  periods: readonly CountedPeriod[],
  told: readonly (number | null)[],
  unit: RankingPeriod['unit'],
): string[] {
  const half = Math.floor(periods.length / 2)
  if (half === 0) return []
  const sum = (some: readonly CountedPeriod[]): number => some.reduce((total, period) => total + period.incidents, 0)
  const earlier = sum(periods.slice(0, half))
  const later = sum(periods.slice(periods.length - half))
  const z = Math.SQRT2 * (Math.sqrt(later) - Math.sqrt(earlier))
  if (Math.abs(z) < NOTABLE_Z) return ['No rise or fall beyond what chance alone would give.']
  const [first, last] =
    half === 1
      ? [unit === 'month' ? 'month' : 'week', '']
      : [`${half} ${unit === 'month' ? 'months' : 'weeks'}`, ` ${half}`]
  // With the halves' numbers, periods that are not told could follow by subtraction.
  if (!maySumHalves(periods, told, unit))
    return [`${z > 0 ? 'Rising: most were in the last' : 'Falling: most were in the first'} ${first} shown.`]
  return [
    `${z > 0 ? 'Rising' : 'Falling'}: ${stated(earlier).toLowerCase()} in the first ${first} shown, ${stated(later).toLowerCase()} in the last${last}.`,
  ]
}

/** Both halves and the whole may be told when no part between their ends tells of a hidden count. */
function maySumHalves(
  periods: readonly CountedPeriod[],
  told: readonly (number | null)[],
  unit: RankingPeriod['unit'],
): boolean {
  const counts = periods.map(({ incidents }) => incidents)
  const half = Math.floor(counts.length / 2)
  const ends = [0, half, counts.length - half, countedFrom(counts.length, unit), counts.length].sort((a, b) => a - b)
  return ends.every((from, index) => {
    const to = ends[index + 1] ?? from
    const sum = counts.slice(from, to).reduce((total, count) => total + count, 0)
    return (sum === 0 || sum >= LEAST_STATED) && maySum(counts.slice(from, to), told.slice(from, to))
  })
}

function offenceCounts(
  incidents: IncidentColumns,
  rows: readonly number[],
  offences: readonly Offence[],
): HotspotDescription['byOffence'] {
  const counts = offences.map(() => 0)
  for (const row of rows) counts[offences.indexOf(OFFENCES[incidents.offence[row]!]!)]! += 1
  const told = tellParts(counts)
  return offences
    .map((offence, i) => ({ offence, incidents: told[i] ?? 0 }))
    .filter((entry) => entry.incidents > 0)
    .sort((a, b) => b.incidents - a.incidents)
}
