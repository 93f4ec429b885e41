import type { NewHarmTable } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** The force's own; undefined: it has none. */
export async function findHarmTable(db: Kysely<Database>): Promise<NewHarmTable | undefined> {
  const row = await db.selectFrom('harm_table').select('record').executeTakeFirst()
  return row?.record
}

export async function upsertHarmTable(db: Kysely<Database>, table: NewHarmTable, actor: string): Promise<void> {
  const content = { record: JSON.stringify(table), saved_by: actor }
  await db
    .insertInto('harm_table')
    .values(content)
    .onConflict((conflict) =>
      conflict.column('harm_table_id').doUpdateSet({ ...content, saved_at: sql<Date>`clock_timestamp()` }),
    )
    .execute()
}

/** @returns what it was; undefined: there was none */
export async function deleteHarmTable(db: Kysely<Database>): Promise<NewHarmTable | undefined> {
  const row = await db.deleteFrom('harm_table').returning('record').executeTakeFirst()
  return row?.record
}
