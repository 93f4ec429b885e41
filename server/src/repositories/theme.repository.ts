import type { ThemeRecord } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** When it was saved, in microseconds: a theme that is removed and made again is at no version that it had. */
const version = sql<string>`(extract(epoch from saved_at) * 1000000)::bigint::text`

/** The force's own themes, by name. */
export async function listThemes(db: Kysely<Database>): Promise<{ record: ThemeRecord; version: string }[]> {
  return db
    .selectFrom('theme')
    .select(['record', version.as('version')])
    .orderBy('name')
    .orderBy('theme_id')
    .execute()
}

export async function listThemeIds(db: Kysely<Database>): Promise<string[]> {
  const rows = await db.selectFrom('theme').select('theme_id').execute()
  return rows.map(({ theme_id }) => theme_id)
}

/** Who saved a theme last. */
export async function findThemeSaver(db: Kysely<Database>, themeId: string): Promise<string | undefined> {
  const row = await db.selectFrom('theme').select('saved_by').where('theme_id', '=', themeId).executeTakeFirst()
  return row?.saved_by
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

/** @returns its version */
export async function insertTheme(db: Kysely<Database>, theme: ThemeRecord, actor: string): Promise<string> {
  const row = await db
    .insertInto('theme')
    .values({ theme_id: theme.id, ...contentOf(theme, actor) })
    .returning(version.as('version'))
    .executeTakeFirstOrThrow()
  return row.version
}

/** @returns its new version; undefined: there is none of this id, or it is no longer at this version */
export async function updateTheme(
  db: Kysely<Database>,
  theme: ThemeRecord,
  known: string,
  actor: string,
): Promise<string | undefined> {
  const row = await db
    .updateTable('theme')
    .set({ ...contentOf(theme, actor), saved_at: sql<Date>`clock_timestamp()` })
    .where('theme_id', '=', theme.id)
    .where(version, '=', known)
    .returning(version.as('version'))
    .executeTakeFirst()
  return row?.version
}

const contentOf = (theme: ThemeRecord, actor: string) => ({
  name: theme.name,
  record: JSON.stringify(theme),
  saved_by: actor,
})

/** @returns what it was; undefined: there is none of this id, or it is no longer at this version */
export async function deleteTheme(
  db: Kysely<Database>,
  themeId: string,
  known: string,
): Promise<ThemeRecord | undefined> {
  const row = await db
    .deleteFrom('theme')
    .where('theme_id', '=', themeId)
    .where(version, '=', known)
    .returning('record')
    .executeTakeFirst()
  return row?.record
}
