import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError, formatDay } from '@planner/shared/core'
import type { OpenDatabase } from '../database.ts'
import type { JobContext, JobRequest } from '../jobs/job.ts'
import { toPlanInput } from '../plans/plan-settings.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import { findPlan, insertPlan } from '../repositories/plan.repository.ts'
import type { PlanResult, PlanWork } from '../workers/plan.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'
import { loadPlanBase } from './plan-input.service.ts'
import { getPlanDraw } from './plan.service.ts'

const WORKER = new URL('../workers/plan.worker.ts', import.meta.url)

/**
 * Draws a plan and keeps it. Command units that are finished stay on disk while a try may still follow, so that one which was
 * interrupted is gone on with.
 */
export async function runPlanJob(
  database: OpenDatabase,
  request: Extract<JobRequest, { kind: 'plan' }>,
  context: JobContext,
  dataDir?: string,
): Promise<void> {
  const unitFolder = dataDir === undefined ? undefined : join(dataDir, 'plans', request.planId)
  const clear = async (): Promise<void> => {
    if (unitFolder !== undefined) await rm(unitFolder, { recursive: true, force: true })
  }
  try {
    await drawAndKeep(database, request, context, unitFolder)
  } catch (error) {
    const isRefused = error instanceof DomainError || context.signal.reason instanceof DomainError
    if (isRefused || (context.isLastTry && !context.signal.aborted)) await clear()
    throw error
  }
  await clear()
}

/**
 * Draws a plan in a thread of its own, then keeps it and ends the job in one transaction. Key, number and settings were put
 * on record when it was asked for, so a crash is no way to another draw.
 */
async function drawAndKeep(
  { db }: OpenDatabase,
  request: Extract<JobRequest, { kind: 'plan' }>,
  { jobId, signal, report }: JobContext,
  unitFolder: string | undefined,
): Promise<void> {
  const { planId, operationId, rankingId, rosterId, actor } = request
  report(0, 'reading hotspots and tours')
  const { base, horizonDays } = await loadPlanBase(db, request)
  const { key, draw, settings } = await getPlanDraw(db, planId)
  const { design, doses } = settings
  const work: PlanWork = {
    input: toPlanInput(base, settings),
    finish: { design, doses, key, draw },
    horizonDays,
    ...(unitFolder !== undefined && { unitFolder }),
  }
  const result = await runInWorker<PlanResult>(WORKER, work, { signal, onProgress: report })
  const toDate = (utcMin: number): Date => new Date(utcMin * 60_000)
  await db.transaction().execute(async (transaction) => {
    // An earlier try may have kept it and died before the queue heard of it.
    if ((await findPlan(transaction, planId)) !== undefined) return
    await insertPlan(
      transaction,
      {
        plan_id: planId,
        operation_id: operationId,
        ranking_id: rankingId,
        roster_id: rosterId,
        start_day: formatDay(base.startDay),
        days: base.days,
        timezone: base.timezone,
        draw,
        key_hash: result.keyHash,
        inputs_hash: result.inputsHash,
        summary: JSON.stringify(result.figures),
        file: Buffer.from(result.file),
        created_by: actor,
      },
      result.tours.map((tour) => ({
        plan_id: planId,
        shift_id: tour.shiftId,
        day: tour.day,
        team_id: tour.teamId,
        call_sign: tour.callSign,
        bcu: tour.bcu,
        starts_at: toDate(tour.start),
        ends_at: toDate(tour.end),
        refreshments_from: tour.refreshments === null ? null : toDate(tour.refreshments.start),
        refreshments_to: tour.refreshments === null ? null : toDate(tour.refreshments.end),
      })),
      result.windows.map((window) => ({
        plan_id: planId,
        patrol_window_id: window.id,
        shift_id: window.shiftId,
        hotspot_id: window.hotspotId,
        starts_at: toDate(window.start),
        ends_at: toDate(window.end),
        probability: window.probability,
        activity: window.activity,
        entry_point: window.entryPoint,
      })),
    )
    await insertAuditEvent(transaction, {
      actor,
      action: 'planned',
      subjectKind: 'plan',
      subjectId: planId,
      detail: { operationId, rankingId, rosterId, draw, keyHash: result.keyHash, inputsHash: result.inputsHash },
    })
    await setJobCompleted(transaction, jobId, `planned ${result.windows.length} patrol windows`)
  })
}
