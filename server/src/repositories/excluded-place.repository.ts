import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { ExcludedPlaceTable } from './ranking-settings.table.ts'

export type ExcludedPlaceRow = Selectable<ExcludedPlaceTable>

/** By name. */
export async function listExcludedPlaces(db: Kysely<Database>): Promise<ExcludedPlaceRow[]> {
  return db.selectFrom('excluded_place').selectAll().orderBy('name').orderBy('excluded_place_id').execute()
}

/** Whether there is one of that name, whatever the case of its letters. */
export async function isExcludedPlaceNamed(db: Kysely<Database>, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('excluded_place')
    .select('excluded_place_id')
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertExcludedPlace(
  db: Kysely<Database>,
  place: Insertable<ExcludedPlaceTable>,
): Promise<ExcludedPlaceRow> {
  return db.insertInto('excluded_place').values(place).returningAll().executeTakeFirstOrThrow()
}

/** @returns what it was; undefined: there was none */
export async function deleteExcludedPlace(
  db: Kysely<Database>,
  excludedPlaceId: string,
): Promise<ExcludedPlaceRow | undefined> {
  return db
    .deleteFrom('excluded_place')
    .where('excluded_place_id', '=', excludedPlaceId)
    .returningAll()
    .executeTakeFirst()
}
