import { DomainError } from '../../errors.ts'
import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { createZone, dayOf, formatDay, startOfMonth, type Zone } from '../../time.ts'
import { cellColumn } from '../cell-counts.ts'
import { tieHash } from '../cell-hash.ts'
import { CAMBRIDGE_2026 } from '../harm/cambridge-2026.ts'
import { cappedDays, checkHarmTable, type HarmTable } from '../harm/harm-table.ts'
import { RANKING_METHODS } from '../methods/index.ts'
import type { Evidence, RankingMethod } from '../methods/method.ts'
import { checkRankOptions, DEFAULT_RANK_OPTIONS } from '../rank-options.ts'
import { dayPeriod, type RankingPeriod } from '../ranking-period.ts'
import { selectScope } from '../scope.ts'
import type { Backtest, BacktestOptions, BacktestOrigin, MethodAtOrigin } from './backtest.ts'
import { catchJoined, summariseJoined } from './joined-places.ts'
import { comparePairs, OURS, OURS_BY_HARM } from './compare-pairs.ts'
import { backtestPeriods } from './origins.ts'
import { catchOf, checkForecast, chooseTop } from './scoring.ts'
import { firstRowFrom, rowsByTime, sortColumns, type SortedRows } from './sorted-rows.ts'
import { createStudyEstimates, type StudyEstimates } from './study-estimates.ts'
import { createStudyArea } from './study-area.ts'
import { judge, judgeHarm, summarise } from './summarise.ts'
import { summariseSureness } from './sureness/summarise-sureness.ts'
import { surenessAt } from './sureness/sureness-at.ts'

/** Length of the long count. */
const LONG_YEARS = 3
/** Years on each side of an origin that the practical ceiling looks at. */
const CEILING_YEARS = 1

/** Everything that is the same at every origin. */
interface Ground {
  incidents: IncidentColumns
  selected: Uint8Array
  options: BacktestOptions
  zone: Zone
  rows: SortedRows
  study: Evidence['study']
  studyCellOf: Int32Array
  tie: Float64Array
  /** hash of each entry of the dictionary of cells */
  codeTie: Float64Array
  /** days that one incident counts, by index into OFFENCES */
  harmDays: Float64Array
}

/**
 * Stands at each origin in turn, lets every method choose its cells from what was known before, and counts what those cells then
 * caught (METRICS 1). The same input gives the same result to the last digit.
 *
 * @param onProgress share done, 0 to 1
 * @throws {DomainError} INVALID_INPUT for options that make no sense, and when there is nothing before the first origin or in a horizon
 */
export function runBacktest(
  {
    incidents,
    options,
    harmTable: given,
  }: { incidents: IncidentColumns; options: BacktestOptions; harmTable?: HarmTable | undefined },
  onProgress: (share: number) => void = () => {},
): Backtest {
  const { offences, includeDomestic } = checkRankOptions({
    ...DEFAULT_RANK_OPTIONS,
    ...options,
    method: 'auto',
    asOfDay: options.fromDay,
  })
  const harmTable = checkHarmTable(given ?? CAMBRIDGE_2026)
  const methods = chooseMethods(options.methods)
  const zone = createZone(options.timezone)
  const periods = backtestPeriods(incidents, options, zone)
  const { selected, theme } = selectScope(incidents, { ...options, asOfDay: options.fromDay })
  const ground = prepare(incidents, selected, options, zone, periods[0]!, cappedDays(harmTable))
  checkCover(ground, periods)

  const origins = periods.map((period, i) => {
    const origin = standAt(ground, period, methods)
    onProgress((i + 1) / periods.length)
    return origin
  })

  const { study, rows } = ground
  const studyAreaM2 = study.areaM2.reduce((sum, area) => sum + area, 0)
  const summaries = methods.map((method, m) => summarise(method, origins, studyAreaM2, (origin) => origin.methods[m]!))
  const comparisons = comparePairs(origins, methods)
  return {
    meta: {
      fromDay: options.fromDay,
      toDay: options.toDay,
      unit: periods[0]!.unit,
      stepWeeks: options.stepWeeks,
      weeks: options.weeks,
      horizonDays: options.horizonDays,
      top: options.top,
      resolution: options.resolution,
      timezone: options.timezone,
      harmShare: options.harmShare,
      harmTable: { name: harmTable.name, source: harmTable.source },
      offences,
      includeDomestic,
      publicPlaceOnly: options.publicPlaceOnly,
      ...(theme === undefined ? {} : { theme }),
      studyCells: study.cells.length,
      studyAreaM2,
      firstDay: dayOf(zone.toLocalMin(rows.utcMin[0]!)),
      incidentsBefore: firstRowFrom(rows.utcMin, periods[0]!.window.toUtcMin),
    },
    origins,
    summaries,
    ceilings: [
      summarise({ id: 'ceiling', label: 'surrounding years' }, origins, studyAreaM2, (origin) => origin.ceiling),
      summarise(
        { id: 'ceiling-outside', label: 'same, less the horizon' },
        origins,
        studyAreaM2,
        (origin) => origin.ceilingOutside,
      ),
    ],
    baseRate: origins.reduce((sum, origin) => sum + origin.baseRate, 0) / origins.length,
    comparisons,
    joined: methods.flatMap(({ id }, m) => {
      const catches = origins.flatMap((origin) => origin.methods[m]!.joined ?? [])
      return catches.length === 0 ? [] : [summariseJoined(id, catches)]
    }),
    sureness: OURS.filter((id) => methods.some((method) => method.id === id)).map((id) =>
      summariseSureness(
        id,
        origins.flatMap(({ sureness }) => sureness.get(id) ?? []),
      ),
    ),
    warnings: [
      ...(theme?.missing ?? []),
      ...judge(comparisons, OURS, origins.length),
      ...judgeHarm(comparisons, OURS_BY_HARM, origins.length),
    ],
  }
}

