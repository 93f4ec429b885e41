import { sql, type Kysely } from 'kysely'

/**
 * How each import read its file and what it found beside its counts; rejected rows as they were, of the columns that were read;
 * mappings that are saved for the next file of a source.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('incident_import')
    // Null: a format that reads its own columns.
    .addColumn('mapping', 'jsonb')
    .addColumn('dropped', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .addColumn('coordinate_method', 'text')
    .addColumn('coordinate_accuracy_m', 'double precision')
    .addColumn('encodings', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .addColumn('warnings', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .addColumn('changed_fields', 'jsonb', (column) => column.notNull().defaultTo(sql`'{}'::jsonb`))
    .addColumn('rows_per_second', 'double precision')
    .execute()
  await db.schema
    .alterTable('incident_reject')
    .addColumn('row', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .execute()
  await db.schema
    .createTable('incident_mapping')
    .addColumn('incident_mapping_id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('mapping', 'jsonb', (column) => column.notNull())
    .addColumn('saved_by', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await sql`create unique index incident_mapping_name_key on incident_mapping (lower(name))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('incident_mapping').execute()
  await db.schema.alterTable('incident_reject').dropColumn('row').execute()
  let table = db.schema.alterTable('incident_import').dropColumn('mapping')
  for (const column of [
    'dropped',
    'coordinate_method',
    'coordinate_accuracy_m',
    'encodings',
    'warnings',
    'changed_fields',
    'rows_per_second',
  ])
    table = table.dropColumn(column)
  await table.execute()
}
