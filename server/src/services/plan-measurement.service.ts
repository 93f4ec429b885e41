import { randomUUID } from 'node:crypto'
import { DomainError, PLANNER_VERSION } from '@planner/shared/core'
import type { Accepted, NewMeasurement, PlanMeasurement } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database, OpenDatabase } from '../database.ts'
import type { JobContext, JobQueue, JobRequest } from '../jobs/job.ts'
import { measureMechanism } from '../plans/measure-mechanism.ts'
import { toPlanInput } from '../plans/plan-settings.ts'
import { reportMeasurement } from '../plans/report-measurement.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import { findNewestMeasurement, insertMeasurement } from '../repositories/plan-measurement.repository.ts'
import { loadPlanBase } from './plan-input.service.ts'
import { getPlanDraw, getPlanRow } from './plan.service.ts'

/** @throws {DomainError} NOT_FOUND */
export async function startMeasurement(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  planId: string,
  { draws }: NewMeasurement,
): Promise<Accepted> {
  return db.transaction().execute(async (transaction) => {
    await getPlanRow(transaction, planId)
    const measurementId = randomUUID()
    const request: JobRequest = { kind: 'measure', measurementId, planId, draws, actor }
    return { jobId: await queue.enqueue(transaction, request, measurementId, actor) }
  })
}

/** Draws from a plan's mechanism many times without its key, in threads, then keeps what that says and ends the job. */
export async function runMeasureJob(
  { db }: OpenDatabase,
  { measurementId, planId, draws, actor }: Extract<JobRequest, { kind: 'measure' }>,
  { jobId, signal, report }: JobContext,
): Promise<void> {
  report(0, 'reading hotspots and tours')
  const plan = await getPlanRow(db, planId)
  const sources = { operationId: plan.operation_id, rankingId: plan.ranking_id, rosterId: plan.roster_id }
  const { base } = await loadPlanBase(db, sources)
  const { key, draw, settings } = await getPlanDraw(db, planId)
  const { design, doses } = settings
  const measured = await measureMechanism(toPlanInput(base, settings), draws, {
    // The key is for the design's treated days alone: the draws of visits use none.
    finish: { design, doses, key, draw },
    signal,
    onProgress: (share) => report(share, `drawing ${draws} times and measuring`),
  })
  const result = reportMeasurement(measured)
  await db.transaction().execute(async (transaction) => {
    await insertMeasurement(transaction, {
      plan_measurement_id: measurementId,
      plan_id: planId,
      draws: measured.draws,
      report: JSON.stringify(result),
      planner_version: PLANNER_VERSION,
      created_by: actor,
    })
    await insertAuditEvent(transaction, {
      actor,
      action: 'measured',
      subjectKind: 'plan',
      subjectId: planId,
      detail: { measurementId, draws, verdict: result.verdict },
    })
    await setJobCompleted(transaction, jobId, result.statement)
  })
}

/**
 * The newest measurement of a plan.
 *
 * @throws {DomainError} NOT_FOUND for the plan, or when it was never measured
 */
export async function getMeasurement(db: Kysely<Database>, planId: string): Promise<PlanMeasurement> {
  await getPlanRow(db, planId)
  const row = await findNewestMeasurement(db, planId)
  if (row === undefined) throw new DomainError('NOT_FOUND', `Plan ${planId} has not been measured yet.`)
  return {
    measurementId: row.plan_measurement_id,
    planId,
    draws: row.draws,
    plannerVersion: row.planner_version,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    ...row.report,
  }
}