function chooseMethods(wanted: readonly string[]): readonly RankingMethod[] {
  const unknown = wanted.find((id) => !RANKING_METHODS.some((method) => method.id === id))
  if (unknown !== undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `There is no method "${unknown}". Methods: ${RANKING_METHODS.map((method) => method.id).join(', ')}.`,
    )
  return RANKING_METHODS.filter((method, i) => i === 0 || wanted.includes(method.id))
}

function prepare(
  incidents: IncidentColumns,
  selected: Uint8Array,
  options: BacktestOptions,
  zone: Zone,
  first: RankingPeriod,
  harmDays: Float64Array,
): Ground {
  const { column, dictionary } = cellColumn(incidents, options.resolution)
  const order = rowsByTime(incidents, selected)
  const before = order.filter((row) => incidents.occurredFrom[row]! < first.window.toUtcMin)
  if (before.length === 0)
    throw new DomainError(
      'INVALID_INPUT',
      `No incident in scope is before ${formatDay(first.window.toDay)}: methods would have nothing to go by. Choose a later first day or load earlier data.`,
    )
  const occupied = new Set(Array.from(before, (row) => dictionary[column[row]!]!))
  const { study, projection, indexOf } = createStudyArea(occupied, options.resolution)
  const studyCellOf = Int32Array.from(dictionary, (cell) => indexOf.get(cell) ?? -1)
  return {
    incidents,
    selected,
    options,
    zone,
    rows: sortColumns(incidents, order, column, studyCellOf, projection, harmDays),
    study,
    studyCellOf,
    tie: Float64Array.from(study.cells, (cell) => tieHash([cell])),
    codeTie: Float64Array.from(dictionary, (cell) => tieHash([cell])),
    harmDays,
  }
}

/** A horizon without an incident cannot be judged: as a rule it lies beyond the data. */
function checkCover({ rows, zone }: Ground, periods: readonly RankingPeriod[]): void {
  for (const { horizon } of periods)
    if (firstRowFrom(rows.utcMin, horizon.fromUtcMin) === firstRowFrom(rows.utcMin, horizon.toUtcMin))
      throw new DomainError(
        'INVALID_INPUT',
        `No incident in scope from ${formatDay(horizon.fromDay)} up to and not including ${formatDay(horizon.toDay)}. ` +
          `The data runs from ${formatDay(dayOf(zone.toLocalMin(rows.utcMin[0]!)))} to ${formatDay(dayOf(zone.toLocalMin(rows.utcMin.at(-1)!)))}: choose days within it.`,
      )
}

