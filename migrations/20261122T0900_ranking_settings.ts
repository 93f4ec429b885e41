import { sql, type Kysely } from 'kysely'

/**
 * What a force decides about its rankings (themes, harm table, excluded places), what each ranking was made with and found
 * beside its places, and backtests.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('theme')
    .addColumn('theme_id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('record', 'jsonb', (column) => column.notNull())
    .addColumn('saved_by', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await sql`create unique index theme_name_key on theme (lower(name))`.execute(db)
  await db.schema
    .createTable('harm_table')
    .addColumn('harm_table_id', 'smallint', (column) =>
      column
        .primaryKey()
        .defaultTo(1)
        .check(sql`harm_table_id = 1`),
    )
    .addColumn('record', 'jsonb', (column) => column.notNull())
    .addColumn('saved_by', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema
    .createTable('excluded_place')
    .addColumn('excluded_place_id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('lat', 'double precision', (column) => column.notNull().check(sql`lat between -90 and 90`))
    .addColumn('lng', 'double precision', (column) => column.notNull().check(sql`lng between -180 and 180`))
    .addColumn('radius_m', 'double precision', (column) => column.notNull().check(sql`radius_m > 0`))
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await sql`create unique index excluded_place_name_key on excluded_place (lower(name))`.execute(db)
  await db.schema
    .createTable('backtest')
    .addColumn('backtest_id', 'uuid', (column) => column.primaryKey())
    .addColumn('request', 'jsonb', (column) => column.notNull())
    .addColumn('summary', 'jsonb', (column) => column.notNull())
    .addColumn('file', 'bytea', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema.createIndex('backtest_created_at').on('backtest').column('created_at').execute()
  // Null: rankings of releases that did not keep them.
  await db.schema
    .alterTable('ranking')
    .addColumn('settings', 'jsonb')
    .addColumn('findings', 'jsonb')
    .addColumn('alternatives', 'jsonb')
    .addColumn('file', 'bytea')
    .execute()
  await checkKinds(db, ['import', 'rank', 'plan', 'measure', 'backtest'])
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from job where kind = 'backtest'`.execute(db)
  await checkKinds(db, ['import', 'rank', 'plan', 'measure'])
  for (const column of ['settings', 'findings', 'alternatives', 'file'])
    await db.schema.alterTable('ranking').dropColumn(column).execute()
  for (const table of ['backtest', 'excluded_place', 'harm_table', 'theme']) await db.schema.dropTable(table).execute()
}

async function checkKinds(db: Kysely<unknown>, kinds: string[]): Promise<void> {
  const list = sql.join(kinds.map((kind) => sql.lit(kind)))
  await sql`
    alter table job drop constraint job_kind_check, add constraint job_kind_check check (kind in (${list}))`.execute(db)
}
