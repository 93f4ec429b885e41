import { randomUUID } from 'node:crypto'
import { DomainError } from '@planner/shared/core'
import type { JobKind } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Database } from '../database.ts'
import { findJob, insertJob, setJobFailed, setJobProgress, setJobQueued } from '../repositories/job.repository.ts'
import type { JobEnder, JobHandlers, JobQueue, JobRequest } from './job.ts'
import { watchCancellation } from './watch-cancellation.ts'

const KINDS: readonly JobKind[] = ['import', 'take-back', 'rank', 'plan', 'measure', 'backtest']
/** Jobs that were tried too often, for example because each try killed its process. */
const GIVEN_UP = 'given-up'
const MOST_RETRIES = 4
/** A worker that is silent for this long is taken for dead, and its job is given to another (10 is pg-boss's least). */
const HEARTBEAT_SECONDS = 10
/** Longest job: a national history of incidents. */
const LONGEST_SECONDS = 6 * 3600
/** Progress is written at most this often: each write wakes everybody who watches. */
const PROGRESS_INTERVAL_MS = 250
const STOP_MS = 10_000
/** A machine that is busy may take as long to connect; it is no fault, and whatever asks again would wait as well. */
const CONNECT_MS = 120_000

/** Long work in Postgres, worked off by this process or by any other on the same database. */
export function createJobQueue(
  { url, db }: { url: string; db: Kysely<Database> },
  logError: (error: unknown) => void,
): JobQueue {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'job_queue',
    application_name: 'patrol-planner-jobs',
    max: 4,
    connectionTimeoutMillis: CONNECT_MS,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  boss.on('error', logError)
  const stopping = new AbortController()
  let ready = false

  async function work(handlers: JobHandlers, giveUp: JobEnder | undefined): Promise<void> {
    for (const kind of KINDS)
      await boss.work<JobRequest>(kind, { pollingIntervalSeconds: 0.5, includeMetadata: true }, async ([job]) => {
        if (job === undefined) return
        const signal = AbortSignal.any([stopping.signal, job.signal])
        await runJob(job.id, job.data, signal, job.retryCount >= MOST_RETRIES, handlers)
      })
    await boss.work<JobRequest & { jobId: string }>(GIVEN_UP, { pollingIntervalSeconds: 5 }, async ([job]) => {
      if (job === undefined) return
      await setJobFailed(
        db,
        job.data.jobId,
        'It was interrupted too often. Start it again; if it fails again, report it.',
      )
      await giveUp?.(job.data)
    })
  }

  async function runJob(
    jobId: string,
    request: JobRequest,
    signal: AbortSignal,
    isLastTry: boolean,
    handlers: JobHandlers,
  ): Promise<void> {
    const row = await findJob(db, jobId)
    // A try that had kept its result before it was interrupted has nothing left to do; a cancelled one is to clear up.
    const isCancelled = row?.status === 'cancelled'
    if (row === undefined || (row.finished_at !== null && !isCancelled)) return
    const progress = createProgressWriter(db, jobId, logError)
    const cancellation = watchCancellation(db, jobId, logError)
    if (isCancelled) cancellation.cancel()
    // The database may be closed before work that hears nothing has ended.
    stopping.signal.addEventListener('abort', cancellation.stop, { once: true })
    try {
      await setJobProgress(db, jobId, 0, 'starting')
      const eitherSignal = AbortSignal.any([signal, cancellation.signal])
      await handlers(request, { jobId, signal: eitherSignal, isLastTry, report: progress.report })
      await progress.end()
    } catch (error) {
      await progress.end()
      // Whatever it said when it was told to end.
      if (cancellation.signal.aborted) return
      if (error instanceof DomainError) return await setJobFailed(db, jobId, error.message)
      if (signal.aborted) {
        await setJobQueued(db, jobId, 'interrupted; it goes on when a server is there')
        throw error
      }
      logError(error)
      if (isLastTry)
        await setJobFailed(db, jobId, 'Something went wrong on our side. Try again; if it fails again, report it.')
      else await setJobQueued(db, jobId, 'something went wrong; trying again')
      throw error
    } finally {
      stopping.signal.removeEventListener('abort', cancellation.stop)
      cancellation.stop()
    }
  }

  return {
    async start(handlers, giveUp) {
      await boss.start()
      await boss.createQueue(GIVEN_UP)
      for (const kind of KINDS)
        await boss.createQueue(kind, {
          heartbeatSeconds: HEARTBEAT_SECONDS,
          expireInSeconds: LONGEST_SECONDS,
          retryLimit: MOST_RETRIES,
          retryDelay: 1,
          retryBackoff: true,
          deadLetter: GIVEN_UP,
        })
      if (handlers !== undefined) await work(handlers, giveUp)
      ready = true
    },
    async enqueue(transaction, request, resultId, actor) {
      const jobId = randomUUID()
      await insertJob(transaction, { job_id: jobId, kind: request.kind, created_by: actor, result_id: resultId })
      await boss.send(request.kind, { ...request, jobId }, { id: jobId, db: fromKysely(transaction) })
      return jobId
    },
    isReady: () => ready,
    async stop() {
      if (!ready) return
      ready = false
      stopping.abort()
      await boss.stop({ graceful: true, timeout: STOP_MS, close: true })
    },
  }
}

/** Writes the newest report now and then, one write at a time, and none after its end: a thread that is being stopped may still tell. */
function createProgressWriter(
  db: Kysely<Database>,
  jobId: string,
  logError: (error: unknown) => void,
): { report: (share: number, message: string) => void; end: () => Promise<void> } {
  let latest: { share: number; message: string } | undefined
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const write = (): void => {
    timer = undefined
    const now = latest
    if (now === undefined) return
    latest = undefined
    writing = writing.then(() => setJobProgress(db, jobId, now.share, now.message)).catch(logError)
  }
  return {
    report(share, message) {
      if (ended) return
      latest = { share, message }
      timer ??= setTimeout(write, PROGRESS_INTERVAL_MS)
    },
    async end() {
      ended = true
      clearTimeout(timer)
      await writing
    },
  }
}
