import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plan_key')
    .addColumn('plan_id', 'uuid', (column) => column.primaryKey())
    .addColumn('key', 'bytea', (column) => column.notNull().check(sql`length(key) = 32`))
    .addColumn('key_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema
    .createTable('plan')
    // The key and its hash are on record before the draw: no plan without them.
    .addColumn('plan_id', 'uuid', (column) => column.primaryKey().references('plan_key.plan_id'))
    .addColumn('operation_id', 'uuid', (column) => column.notNull().references('operation.operation_id'))
    .addColumn('ranking_id', 'uuid', (column) => column.notNull().references('ranking.ranking_id'))
    .addColumn('roster_id', 'uuid', (column) => column.notNull().references('roster.roster_id'))
    .addColumn('start_day', 'date', (column) => column.notNull())
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('timezone', 'text', (column) => column.notNull())
    .addColumn('draw', 'integer', (column) => column.notNull())
    .addColumn('key_hash', 'text', (column) => column.notNull())
    .addColumn('inputs_hash', 'text', (column) => column.notNull())
    .addColumn('summary', 'jsonb', (column) => column.notNull())
    .addColumn('file', 'bytea', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema.createIndex('plan_operation').on('plan').columns(['operation_id', 'created_at']).execute()
  await db.schema
    .createTable('tour')
    .addColumn('plan_id', 'uuid', (column) => column.notNull().references('plan.plan_id').onDelete('cascade'))
    .addColumn('shift_id', 'text', (column) => column.notNull())
    .addColumn('day', 'date', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('call_sign', 'text')
    .addColumn('bcu', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ends_at', 'timestamptz', (column) => column.notNull())
    .addColumn('refreshments_from', 'timestamptz')
    .addColumn('refreshments_to', 'timestamptz')
    .addPrimaryKeyConstraint('tour_pkey', ['plan_id', 'shift_id'])
    .execute()
  await db.schema.createIndex('tour_plan_day').on('tour').columns(['plan_id', 'day']).execute()
  await db.schema
    .createTable('patrol_window')
    .addColumn('plan_id', 'uuid', (column) => column.notNull())
    .addColumn('patrol_window_id', 'text', (column) => column.notNull())
    .addColumn('shift_id', 'text', (column) => column.notNull())
    .addColumn('hotspot_id', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ends_at', 'timestamptz', (column) => column.notNull())
    .addColumn('probability', 'double precision', (column) => column.notNull().check(sql`probability between 0 and 1`))
    .addColumn('activity', 'text', (column) => column.notNull())
    .addColumn('entry_point', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('patrol_window_pkey', ['plan_id', 'patrol_window_id'])
    .addForeignKeyConstraint(
      'patrol_window_tour_fkey',
      ['plan_id', 'shift_id'],
      'tour',
      ['plan_id', 'shift_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .addCheckConstraint('patrol_window_ends_after_start', sql`ends_at > starts_at`)
    .execute()
  await db.schema
    .createIndex('patrol_window_tour')
    .on('patrol_window')
    .columns(['plan_id', 'shift_id', 'starts_at'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['patrol_window', 'tour', 'plan', 'plan_key']) await db.schema.dropTable(table).execute()
}
