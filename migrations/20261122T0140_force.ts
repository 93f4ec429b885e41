import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('force')
    .addColumn('force_id', 'smallint', (column) =>
      column
        .primaryKey()
        .defaultTo(1)
        .check(sql`force_id = 1`),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('timezone', 'text', (column) => column.notNull())
    .addColumn('synthetic', 'boolean', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('area')
    .addColumn('area_id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('bcu', 'text', (column) => column.notNull())
    .addColumn('geometry', 'jsonb', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('operation')
    .addColumn('operation_id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('start_day', 'date', (column) => column.notNull())
    .addColumn('days', 'integer', (column) => column.notNull().check(sql`days between 1 and 84`))
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema
    .createTable('roster')
    .addColumn('roster_id', 'uuid', (column) => column.primaryKey())
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('tours', 'integer', (column) => column.notNull())
    .addColumn('crews', 'integer', (column) => column.notNull())
    .addColumn('first_day', 'date', (column) => column.notNull())
    .addColumn('last_day', 'date', (column) => column.notNull())
    .addColumn('by_bcu', 'jsonb', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema
    .createTable('shift')
    .addColumn('roster_id', 'uuid', (column) => column.notNull().references('roster.roster_id').onDelete('cascade'))
    .addColumn('shift_id', 'text', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('bcu', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ends_at', 'timestamptz', (column) => column.notNull())
    .addColumn('record', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('shift_pkey', ['roster_id', 'shift_id'])
    .addCheckConstraint('shift_ends_after_start', sql`ends_at > starts_at`)
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['shift', 'roster', 'operation', 'area', 'force']) await db.schema.dropTable(table).execute()
}
