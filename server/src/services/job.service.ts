import { DomainError } from '@planner/shared/core'
import type { Job } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { findJob, setJobCancelled } from '../repositories/job.repository.ts'

/** @throws {DomainError} NOT_FOUND */
export async function getJob(db: Kysely<Database>, jobId: string): Promise<Job> {
  const row = await findJob(db, jobId)
  if (row === undefined) throw new DomainError('NOT_FOUND', `There is no job ${jobId}.`)
  return {
    jobId: row.job_id,
    kind: row.kind,
    status: row.status,
    progress: row.progress,
    message: row.message,
    resultId: row.result_id,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}

/**
 * Ends a job that is queued or running: nothing of it is kept, and whoever works on it stops within a second. Once more
 * changes nothing.
 *
 * @throws {DomainError} NOT_FOUND; CONFLICT when it has come to another end
 */
export async function cancelJob(db: Kysely<Database>, actor: string, jobId: string): Promise<Job> {
  return db.transaction().execute(async (transaction) => {
    const { kind, resultId } = await getJob(transaction, jobId)
    const isCancelled = await setJobCancelled(transaction, jobId, 'cancelled')
    if (isCancelled)
      await insertAuditEvent(transaction, {
        actor,
        action: 'cancelled',
        subjectKind: 'job',
        subjectId: jobId,
        detail: { kind, resultId },
      })
    const job = await getJob(transaction, jobId)
    if (job.status !== 'cancelled')
      throw new DomainError('CONFLICT', `There is nothing to cancel: the job has ended already (${job.status}).`)
    return job
  })
}
