import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('incident_import')
    .addColumn('incident_import_id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('timezone', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text')
    .addColumn('status', 'text', (column) =>
      column
        .notNull()
        .defaultTo('queued')
        .check(sql`status in ('queued', 'running', 'completed', 'refused')`),
    )
    .addColumn('rows', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('added', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('unchanged', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('updated', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('duplicates', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('rejected', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('out_of_scope', 'jsonb', (column) => column.notNull().defaultTo(sql`'{}'::jsonb`))
    .addColumn('ambiguous_times', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('skipped_times', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('refused_because', 'text')
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('finished_at', 'timestamptz')
    .execute()
  await db.schema.createIndex('incident_import_created_at_idx').on('incident_import').column('created_at').execute()

  await db.schema
    .createTable('incident')
    .addColumn('incident_id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('publisher', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('occurred_from', 'timestamptz', (column) => column.notNull())
    .addColumn('occurred_to', 'timestamptz')
    .addColumn('time_precision', 'text', (column) =>
      column.notNull().check(sql`time_precision in ('minute', 'day', 'month')`),
    )
    .addColumn('recorded_at', 'timestamptz')
    .addColumn('offence', 'text', (column) => column.notNull())
    .addColumn('offence_code', 'text')
    .addColumn('flags', sql`text[]`, (column) => column.notNull())
    .addColumn('how_found', 'text', (column) => column.notNull())
    .addColumn('domestic', 'boolean')
    .addColumn('place_type', 'text')
    .addColumn('lng', 'double precision', (column) => column.notNull().check(sql`lng between -180 and 180`))
    .addColumn('lat', 'double precision', (column) => column.notNull().check(sql`lat between -90 and 90`))
    .addColumn('cell_r9', 'text', (column) => column.notNull())
    .addColumn('cell_r10', 'text', (column) => column.notNull())
    .addColumn('place_name', 'text')
    .addColumn('incident_import_id', 'uuid', (column) =>
      column.notNull().references('incident_import.incident_import_id'),
    )
    .addUniqueConstraint('incident_identity_key', ['publisher', 'source_id'])
    .addCheckConstraint('incident_time_order', sql`occurred_to >= occurred_from`)
    .execute()
  await db.schema.createIndex('incident_occurred_from_idx').on('incident').column('occurred_from').execute()

  await db.schema
    .createTable('incident_reject')
    .addColumn('incident_reject_id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('incident_import_id', 'uuid', (column) =>
      column.notNull().references('incident_import.incident_import_id').onDelete('cascade'),
    )
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('line', 'integer', (column) => column.notNull())
    .addColumn('column_name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('advice', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('incident_reject_import_idx')
    .on('incident_reject')
    .columns(['incident_import_id', 'incident_reject_id'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('incident_reject').execute()
  await db.schema.dropTable('incident').execute()
  await db.schema.dropTable('incident_import').execute()
}
