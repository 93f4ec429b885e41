import type { ThemeRecord } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** The force's own themes, by name. */
export async function listThemes(db: Kysely<Database>): Promise<ThemeRecord[]> {
  const rows = await db.selectFrom('theme').select('record').orderBy('name').orderBy('theme_id').execute()
  return rows.map(({ record }) => record)
}

export async function findTheme(db: Kysely<Database>, themeId: string): Promise<ThemeRecord | undefined> {
  const row = await db.selectFrom('theme').select('record').where('theme_id', '=', themeId).executeTakeFirst()
  return row?.record
}

/** Another theme of that name, whatever the case of its letters. */
export async function findThemeNamed(
  db: Kysely<Database>,
  name: string,
  exceptThemeId: string,
): Promise<ThemeRecord | undefined> {
  const row = await db
    .selectFrom('theme')
    .select('record')
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .where('theme_id', '<>', exceptThemeId)
    .executeTakeFirst()
  return row?.record
}

export async function upsertTheme(db: Kysely<Database>, theme: ThemeRecord, actor: string): Promise<void> {
  const content = { name: theme.name, record: JSON.stringify(theme), saved_by: actor }
  await db
    .insertInto('theme')
    .values({ theme_id: theme.id, ...content })
    .onConflict((conflict) =>
      conflict.column('theme_id').doUpdateSet({ ...content, saved_at: sql<Date>`clock_timestamp()` }),
    )
    .execute()
}

/** @returns what it was; undefined: there was none */
export async function deleteTheme(db: Kysely<Database>, themeId: string): Promise<ThemeRecord | undefined> {
  const row = await db.deleteFrom('theme').where('theme_id', '=', themeId).returning('record').executeTakeFirst()
  return row?.record
}
