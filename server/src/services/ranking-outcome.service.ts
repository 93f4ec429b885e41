import { isDeepStrictEqual } from 'node:util'
import {
  backtestPromise,
  isComparable,
  parseDay,
  type Offence,
  type Outcome,
  type OutcomePromise,
  type OutcomeScope,
} from '@planner/shared/core'
import type { BacktestFile, RankingOutcome } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { listBacktestScopes, type BacktestScope } from '../repositories/backtest.repository.ts'
import { listHotspots, type RankingRow } from '../repositories/ranking.repository.ts'
import type { OutcomeWork } from '../workers/outcome.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'
import { getBacktestFile } from './backtest.service.ts'
import { getRankingRow } from './ranking.service.ts'

const WORKER = new URL('../workers/outcome.worker.ts', import.meta.url)
/** Rankings by anything but the count choose other places than this method did. */
const METHOD = 'auto'
/** So many of the newest backtests are looked at. */
const LATEST_BACKTESTS = 200

/**
 * What came at a ranking's hotspots, as far as its horizon is loaded.
 *
 * @param signal aborted when nobody waits for the answer any more
 * @throws {DomainError} NOT_FOUND; the signal's reason when it is aborted
 */
export async function getRankingOutcome(
  db: Kysely<Database>,
  databaseUrl: string,
  rankingId: string,
  signal: AbortSignal,
): Promise<RankingOutcome> {
  const row = await getRankingRow(db, rankingId)
  const hotspots = (await listHotspots(db, rankingId)).map(({ cells, expected, expectedLow, expectedHigh }) => ({
    cells,
    expected,
    expectedLow,
    expectedHigh,
  }))
  const cells = hotspots.reduce((sum, hotspot) => sum + hotspot.cells.length, 0)
  const kept = await findPromise(db, row, cells)
  const work: OutcomeWork = {
    databaseUrl,
    hotspots,
    meta: toScope(row),
    ...(kept !== undefined && { promise: kept.promise }),
  }
  const outcome = await runInWorker<Outcome>(WORKER, work, { signal, onProgress: () => undefined })
  return { ...outcome, promise: kept === undefined ? null : { backtestId: kept.backtestId, ...kept.promise } }
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
 * What the newest backtest promises that looked for the same, and knew nothing of the ranking's horizon; one of about as many cells
 * rather than a newer one that chose more or fewer.
 */
async function findPromise(
  db: Kysely<Database>,
  row: RankingRow,
  cells: number,
): Promise<{ backtestId: string; promise: OutcomePromise } | undefined> {
  // A backtest chooses by the count alone, and knows no quotas.
  if ((row.settings?.rankBy ?? 'count') !== 'count' || (row.settings?.quotas.length ?? 0) > 0) return undefined
  const fitting = (await listBacktestScopes(db, LATEST_BACKTESTS)).filter((backtest) => isOfSuchLists(backtest, row))
  const chosen = fitting.find(({ meta }) => isComparable(cells, { cells: meta.top })) ?? fitting[0]
  if (chosen === undefined) return undefined
  const file = JSON.parse((await getBacktestFile(db, chosen.backtest_id)).toString()) as BacktestFile
  const promise = backtestPromise(file, METHOD)
  return promise === undefined ? undefined : { backtestId: chosen.backtest_id, promise }
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
