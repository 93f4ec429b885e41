import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { ForceTable } from './area.table.ts'

export async function findForce(db: Kysely<Database>): Promise<Selectable<ForceTable> | undefined> {
  return db.selectFrom('force').selectAll().executeTakeFirst()
}

export async function upsertForce(db: Kysely<Database>, force: Insertable<ForceTable>): Promise<void> {
  await db
    .insertInto('force')
    .values(force)
    .onConflict((conflict) => conflict.column('force_id').doUpdateSet(force))
    .execute()
}
