import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ranking')
    .addColumn('ranking_id', 'uuid', (column) => column.primaryKey())
    .addColumn('operation_id', 'uuid', (column) => column.notNull().references('operation.operation_id'))
    .addColumn('meta', 'jsonb', (column) => column.notNull())
    .addColumn('hotspot_count', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema.createIndex('ranking_operation').on('ranking').columns(['operation_id', 'created_at']).execute()
  await db.schema
    .createTable('hotspot')
    .addColumn('ranking_id', 'uuid', (column) => column.notNull().references('ranking.ranking_id').onDelete('cascade'))
    .addColumn('hotspot_id', 'text', (column) => column.notNull())
    .addColumn('rank', 'integer', (column) => column.notNull())
    .addColumn('area', 'text', (column) => column.notNull())
    .addColumn('bcu', 'text', (column) => column.notNull())
    .addColumn('record', 'jsonb', (column) => column.notNull())
    .addColumn('outline', 'jsonb', (column) => column.notNull())
    .addColumn('reasons', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('hotspot_pkey', ['ranking_id', 'hotspot_id'])
    .addUniqueConstraint('hotspot_rank_once', ['ranking_id', 'rank'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['hotspot', 'ranking']) await db.schema.dropTable(table).execute()
}
