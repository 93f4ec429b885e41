import { isDeepStrictEqual } from 'node:util'
import {
  backtestPromise,
  isComparable,
  parseDay,
  type Offence,
  type OutcomePromise,
  type OutcomeScope,
} from '@planner/shared/core'
import type { BacktestFile, RankingOutcome } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { listBacktestScopes, type BacktestScope } from '../repositories/backtest.repository.ts'
import { findIncidentVersion } from '../repositories/incident-snapshot.repository.ts'
import { countCells, listHotspots, type RankingRow } from '../repositories/ranking.repository.ts'
import type { IncidentMemory } from '../workers/incident-memory.ts'
import { getBacktestFile } from './backtest.service.ts'
import { getRankingRow } from './ranking.service.ts'

/** Rankings by anything but the count choose other places than this method did. */
const METHOD = 'auto'
/** So many of the newest backtests are looked at. */
const LATEST_BACKTESTS = 200

/** So many answers are kept, the oldest going first: each is a few kilobytes. */
const KEPT_ANSWERS = 500

/**
 * What came at a ranking's hotspots, as far as its horizon is loaded.
 *
 * @param signal aborted when nobody waits for the answer any more
 * @throws {DomainError} NOT_FOUND; the signal's reason when it is aborted
 */
export type RankingOutcomes = (db: Kysely<Database>, rankingId: string, signal: AbortSignal) => Promise<RankingOutcome>

/** Counts each outcome once for what is loaded and promised: a ranking never changes. */
export function createRankingOutcomes(memory: IncidentMemory): RankingOutcomes {
  const answers = new Map<string, Promise<RankingOutcome>>()

  function keep(key: string, answer: Promise<RankingOutcome>): Promise<RankingOutcome> {
    answers.set(key, answer)
    const [oldest] = answers.keys()
    if (answers.size > KEPT_ANSWERS && oldest !== undefined) answers.delete(oldest)
    // Whoever waits hears of a failure; the next one tries again.
    answer.catch(() => answers.delete(key))
    return answer
  }

  return async (db, rankingId, signal) => {
    const row = await getRankingRow(db, rankingId)
    const [incidentVersion, backtestId] = await Promise.all([findIncidentVersion(db), findFitting(db, row)])
    const key = [rankingId, incidentVersion, backtestId].join()
    return unlessAborted(answers.get(key) ?? keep(key, measure(db, memory, row, backtestId)), signal)
  }
}

async function measure(
  db: Kysely<Database>,
  memory: IncidentMemory,
  row: RankingRow,
  backtestId: string | undefined,
): Promise<RankingOutcome> {
  const [hotspots, promise] = await Promise.all([listHotspots(db, row.ranking_id), readPromise(db, backtestId)])
  const ranking = {
    hotspots: hotspots.map(({ cells, expected, expectedLow, expectedHigh }) => ({
      cells,
      expected,
      expectedLow,
      expectedHigh,
    })),
    meta: toScope(row),
    ...(promise !== undefined && { promise }),
  }
  for (;;) {
    const data = await memory.hold(db)
    const answer = 'version' in data ? await memory.measure(data.version, ranking) : undefined
    if (answer === undefined) continue
    const kept = backtestId === undefined || promise === undefined ? null : { backtestId, ...promise }
    return { ...answer.outcome, promise: kept }
  }
}

/** The answer, which goes on without whoever no longer waits. */
async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const gone = Promise.withResolvers<never>()
  const leave = (): void => gone.reject(signal.reason as Error)
  signal.addEventListener('abort', leave, { once: true })
  try {
    signal.throwIfAborted()
    return await Promise.race([answer, gone.promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** What the ranking counted, so that the same is counted now. */
function toScope({ meta, settings }: RankingRow): OutcomeScope {
  const day = (text: string): number => parseDay(text) ?? NaN
  return {
    asOfDay: day(meta.asOf),
    windowFromDay: day(meta.windowFrom),
    horizonFromDay: day(meta.horizonFrom),
    horizonToDay: day(meta.horizonTo),
    resolution: meta.resolution === 9 ? 9 : 10,
    timezone: meta.timezone,
    // No ranking of the server leaves it out.
    history: 'use',
    // The ranking worker wrote the core's own classes; the record's type is merely wider.
    offences: meta.offences as Offence[],
    includeDomestic: false,
    publicPlaceOnly: false,
    ...(settings?.theme != null && { theme: settings.theme }),
  }
}

/**
 * The newest backtest that looked for the same, and knew nothing of the ranking's horizon; one of about as many cells rather than a
 * newer one that chose more or fewer.
 */
async function findFitting(db: Kysely<Database>, row: RankingRow): Promise<string | undefined> {
  if (!isOfHottestCells(row)) return undefined
  const fitting = (await listBacktestScopes(db, LATEST_BACKTESTS)).filter((backtest) => isOfSuchLists(backtest, row))
  if (fitting.length === 0) return undefined
  const cells = await countCells(db, row.ranking_id)
  return (fitting.find(({ meta }) => isComparable(cells, { cells: meta.top })) ?? fitting[0])?.backtest_id
}

/**
 * Whether the ranking chose as a backtest does: the hottest cells by count, wherever they are. How cells are joined, within command units
 * or across, changes nothing of that (`formPlaces`).
 */
const isOfHottestCells = ({ settings, findings }: RankingRow): boolean =>
  (settings?.rankBy ?? 'count') === 'count' &&
  (settings?.quotas.length ?? 0) === 0 &&
  (findings?.excluded ?? []).every(({ cells }) => cells === 0)

async function readPromise(db: Kysely<Database>, backtestId: string | undefined): Promise<OutcomePromise | undefined> {
  if (backtestId === undefined) return undefined
  return backtestPromise(JSON.parse((await getBacktestFile(db, backtestId)).toString()) as BacktestFile, METHOD)
}

/** Whether a backtest looked back on lists like this one: of the same incidents, grain, window and horizon, all before it. */
function isOfSuchLists({ meta: backtest, theme }: BacktestScope, { meta, settings }: RankingRow): boolean {
  const days = (from: string, to: string): number => parseDay(to)! - parseDay(from)!
  const isOfMonths = [meta.windowFrom, meta.horizonFrom, meta.horizonTo].every((day) => day.endsWith('-01'))
  return (
    backtest.to <= meta.horizonFrom &&
    backtest.resolution === meta.resolution &&
    // The whole theme as both used it, and what the data of each lacked for it: under the same id themes change.
    isDeepStrictEqual(theme, settings?.theme ?? null) &&
    isDeepStrictEqual(backtest.theme, meta.theme) &&
    backtest.offences.toSorted().join() === meta.offences.toSorted().join() &&
    !backtest.publicPlaceOnly &&
    backtest.includeDomestic === (settings?.theme?.includeDomestic ?? false) &&
    (backtest.horizonDays === null
      ? isOfMonths
      : backtest.horizonDays === meta.days && 7 * backtest.weeks === days(meta.windowFrom, meta.windowTo))
  )
}
