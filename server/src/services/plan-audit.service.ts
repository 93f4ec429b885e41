import { randomUUID } from 'node:crypto'
import { createZone, DomainError, formatInstant } from '@planner/shared/core'
import type { Accepted, PlanKey } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { JobQueue, JobRequest } from '../jobs/job.ts'
import { hashSettings } from '../plans/plan-settings.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { countDraws, findEndOfKey, insertPlanDraw, lockPlanKey } from '../repositories/plan-key.repository.ts'
import { getPlanDraw, getPlanRow } from './plan.service.ts'

/**
 * Queues one more draw of a plan's key, for the same ranking, roster and settings. Its number is given, and put on record, before
 * anything is drawn: a draw that fails counts too, so that nobody can draw until pleased unseen.
 *
 * @throws {DomainError} NOT_FOUND; CONFLICT once the last window has ended, since the key is then no longer secret
 */
export async function startRedraw(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  planId: string,
): Promise<Accepted> {
  return db.transaction().execute(async (transaction) => {
    const plan = await getPlanRow(transaction, planId)
    const { key_plan_id: keyPlanId, settings } = await getPlanDraw(transaction, planId)
    await lockPlanKey(transaction, keyPlanId)
    if ((await findEndOfKey(transaction, keyPlanId)) <= new Date())
      throw new DomainError('CONFLICT', 'The last window of this plan has ended. Plan a new operation instead.')
    const draw = await countDraws(transaction, planId)
    const newPlanId = randomUUID()
    await insertPlanDraw(transaction, {
      plan_id: newPlanId,
      key_plan_id: keyPlanId,
      draw,
      settings: JSON.stringify(settings),
      requested_by: actor,
    })
    await insertAuditEvent(transaction, {
      actor,
      action: 'redraw numbered',
      subjectKind: 'plan',
      subjectId: newPlanId,
      detail: { fromPlanId: planId, keyPlanId, draw, keyHash: plan.key_hash, settingsHash: hashSettings(settings) },
    })
    const request: JobRequest = {
      kind: 'plan',
      planId: newPlanId,
      operationId: plan.operation_id,
      rankingId: plan.ranking_id,
      rosterId: plan.roster_id,
      actor,
    }
    return { jobId: await queue.enqueue(transaction, request, newPlanId, actor) }
  })
}

/**
 * The key of a plan, for its check. All draws of a key share it, so that it stays secret until the last of them is over.
 *
 * @throws {DomainError} NOT_FOUND; FORBIDDEN until the last window has ended
 */
export async function getPlanKey(db: Kysely<Database>, actor: string, planId: string): Promise<PlanKey> {
  const plan = await getPlanRow(db, planId)
  const { key, draw, key_plan_id: keyPlanId } = await getPlanDraw(db, planId)
  const endsAt = await findEndOfKey(db, keyPlanId)
  const isOver = endsAt <= new Date()
  await insertAuditEvent(db, {
    actor,
    action: isOver ? 'key shown' : 'key refused',
    subjectKind: 'plan',
    subjectId: planId,
    detail: { draw, keyHash: plan.key_hash },
  })
  if (!isOver) {
    const end = formatInstant(Math.round(endsAt.getTime() / 60_000), createZone(plan.timezone))
    throw new DomainError(
      'FORBIDDEN',
      `The key stays secret until the last window of this plan has ended, at ${end}: with it every visit is known. Ask again then.`,
    )
  }
  return { planId, draw, keyHash: plan.key_hash, key: key.toString('hex') }
}
