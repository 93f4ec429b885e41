import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { DEFAULT_TRAVEL, DomainError, parseDay, type Hotspot } from '@planner/shared/core'
import type { Accepted, NewPlan, Plan } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database, OpenDatabase } from '../database.ts'
import type { JobContext, JobQueue, JobRequest } from '../jobs/job.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import {
  countDraws,
  findPlanDraw,
  findPlanKey,
  insertPlanDraw,
  insertPlanKey,
} from '../repositories/plan-key.repository.ts'
import { findPlan, findPlanFile, insertPlan, type PlanRow } from '../repositories/plan.repository.ts'
import { findNewestRankingId, listHotspots } from '../repositories/ranking.repository.ts'
import { findRoster, listShifts } from '../repositories/roster.repository.ts'
import type { PlanResult, PlanWork } from '../workers/plan.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'
import { getForce } from './force.service.ts'
import { getOperation } from './operation.service.ts'

const WORKER = new URL('../workers/plan.worker.ts', import.meta.url)
const KEY_BYTES = 32

/** @throws {DomainError} NOT_FOUND for the operation or roster; CONFLICT when the operation has no ranking yet */
export async function startPlan(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  { operationId, rosterId }: NewPlan,
): Promise<Accepted> {
  return db.transaction().execute(async (transaction) => {
    const { name } = await getOperation(transaction, operationId)
    if ((await findRoster(transaction, rosterId)) === undefined)
      throw new DomainError('NOT_FOUND', `There is no roster ${rosterId}.`)
    const rankingId = await findNewestRankingId(transaction, operationId)
    if (rankingId === undefined)
      throw new DomainError('CONFLICT', `"${name}" has no ranking yet. Rank its hotspots first, then plan.`)
    const planId = randomUUID()
    const request: JobRequest = { kind: 'plan', planId, operationId, rankingId, rosterId, actor }
    return { jobId: await queue.enqueue(transaction, request, planId, actor) }
  })
}

/**
 * Draws a plan in a thread of its own, then keeps it and ends the job in one transaction. A job that is tried again draws
 * with the key that its first try put on record, so a crash is no way to another draw.
 */
export async function runPlanJob(
  { db }: OpenDatabase,
  request: Extract<JobRequest, { kind: 'plan' }>,
  { jobId, signal, report }: JobContext,
): Promise<void> {
  const { planId, operationId, rankingId, rosterId, actor } = request
  report(0, 'reading hotspots and tours')
  const [{ timezone }, operation, hotspots, shifts] = await Promise.all([
    getForce(db),
    getOperation(db, operationId),
    listHotspots(db, rankingId),
    listShifts(db, rosterId),
  ])
  const startDay = parseDay(operation.startDay)
  if (startDay === undefined) throw new DomainError('INVALID_INPUT', `There is no day "${operation.startDay}".`)
  const { key, draw } = await getOrMakeKey(db, planId, actor)
  const work: PlanWork = {
    input: {
      // The ranking worker wrote them from the core's own hotspots; the record's types are merely wider.
      hotspots: hotspots as Hotspot[],
      shifts,
      startDay,
      days: operation.days,
      timezone,
      travel: DEFAULT_TRAVEL,
    },
    key,
    draw,
  }
  const result = await runInWorker<PlanResult>(WORKER, work, {
    signal,
    onProgress: (share) => report(share, 'planning patrol windows'),
  })
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
        start_day: operation.startDay,
        days: operation.days,
        timezone,
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

/** The plan's key; made once, and its hash on record, before anything is drawn from it. */
async function getOrMakeKey(
  db: Kysely<Database>,
  planId: string,
  actor: string,
): Promise<{ key: Buffer; draw: number }> {
  // A redraw was numbered when it was asked for, and so was a first draw that is tried again.
  const numbered = await findPlanDraw(db, planId)
  if (numbered !== undefined) return numbered

  const key = randomBytes(KEY_BYTES)
  const keyHash = createHash('sha256').update(key).digest('hex')
  const kept = await db.transaction().execute(async (transaction) => {
    if (await insertPlanKey(transaction, planId, key, keyHash)) {
      await insertPlanDraw(transaction, { plan_id: planId, key_plan_id: planId, draw: 0, requested_by: actor })
      await insertAuditEvent(transaction, {
        actor,
        action: 'key made',
        subjectKind: 'plan',
        subjectId: planId,
        detail: { keyHash },
      })
    }
    return findPlanKey(transaction, planId)
  })
  if (kept === undefined) throw new Error(`The key of plan ${planId} vanished inside its own transaction.`)
  return { key: kept, draw: 0 }
}

/** @throws {DomainError} NOT_FOUND */
export async function getPlanRow(db: Kysely<Database>, planId: string): Promise<PlanRow> {
  const row = await findPlan(db, planId)
  if (row === undefined) throw new DomainError('NOT_FOUND', `There is no plan ${planId}.`)
  return row
}

/** @throws {DomainError} NOT_FOUND */
export async function getPlan(db: Kysely<Database>, planId: string): Promise<Plan> {
  const row = await getPlanRow(db, planId)
  return {
    planId,
    operationId: row.operation_id,
    rankingId: row.ranking_id,
    rosterId: row.roster_id,
    startDay: row.start_day,
    days: row.days,
    draw: row.draw,
    draws: await countDraws(db, planId),
    keyHash: row.key_hash,
    inputsHash: row.inputs_hash,
    createdAt: row.created_at.toISOString(),
    settings: { design: 'ordinary', doses: 'as-ranked' },
    preview: null,
    power: null,
    verdicts: null,
    observers: null,
    ...row.summary,
  }
}

/**
 * The bytes that `patrol plan` would write from the same inputs and key, gzip.
 *
 * @throws {DomainError} NOT_FOUND
 */
export async function getPlanFile(db: Kysely<Database>, planId: string): Promise<{ name: string; gzip: Buffer }> {
  const { start_day } = await getPlanRow(db, planId)
  const gzip = await findPlanFile(db, planId)
  if (gzip === undefined) throw new DomainError('NOT_FOUND', `There is no plan ${planId}.`)
  return { name: `plan-${start_day}.json`, gzip }
}
