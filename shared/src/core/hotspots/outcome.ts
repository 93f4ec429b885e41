import { cellAreaM2 } from '../cells.ts'
import { PRECISION_CODES, type IncidentColumns } from '../incidents/incident-columns.ts'
import { createZone, dayOf, startOfMonth, type Zone } from '../time.ts'
import { cellColumn } from './cell-counts.ts'
import type { Hotspot, RankingMeta } from './hotspot.ts'
import type { RankOptions } from './rank-options.ts'
import { dayPeriod, isMonthOnly, type DayPeriod, type RankingPeriod } from './ranking-period.ts'
import { firstSelected, selectScope } from './scope.ts'
import { seasonIsKnown } from './seasonal-level.ts'
import type { Outcome, OutcomeVerdict } from './sureness/outcome-figures.ts'
import { sumInterval } from './sureness/list-interval.ts'
import { ENOUGH_ORIGINS, isComparable, type OutcomePromise } from './sureness/outcome-promise.ts'
import { outcomeSentences } from './sureness/outcome-words.ts'
import { LEAST_STATED } from './tell-counts.ts'

/** A ranking's periods and what it counted, so that the same is counted now. */
export type OutcomeScope = Pick<RankingMeta, 'windowFromDay' | 'horizonFromDay' | 'horizonToDay'> &
  Pick<RankOptions, 'resolution' | 'timezone' | 'history'> &
  Parameters<typeof selectScope>[1]

export interface OutcomeInput {
  hotspots: readonly Pick<Hotspot, 'cells' | 'expected' | 'expectedLow' | 'expectedHigh'>[]
  meta: OutcomeScope
  incidents: IncidentColumns
  /** first local day that is not known in full; default: the day of the last incident loaded, if it is within the horizon */
  knownToDay?: number
  promise?: OutcomePromise
}

/**
 * Counts what came in the listed places over the horizon, as far as it is known, and holds it against the ranking's own expectation
 * and a backtest's promise. It judges the ranking, never the patrols: what would have come without them is not known from
 * this, places listed for their counts fall by themselves, and patrolling may have changed both what happened and what was
 * recorded (EVIDENCE 2.7).
 */
export function measureOutcome({ hotspots, meta, incidents, knownToDay, promise }: OutcomeInput): Outcome {
  const zone = createZone(meta.timezone)
  const { horizonFromDay, horizonToDay } = meta
  const { selected } = selectScope(incidents, meta)
  const toDay = Math.min(horizonToDay, knownToDay ?? firstUnknownDay(incidents, zone))
  const days = horizonToDay - horizonFromDay
  const daysKnown = Math.max(0, toDay - horizonFromDay)
  const { hits, all } = countHits(
    hotspots,
    incidents,
    selected,
    meta.resolution,
    dayPeriod(horizonFromDay, horizonFromDay + daysKnown, zone),
  )
  const seasonKnown = seasonIsKnown(
    firstSelected(incidents, selected),
    meta.history,
    periodOf(incidents, meta, zone),
    zone,
  )
  const foreseen = sumInterval(hotspots, daysKnown / days, seasonKnown)
  const state = daysKnown === 0 ? 'none' : daysKnown < days ? 'partial' : 'whole'
  const hitRate = told(hits) === null || told(all) === null || all === 0 ? null : hits / all
  const ground = hotspots.flatMap((hotspot) => hotspot.cells)
  const cells = ground.length
  const areaKm2 = ground.reduce((sum, cell) => sum + cellAreaM2(cell), 0) / 1e6
  const figures = {
    state,
    daysKnown,
    days,
    hits: told(hits),
    incidents: told(all),
    hitRate,
    expected: foreseen.mean,
    expectedLow: foreseen.low,
    expectedHigh: foreseen.high,
    againstExpected: state === 'none' ? null : compare(hits, foreseen),
    againstPromise: promise === undefined || state !== 'whole' ? null : comparePromise(hitRate, cells, promise),
  } as const
  return {
    ...figures,
    sentences: outcomeSentences(figures, { fromDay: horizonFromDay, places: hotspots.length, cells, areaKm2 }, promise),
  }
}

const told = (count: number): number | null => (count > 0 && count < LEAST_STATED ? null : count)

/**
 * The day of the last incident, which may have come in by half only; of data with months only, the day after its last month. Where
 * others of that very time say more than their month, the month is no more known than they are.
 */
function firstUnknownDay({ length, occurredFrom, precision }: IncidentColumns, zone: Zone): number {
  let last = -Infinity
  let isMonth = true
  for (let i = 0; i < length; i++) {
    const at = occurredFrom[i]!
    if (at < last) continue
    if (at > last) isMonth = true
    last = at
    isMonth &&= precision[i] === PRECISION_CODES.month
  }
  if (last === -Infinity) return last
  const day = dayOf(zone.toLocalMin(last))
  return isMonth ? startOfMonth(day, 1) : day
}

function countHits(
  hotspots: OutcomeInput['hotspots'],
  incidents: IncidentColumns,
  selected: Uint8Array,
  resolution: OutcomeScope['resolution'],
  { fromUtcMin, toUtcMin }: DayPeriod,
): { hits: number; all: number } {
  const { column, dictionary } = cellColumn(incidents, resolution)
  const cells = new Set(hotspots.flatMap((hotspot) => hotspot.cells))
  const listed = dictionary.map((cell) => cells.has(cell))
  let hits = 0
  let all = 0
  for (let i = 0; i < incidents.length; i++) {
    const at = incidents.occurredFrom[i]!
    if (selected[i] === 0 || at < fromUtcMin || at >= toUtcMin) continue
    all += 1
    if (listed[column[i]!] === true) hits += 1
  }
  return { hits, all }
}

/** The ranking's own period, from what is loaded now. */
function periodOf(
  incidents: IncidentColumns,
  { windowFromDay, horizonFromDay, horizonToDay }: OutcomeScope,
  zone: Zone,
): RankingPeriod {
  const horizon = dayPeriod(horizonFromDay, horizonToDay, zone)
  return {
    unit: isMonthOnly(incidents, horizon.fromUtcMin) ? 'month' : 'day',
    window: dayPeriod(windowFromDay, horizonFromDay, zone),
    horizon,
  }
}

function compare(value: number, { low, high }: { low: number; high: number }): OutcomeVerdict {
  if (value < low) return 'below'
  return value > high ? 'above' : 'within'
}

function comparePromise(hitRate: number | null, cells: number, promise: OutcomePromise): OutcomeVerdict {
  if (hitRate === null || promise.origins < ENOUGH_ORIGINS || !isComparable(cells, promise)) return null
  return compare(hitRate, { low: promise.hitRateLow, high: promise.hitRateHigh })
}
