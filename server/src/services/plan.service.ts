import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { DomainError, KEY_BYTES } from '@planner/shared/core'
import type { Accepted, NewPlan, Plan, PlanSettings } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { JobQueue, JobRequest } from '../jobs/job.ts'
import { hashSettings, resolveSettings, toPlanInput } from '../plans/plan-settings.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  countDraws,
  findPlanDraw,
  insertPlanDraw,
  insertPlanKey,
  type DrawRow,
} from '../repositories/plan-key.repository.ts'
import { findPlan, findPlanFile, type PlanRow } from '../repositories/plan.repository.ts'
import { findNewestRankingId } from '../repositories/ranking.repository.ts'
import { findRoster } from '../repositories/roster.repository.ts'
import { getOperation } from './operation.service.ts'
import { loadPlanBase, type PlanSources } from './plan-input.service.ts'

/**
 * Puts key and settings on record, and queues the draw.
 *
 * @throws {DomainError} NOT_FOUND for the operation or roster; CONFLICT when the operation has no ranking yet; INVALID_INPUT
 * for settings that cannot be planned, naming path and value
 */
export async function startPlan(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  { operationId, rosterId, settings: given }: NewPlan,
): Promise<Accepted> {
  return db.transaction().execute(async (transaction) => {
    const sources = await findSources(transaction, { operationId, rosterId })
    const settings = resolveSettings(given)
    toPlanInput((await loadPlanBase(transaction, sources)).base, settings)
    const planId = randomUUID()
    await recordDraw(transaction, planId, settings, actor)
    const request: JobRequest = { kind: 'plan', planId, ...sources, actor }
    return { jobId: await queue.enqueue(transaction, request, planId, actor) }
  })
}

/**
 * What a plan of an operation is made from: its newest ranking.
 *
 * @throws {DomainError} NOT_FOUND for the operation or roster; CONFLICT when the operation has no ranking yet
 */
export async function findSources(
  db: Kysely<Database>,
  { operationId, rosterId }: Pick<NewPlan, 'operationId' | 'rosterId'>,
): Promise<PlanSources> {
  const { name } = await getOperation(db, operationId)
  if ((await findRoster(db, rosterId)) === undefined)
    throw new DomainError('NOT_FOUND', `There is no roster ${rosterId}.`)
  const rankingId = await findNewestRankingId(db, operationId)
  if (rankingId === undefined)
    throw new DomainError('CONFLICT', `"${name}" has no ranking yet. Rank its hotspots first, then plan.`)
  return { operationId, rankingId, rosterId }
}

/** A new key, with its hash and the settings on record before anything is drawn from it. */
async function recordDraw(db: Kysely<Database>, planId: string, settings: PlanSettings, actor: string): Promise<void> {
  const key = randomBytes(KEY_BYTES)
  const keyHash = createHash('sha256').update(key).digest('hex')
  await insertPlanKey(db, planId, key, keyHash)
  await insertPlanDraw(db, {
    plan_id: planId,
    key_plan_id: planId,
    draw: 0,
    settings: JSON.stringify(settings),
    requested_by: actor,
  })
  await insertAuditEvent(db, {
    actor,
    action: 'key made',
    subjectKind: 'plan',
    subjectId: planId,
    detail: { keyHash, settingsHash: hashSettings(settings) },
  })
}

/**
 * The key, number and settings with which a plan is or was drawn.
 *
 * @throws {DomainError} NOT_FOUND
 */
export async function getPlanDraw(db: Kysely<Database>, planId: string): Promise<DrawRow> {
  const draw = await findPlanDraw(db, planId)
  if (draw === undefined) throw new DomainError('NOT_FOUND', `There is no draw of plan ${planId} on record.`)
  return draw
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
    settings: (await getPlanDraw(db, planId)).settings,
    // Plans from before these were kept have none.
    preview: null,
    power: null,
    doses: null,
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
