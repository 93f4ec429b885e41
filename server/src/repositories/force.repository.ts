import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
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

/** Whether nobody has put anything into this database yet: no force, area, account, operation, roster or import. */
export async function isDatabaseUnused(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ unused: boolean }>`
    select not exists (select from force) and not exists (select from area) and not exists (select from account)
      and not exists (select from operation) and not exists (select from roster)
      and not exists (select from incident_import) as unused`.execute(db)
  return rows[0]?.unused === true
}
