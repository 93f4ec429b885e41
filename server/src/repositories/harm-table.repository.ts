import type { NewHarmTable } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** When it was saved, in microseconds: a table that is removed and made again is at no version that it had. */
const version = sql<string>`(extract(epoch from saved_at) * 1000000)::bigint::text`

/** The force's own; undefined: it has none. */
export async function findHarmTable(db: Kysely<Database>): Promise<NewHarmTable | undefined> {
  const row = await db.selectFrom('harm_table').select('record').executeTakeFirst()
  return row?.record
}

/** The force's own with who saved it; undefined: it has none. */
export async function findSavedHarmTable(
  db: Kysely<Database>,
): Promise<{ record: NewHarmTable; version: string; savedBy: string } | undefined> {
  return db
    .selectFrom('harm_table')
    .select(['record', version.as('version'), 'saved_by as savedBy'])
    .executeTakeFirst()
}

/** @returns its version; undefined: the force has one by now */
export async function insertHarmTable(
  db: Kysely<Database>,
  table: NewHarmTable,
  actor: string,
): Promise<string | undefined> {
  const row = await db
    .insertInto('harm_table')
    .values(contentOf(table, actor))
    .onConflict((conflict) => conflict.doNothing())
    .returning(version.as('version'))
    .executeTakeFirst()
  return row?.version
}

/** @returns its new version; undefined: there is none, or it is no longer at this version */
export async function updateHarmTable(
  db: Kysely<Database>,
  table: NewHarmTable,
  known: string,
  actor: string,
): Promise<string | undefined> {
  const row = await db
    .updateTable('harm_table')
    .set({ ...contentOf(table, actor), saved_at: sql<Date>`clock_timestamp()` })
    .where(version, '=', known)
    .returning(version.as('version'))
    .executeTakeFirst()
  return row?.version
}

const contentOf = (table: NewHarmTable, actor: string) => ({ record: JSON.stringify(table), saved_by: actor })

/** @returns what it was; undefined: there is none, or it is no longer at this version */
export async function deleteHarmTable(db: Kysely<Database>, known: string): Promise<NewHarmTable | undefined> {
  const row = await db.deleteFrom('harm_table').where(version, '=', known).returning('record').executeTakeFirst()
  return row?.record
}
