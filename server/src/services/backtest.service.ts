import { randomUUID } from 'node:crypto'
import { DEFAULT_RANK_OPTIONS, DomainError, parseDay, type DatelessOptions } from '@planner/shared/core'
import type { Accepted, BacktestSummary, NewBacktest } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database, OpenDatabase } from '../database.ts'
import { unzip } from '../files/unzip.ts'
import { checkMethods, DEFAULT_STEP_WEEKS, METHOD_IDS } from '../hotspots/backtest-choices.ts'
import type { JobContext, JobQueue, JobRequest } from '../jobs/job.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { findBacktestFile, hasBacktest, insertBacktest, listBacktests } from '../repositories/backtest.repository.ts'
import { findHarmTable } from '../repositories/harm-table.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import type { BacktestResult, BacktestWork } from '../workers/backtest.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'
import { getForce } from './force.service.ts'
import { getTheme, toThemeRecord } from './theme.service.ts'

const WORKER = new URL('../workers/backtest.worker.ts', import.meta.url)
const LISTED_BACKTESTS = 200

/**
 * Queues a backtest over the incidents that are loaded when its turn comes.
 *
 * @throws {DomainError} INVALID_INPUT naming the field; NOT_FOUND for the theme
 */
export async function startBacktest(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  given: NewBacktest,
): Promise<Accepted> {
  const { fromDay, toDay } = await loadOptions(db, given)
  if (fromDay !== undefined && toDay !== undefined && toDay <= fromDay)
    throw new DomainError(
      'INVALID_INPUT',
      `The last day, ${given.to ?? ''}, is not after the first, ${given.from ?? ''}.`,
    )
  return db.transaction().execute(async (transaction) => {
    const backtestId = randomUUID()
    const request: JobRequest = { kind: 'backtest', backtestId, asked: given, actor }
    return { jobId: await queue.enqueue(transaction, request, backtestId, actor) }
  })
}

async function loadOptions(db: Kysely<Database>, given: NewBacktest): Promise<DatelessOptions> {
  const { weeks, horizonDays, resolution, top, offences, includeDomestic, publicPlaceOnly, harmShare } =
    DEFAULT_RANK_OPTIONS
  const { timezone } = await getForce(db)
  return {
    ...(given.from !== undefined && { fromDay: toDayNumber('from', given.from) }),
    ...(given.to !== undefined && { toDay: toDayNumber('to', given.to) }),
    stepWeeks: given.stepWeeks ?? DEFAULT_STEP_WEEKS,
    weeks: given.weeks ?? weeks,
    horizonDays: given.horizonDays ?? horizonDays,
    methods: checkMethods(given.methods ?? METHOD_IDS),
    resolution: given.resolution ?? resolution,
    top: given.top ?? top,
    offences,
    includeDomestic,
    publicPlaceOnly,
    harmShare,
    ...(given.themeId !== undefined && { theme: await getTheme(db, given.themeId) }),
    timezone,
  }
}

function toDayNumber(field: string, text: string): number {
  const day = parseDay(text)
  if (day === undefined)
    throw new DomainError('INVALID_INPUT', `${field} is "${text}", and there is no such day. Write it as YYYY-MM-DD.`)
  return day
}

/** Looks back in a thread of its own, then keeps the file and ends the job in one transaction. */
export async function runBacktestJob(
  { db, url }: OpenDatabase,
  request: Extract<JobRequest, { kind: 'backtest' }>,
  { jobId, signal, report }: JobContext,
): Promise<void> {
  const { backtestId, actor, asked } = request
  const [options, harmTable] = await Promise.all([loadOptions(db, asked), findHarmTable(db)])
  const work: BacktestWork = { databaseUrl: url, options, harmTable }
  const { summary, file } = await runInWorker<BacktestResult>(WORKER, work, { signal, onProgress: report })
  const { from, to, top, origins } = summary.meta
  await db.transaction().execute(async (transaction) => {
    // An earlier try may have kept it and died before the queue heard of it.
    if (await hasBacktest(transaction, backtestId)) return
    await insertBacktest(transaction, {
      backtest_id: backtestId,
      request: JSON.stringify(asked),
      summary: JSON.stringify(summary),
      theme: options.theme === undefined ? null : JSON.stringify(toThemeRecord(options.theme)),
      file: Buffer.from(file),
      created_by: actor,
    })
    await insertAuditEvent(transaction, {
      actor,
      action: 'looked back',
      subjectKind: 'backtest',
      subjectId: backtestId,
      detail: { from, to, top, origins },
    })
    await setJobCompleted(transaction, jobId, `looked back from ${origins} ${origins === 1 ? 'date' : 'dates'}`)
  })
}

/** The newest first. */
export async function getBacktests(db: Kysely<Database>): Promise<BacktestSummary[]> {
  const rows = await listBacktests(db, LISTED_BACKTESTS)
  return rows.map(({ backtest_id: backtestId, created_by: createdBy, created_at: createdAt, ...figures }) => ({
    backtestId,
    createdBy,
    createdAt: createdAt.toISOString(),
    ...figures,
  }))
}

/**
 * The file that `patrol backtest` would write for the same incidents and options, byte for byte.
 *
 * @throws {DomainError} NOT_FOUND
 */
export async function getBacktestFile(db: Kysely<Database>, backtestId: string): Promise<Buffer> {
  const file = await findBacktestFile(db, backtestId)
  if (file === undefined) throw new DomainError('NOT_FOUND', `There is no backtest ${backtestId}.`)
  return unzip(file)
}
