import { DomainError } from '@planner/shared/core'
import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { JobTable } from './job.table.ts'

export type JobRow = Selectable<JobTable>

export async function insertJob(
  db: Kysely<Database>,
  job: Pick<Insertable<JobTable>, 'job_id' | 'kind' | 'created_by' | 'result_id'>,
): Promise<void> {
  await db
    .insertInto('job')
    .values({ ...job, status: 'queued', progress: 0, message: 'waiting for its turn' })
    .execute()
}

export async function findJob(db: Kysely<Database>, jobId: string): Promise<JobRow | undefined> {
  return db.selectFrom('job').selectAll().where('job_id', '=', jobId).executeTakeFirst()
}

/** Tells how far a job is; one that has ended stays as it ended. */
export async function setJobProgress(
  db: Kysely<Database>,
  jobId: string,
  progress: number,
  message: string,
): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'running', progress: Math.min(1, Math.max(0, progress)), message })
    .where('job_id', '=', jobId)
    .where('finished_at', 'is', null)
    .execute()
}

/** Back in the queue: it was interrupted and will be tried again. */
export async function setJobQueued(db: Kysely<Database>, jobId: string, message: string): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'queued', message })
    .where('job_id', '=', jobId)
    .where('finished_at', 'is', null)
    .execute()
}

/**
 * In the transaction that keeps the result, so that the one is never there without the other.
 *
 * @throws {DomainError} CONFLICT, which undoes the transaction, when it was cancelled meanwhile
 */
export async function setJobCompleted(db: Kysely<Database>, jobId: string, message: string): Promise<void> {
  const row = await db
    .updateTable('job')
    .set({ status: 'completed', progress: 1, message, error: null, finished_at: sql<Date>`clock_timestamp()` })
    .where('job_id', '=', jobId)
    .where('finished_at', 'is', null)
    .returning('job_id')
    .executeTakeFirst()
  if (row === undefined) throw new DomainError('CONFLICT', 'It was cancelled.')
}

/** `error`: words that a user can act on */
export async function setJobFailed(db: Kysely<Database>, jobId: string, error: string): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'failed', error, finished_at: sql<Date>`clock_timestamp()` })
    .where('job_id', '=', jobId)
    .where('finished_at', 'is', null)
    .execute()
}

/** false: it has ended already. Waits for a transaction that is keeping its result. */
export async function setJobCancelled(db: Kysely<Database>, jobId: string, message: string): Promise<boolean> {
  const row = await db
    .updateTable('job')
    .set({ status: 'cancelled', message, finished_at: sql<Date>`clock_timestamp()` })
    .where('job_id', '=', jobId)
    .where('finished_at', 'is', null)
    .returning('job_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Files that imports which have not ended still need. */
export async function listPendingUploads(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ upload: string }>`
    select queued.data ->> 'upload' as upload
    from job_queue.job queued join job on job.job_id = queued.id
    where job.kind = 'import' and job.finished_at is null
  `.execute(db)
  return rows.map(({ upload }) => upload)
}
