import { sql, type Insertable, type Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { ResolvedSettings } from '../plans/plan-settings.ts'
import type { PlanDrawTable } from './plan.table.ts'

export async function insertPlanKey(db: Kysely<Database>, planId: string, key: Buffer, keyHash: string): Promise<void> {
  await db.insertInto('plan_key').values({ plan_id: planId, key, key_hash: keyHash }).execute()
}

export async function insertPlanDraw(db: Kysely<Database>, draw: Insertable<PlanDrawTable>): Promise<void> {
  await db.insertInto('plan_draw').values(draw).execute()
}

/** How a plan is or was drawn; the key is secret, and only the plan services ask for it. */
export interface DrawRow {
  key: Buffer
  /** the plan whose key it is */
  key_plan_id: string
  draw: number
  settings: ResolvedSettings
}

export async function findPlanDraw(db: Kysely<Database>, planId: string): Promise<DrawRow | undefined> {
  return db
    .selectFrom('plan_draw')
    .innerJoin('plan_key', 'plan_key.plan_id', 'plan_draw.key_plan_id')
    .select(['plan_key.key', 'plan_draw.key_plan_id', 'plan_draw.draw', 'plan_draw.settings'])
    .where('plan_draw.plan_id', '=', planId)
    .executeTakeFirst()
}

/** Keeps others from drawing with this key until the transaction ends, so that no number is given twice. */
export async function lockPlanKey(db: Kysely<Database>, keyPlanId: string): Promise<void> {
  await db.selectFrom('plan_key').select('plan_id').where('plan_id', '=', keyPlanId).forUpdate().execute()
}

/** Draws on record of the key that a plan was drawn with, whatever became of them. */
export async function countDraws(db: Kysely<Database>, planId: string): Promise<number> {
  const { draws } = await db
    .selectFrom('plan_draw as own')
    .innerJoin('plan_draw as every', 'every.key_plan_id', 'own.key_plan_id')
    .select(sql<number>`count(*)::int`.as('draws'))
    .where('own.plan_id', '=', planId)
    .executeTakeFirstOrThrow()
  return draws
}

/** When the last window of all plans of a key ends; a plan without windows ends with its days. */
export async function findEndOfKey(db: Kysely<Database>, keyPlanId: string): Promise<Date> {
  const { ends_at } = await db
    .selectFrom('plan_draw')
    .innerJoin('plan', 'plan.plan_id', 'plan_draw.plan_id')
    .leftJoin('patrol_window', 'patrol_window.plan_id', 'plan.plan_id')
    .select(
      sql<Date>`max(coalesce(patrol_window.ends_at,
        (plan.start_day + plan.days)::timestamp at time zone plan.timezone))`.as('ends_at'),
    )
    .where('plan_draw.key_plan_id', '=', keyPlanId)
    .executeTakeFirstOrThrow()
  return ends_at
}
