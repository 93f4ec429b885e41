import { sql, type Kysely } from 'kysely'

/** Wards and street names of the force: for telling where a hotspot is, never for choosing one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ward')
    .addColumn('ward_id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    // Two boroughs can each have a Town ward.
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.unique())
    .addColumn('geometry', 'jsonb', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('place_label')
    .addColumn('place_label_id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('lat', 'double precision', (column) => column.notNull())
    .addColumn('lng', 'double precision', (column) => column.notNull())
    .addCheckConstraint('place_label_on_earth', sql`lat between -90 and 90 and lng between -180 and 180`)
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('place_label').execute()
  await db.schema.dropTable('ward').execute()
}
