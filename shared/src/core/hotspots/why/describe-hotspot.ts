import { cellNeighbours } from '../../cells.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { createZone } from '../../time.ts'
import { countWeights } from '../cell-values.ts'
import { dayInWords } from '../day-in-words.ts'
import type { Hotspot } from '../hotspot.ts'
import type { AreaQuota } from '../places/area-quotas.ts'
import { checkRankOptions, type RankOptions } from '../rank-options.ts'
import { rankingPeriod, type RankingPeriod } from '../ranking-period.ts'
import { selectScope } from '../scope.ts'
import { historyWords } from './history-words.ts'
import { hourWords, type ToldHours } from './hour-words.ts'
import { neighbourWords } from './neighbour-words.ts'
import { mixWords, tellOffences, type ToldOffence } from './offence-mix.ts'
import { countRows, gatherForceFacts, rowsByCell } from './place-rows.ts'
import { sureWords, type ListOrder, type ToldSureness } from './sure-words.ts'
import { tellTrend, trendPeriods, type ToldPeriod } from './trend.ts'
import { stated, windowLength } from './words.ts'

/** What is behind one hotspot's numbers. */
export interface HotspotDescription {
  /** plain sentences */
  reasons: string[]
  /** by week or month, oldest first */
  trend: ToldPeriod[]
  trendUnit: 'week' | 'month'
  /** commonest first */
  byOffence: ToldOffence[]
}

/** What a hotspot must say of itself; a stored or filed one will do. */
export type DescribedHotspot = Pick<Hotspot, 'cells' | 'expected' | 'expectedLow' | 'expectedHigh'> &
  ToldHours &
  ToldSureness

export interface DescriberInput {
  /** those that were ranked */
  incidents: IncidentColumns
  options: RankOptions
  /** those of the ranking */
  quotas?: readonly AreaQuota[]
}

/**
 * Why this place: sentences, trend and offence mix from the incidents in its cells and from the hotspot's own figures: how many, what is
 * expected, how sure, what, when, against its past, what is around. Nothing in it singles out one incident: counts of 1 and 2 are not
 * told, nor any from which one would follow (`tell-counts.ts`); every sentence on parts of a count is made from what is told of
 * them; no day of an incident is given, and no cause.
 */
export function createHotspotDescriber({
  incidents,
  options: given,
  quotas = [],
}: DescriberInput): (hotspot: DescribedHotspot) => HotspotDescription {
  const options = checkRankOptions(given)
  const zone = createZone(options.timezone)
  const period = rankingPeriod(incidents, options, zone)
  const { selected } = selectScope(incidents, options)
  const rowsOf = rowsByCell(incidents, selected, options)
  const force = gatherForceFacts(incidents, selected, period, options.history, zone)
  const periods = trendPeriods(period, force.earlier.length, zone)
  const order: ListOrder = {
    top: options.top,
    rankBy: options.rankBy,
    isWeighted: countWeights(options.theme?.weights) !== undefined,
    hasQuotas: quotas.length > 0,
  }
  const isMonths = period.unit === 'month'
  return (hotspot) => {
    const cells = new Set(hotspot.cells)
    const ring = new Set(hotspot.cells.flatMap(cellNeighbours).filter((cell) => !cells.has(cell)))
    const rows = [...cells].flatMap(rowsOf)
    const { window } = period
    const own = rows.filter((row) => countRows(incidents, [row], window) === 1)
    const byOffence = tellOffences(incidents, own, options.offences)
    return {
      reasons: [
        `${stated(own.length)} here in the ${windowLength(period)} up to ${dayInWords(window.toDay - 1)}.`,
        expectation(hotspot, period),
        ...sureWords(hotspot, order),
        ...mixWords(byOffence, own.length, force),
        ...hourWords(hotspot),
        ...historyWords(incidents, rows, own.length, force, period, options.history, isMonths),
        neighbourWords(countRows(incidents, [...ring].flatMap(rowsOf), window), own.length),
      ],
      trend: tellTrend(incidents, rows, periods, period),
      trendUnit: isMonths ? 'month' : 'week',
      byOffence,
    }
  }
}

/** The same for a single hotspot. */
export function describeHotspot({
  hotspot,
  ...input
}: DescriberInput & { hotspot: DescribedHotspot }): HotspotDescription {
  return createHotspotDescriber(input)(hotspot)
}

function expectation(hotspot: DescribedHotspot, { horizon }: RankingPeriod): string {
  const days = horizon.toDay - horizon.fromDay
  const { expectedLow: low, expectedHigh: high } = hotspot
  const range = low === high ? `${low}` : `${low} to ${high}`
  return `About ${hotspot.expected.toFixed(1)} expected in the ${days} days from ${dayInWords(horizon.fromDay)}, most likely ${range} (a chance of at least 8 in 10).`
}
