import type { Area, PlaceLabel, Ward } from '@planner/shared/core'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** All areas, by name. */
export async function listAreas(db: Kysely<Database>): Promise<Area[]> {
  return db.selectFrom('area').select(['name', 'bcu', 'geometry']).orderBy('name').execute()
}

/** What areas, wards and labels are now: the transactions that put them there, since each is replaced all at once. */
export async function findAreaVersion(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws('.',
      coalesce((select xmin::text from area limit 1), '0'),
      coalesce((select xmin::text from ward limit 1), '0'),
      coalesce((select xmin::text from place_label limit 1), '0')
    ) as version
  `.execute(db)
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

/** All wards, by name and code. */
export async function listWards(db: Kysely<Database>): Promise<Ward[]> {
  return db.selectFrom('ward').select(['name', 'code', 'geometry']).orderBy('name').orderBy('code').execute()
}

/** Wards without their outlines, by name and code. */
export async function listWardNames(db: Kysely<Database>): Promise<Omit<Ward, 'geometry'>[]> {
  return db.selectFrom('ward').select(['name', 'code']).orderBy('name').orderBy('code').execute()
}

/** Wards sent in one statement: Postgres takes at most 65,535 parameters, a ward has 3. */
const WARDS_PER_STATEMENT = 1000

/** Puts `wards` in the place of whatever there was. */
export async function replaceWards(db: Kysely<Database>, wards: readonly Ward[]): Promise<void> {
  await db.deleteFrom('ward').execute()
  for (let from = 0; from < wards.length; from += WARDS_PER_STATEMENT)
    await db
      .insertInto('ward')
      .values(
        wards
          .slice(from, from + WARDS_PER_STATEMENT)
          .map(({ name, code, geometry }) => ({ name, code, geometry: JSON.stringify(geometry) })),
      )
      .execute()
}

/** In the order of their file. */
export async function listLabels(db: Kysely<Database>): Promise<PlaceLabel[]> {
  return db.selectFrom('place_label').select(['name', 'lat', 'lng']).orderBy('place_label_id').execute()
}

export async function countLabels(db: Kysely<Database>): Promise<number> {
  const { labels } = await db
    .selectFrom('place_label')
    .select(sql<number>`count(*)::int`.as('labels'))
    .executeTakeFirstOrThrow()
  return labels
}

/** Puts `labels` in the place of whatever there was. */
export async function replaceLabels(db: Kysely<Database>, labels: readonly PlaceLabel[]): Promise<void> {
  await db.deleteFrom('place_label').execute()
  if (labels.length === 0) return
  const names = labels.map(({ name }) => name)
  const lats = labels.map(({ lat }) => lat)
  const lngs = labels.map(({ lng }) => lng)
  await sql`
    insert into place_label (name, lat, lng)
    select name, lat, lng from unnest(${names}::text[], ${lats}::float8[], ${lngs}::float8[])
      with ordinality as given (name, lat, lng, line) order by line
  `.execute(db)
}
