import type { Area } from '@planner/shared/core'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** All areas, by name. */
export async function listAreas(db: Kysely<Database>): Promise<Area[]> {
  return db.selectFrom('area').select(['name', 'bcu', 'geometry']).orderBy('name').execute()
}

/** What the areas are now: the transaction that put them there, since they are replaced all at once. */
export async function findAreaVersion(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ version: string }>`select coalesce(max(xmin::text), '0') as version from area`.execute(
    db,
  )
  return rows[0]!.version
}

/** Puts `areas` in the place of whatever there was. */
export async function replaceAreas(db: Kysely<Database>, areas: readonly Area[]): Promise<void> {
  await db.deleteFrom('area').execute()
  if (areas.length === 0) return
  await db
    .insertInto('area')
    .values(areas.map(({ name, bcu, geometry }) => ({ name, bcu, geometry: JSON.stringify(geometry) })))
    .execute()
}