function standAt(ground: Ground, period: RankingPeriod, methods: readonly RankingMethod[]): BacktestOrigin {
  const { rows, study, tie, options } = ground
  const { horizon } = period
  const first = firstRowFrom(rows.utcMin, horizon.fromUtcMin)
  const end = firstRowFrom(rows.utcMin, horizon.toUtcMin)
  const observed = countStudyCells(ground, first, end)
  const harm = harmOfStudyCells(ground, first, end)
  const years = surroundingYears(ground, period)
  const { incidents, selected, zone, studyCellOf, harmDays } = ground
  const estimates = createStudyEstimates(incidents, selected, options, period, zone, studyCellOf, harmDays)
  const evidence = evidenceAt(ground, period, estimates)
  const catchBy = (score: Float64Array) => catchOf(chooseTop(score, tie, options.top), observed, harm, study.areaM2)
  return {
    asOfDay: horizon.fromDay,
    horizonToDay: horizon.toDay,
    incidents: end - first,
    attainable: mostOfAny(ground, first, end, 'incidents'),
    harmDays: rows.harmDays.subarray(first, end).reduce((sum, days) => sum + days, 0),
    harmAttainable: mostOfAny(ground, first, end, 'harm'),
    baseRate: observed.reduce((cells, count) => cells + (count > 0 ? 1 : 0), 0) / observed.length,
    ceiling: catchBy(years),
    ceilingOutside: catchBy(years.map((count, cell) => count - observed[cell]!)),
    methods: methods.map((method): MethodAtOrigin => {
      const { score, forecast, significant } = method.score(evidence)
      const chosen = chooseTop(score, tie, options.top)
      return {
        ...catchOf(chosen, observed, harm, study.areaM2),
        ...(forecast === undefined ? {} : { forecast: checkForecast(forecast, chosen, observed) }),
        ...(significant === undefined ? {} : { significant }),
        ...(options.resolution === 10 && OURS.includes(method.id)
          ? { joined: catchJoined(score, tie, study, observed, options.top) }
          : {}),
      }
    }),
    sureness: new Map(
      OURS.filter((id) => methods.some((method) => method.id === id)).flatMap((id) => {
        const history = id === 'auto' ? 'use' : 'ignore'
        const rates = estimates.rates(history)
        return rates === undefined ? [] : [[id, surenessAt(ground, { ...options, history }, period, rates)] as const]
      }),
    ),
  }
}

/** What methods are given: the rows before as-of and no others. */
function evidenceAt(ground: Ground, period: RankingPeriod, { estimate, values }: StudyEstimates): Evidence {
  const { rows, study, zone } = ground
  const { window, horizon } = period
  const before = firstRowFrom(rows.utcMin, window.toUtcMin)
  return {
    study,
    rows: {
      utcMin: rows.utcMin.subarray(0, before),
      cell: rows.cell.subarray(0, before),
      x: rows.x.subarray(0, before),
      y: rows.y.subarray(0, before),
      harmDays: rows.harmDays.subarray(0, before),
    },
    asOfUtcMin: window.toUtcMin,
    windowFrom: firstRowFrom(rows.utcMin, window.fromUtcMin),
    longFrom: firstRowFrom(rows.utcMin, yearsAway(period, -LONG_YEARS, zone)),
    windowDays: window.toDay - window.fromDay,
    horizonDays: horizon.toDay - horizon.fromDay,
    estimate,
    values,
  }
}

/** utcMin so many years from as-of: 52 weeks each, or 12 months of month-only data. */
function yearsAway({ unit, window }: RankingPeriod, years: number, zone: Zone): number {
  const day = unit === 'month' ? startOfMonth(window.toDay, 12 * years) : window.toDay + 364 * years
  return dayPeriod(day, day, zone).fromUtcMin
}

/** Counts of the year before and the year after as-of, as far as they are loaded: what somebody would choose by who knew both. */
function surroundingYears(ground: Ground, period: RankingPeriod): Float64Array {
  const { rows, zone } = ground
  return countStudyCells(
    ground,
    firstRowFrom(rows.utcMin, yearsAway(period, -CEILING_YEARS, zone)),
    firstRowFrom(rows.utcMin, yearsAway(period, CEILING_YEARS, zone)),
  )
}

function countStudyCells({ rows, study }: Ground, from: number, to: number): Float64Array {
  const counts = new Float64Array(study.cells.length)
  for (let row = from; row < to; row++) {
    const cell = rows.cell[row]!
    if (cell >= 0) counts[cell]! += 1
  }
  return counts
}

function harmOfStudyCells({ rows, study }: Ground, from: number, to: number): Float64Array {
  const days = new Float64Array(study.cells.length)
  for (let row = from; row < to; row++) {
    const cell = rows.cell[row]!
    if (cell >= 0) days[cell]! += rows.harmDays[row]!
  }
  return days
}

/** Incidents, or harm days, in the k cells that had most of them, inside the study area or not. */
function mostOfAny({ rows, codeTie, options }: Ground, from: number, to: number, of: 'incidents' | 'harm'): number {
  const sums = new Float64Array(codeTie.length)
  for (let row = from; row < to; row++) sums[rows.code[row]!]! += of === 'harm' ? rows.harmDays[row]! : 1
  return sums
    .sort()
    .subarray(Math.max(0, codeTie.length - options.top))
    .reduce((sum, value) => sum + value, 0)
}
