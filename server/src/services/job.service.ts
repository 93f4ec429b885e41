import { DomainError } from '@planner/shared/core'
import type { Job } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findJob } from '../repositories/job.repository.ts'

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
