import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** The secret of a plan. Only the plan service asks for it, and it goes nowhere but into the draw. */
export async function findPlanKey(db: Kysely<Database>, planId: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('plan_key').select('key').where('plan_id', '=', planId).executeTakeFirst()
  return row?.key
}

/** false: there is a key already, and it stays */
export async function insertPlanKey(
  db: Kysely<Database>,
  planId: string,
  key: Buffer,
  keyHash: string,
): Promise<boolean> {
  const row = await db
    .insertInto('plan_key')
    .values({ plan_id: planId, key, key_hash: keyHash })
    .onConflict((conflict) => conflict.column('plan_id').doNothing())
    .returning('plan_id')
    .executeTakeFirst()
  return row !== undefined
}
