import { sql, type Kysely } from 'kysely'

/**
 * What a load found there already, so that it can be taken back: nothing for the incidents that it brought, which name it
 * themselves; one row for each run of incidents that were there; and the former content of those that it changed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('incident_import')
    // The order in which loads were merged; null until then. The newest of those that hold an incident decided its content.
    .addColumn('load_number', 'integer', (column) => column.unique())
    .addColumn('is_recorded', 'boolean', (column) => column.notNull().defaultTo(true))
    .addColumn('taken_back_at', 'timestamptz')
    .addColumn('taken_back_by', 'text')
    .addColumn('taken_back_removed', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('taken_back_kept', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('taken_back_restored', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // Of loads from before nobody wrote down what they met.
  await sql`
    update incident_import i set is_recorded = false, load_number = numbered.n
    from (
      select incident_import_id, row_number() over (order by finished_at, incident_import_id) as n
      from incident_import where status = 'completed'
    ) numbered
    where i.incident_import_id = numbered.incident_import_id`.execute(db)
  await checkStatuses(db, ['queued', 'running', 'completed', 'refused', 'taken-back'])

  // Without references to what they name: both are written and removed with it in one transaction, a million at a time.
  await db.schema
    .createTable('held_incident')
    .addColumn('load_number', 'integer', (column) => column.notNull())
    .addColumn('first_id', 'bigint', (column) => column.notNull())
    .addColumn('last_id', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('held_incident_pkey', ['load_number', 'first_id'])
    .addCheckConstraint('held_incident_run', sql`last_id >= first_id`)
    .execute()
  // As the row was, without its identity, which no load changes.
  await sql`
    create table former_incident as
    select 0 as load_number, incident_id, ${sql.join(CONTENT.map((name) => sql.ref(name)))}, incident_import_id
    from incident with no data`.execute(db)
  await db.schema
    .alterTable('former_incident')
    .addPrimaryKeyConstraint('former_incident_pkey', ['incident_id', 'load_number'])
    .execute()
  for (const column of ['load_number', 'incident_import_id'])
    await db.schema.createIndex(`former_incident_${column}`).on('former_incident').column(column).execute()
  await checkKinds(db, ['import', 'rank', 'plan', 'measure', 'backtest', 'take-back'])
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from job where kind = 'take-back'`.execute(db)
  await checkKinds(db, ['import', 'rank', 'plan', 'measure', 'backtest'])
  for (const table of ['former_incident', 'held_incident']) await db.schema.dropTable(table).execute()
  // The older form has no other word for a load of which nothing is there.
  await sql`
    update incident_import set status = 'refused', refused_because = 'It was taken back.' where status = 'taken-back'
  `.execute(db)
  await checkStatuses(db, ['queued', 'running', 'completed', 'refused'])
  for (const column of [
    'load_number',
    'is_recorded',
    'taken_back_at',
    'taken_back_by',
    'taken_back_removed',
    'taken_back_kept',
    'taken_back_restored',
  ])
    await db.schema.alterTable('incident_import').dropColumn(column).execute()
}

/** The content of an incident as it is when this runs. */
const CONTENT = [
  'occurred_from',
  'occurred_to',
  'time_precision',
  'recorded_at',
  'offence',
  'offence_code',
  'flags',
  'how_found',
  'domestic',
  'place_type',
  'lng',
  'lat',
  'cell_r9',
  'cell_r10',
  'place_name',
]

async function checkKinds(db: Kysely<unknown>, kinds: string[]): Promise<void> {
  const list = sql.join(kinds.map((kind) => sql.lit(kind)))
  await sql`
    alter table job drop constraint job_kind_check, add constraint job_kind_check check (kind in (${list}))`.execute(db)
}

async function checkStatuses(db: Kysely<unknown>, statuses: string[]): Promise<void> {
  const list = sql.join(statuses.map((status) => sql.lit(status)))
  await sql`
    alter table incident_import drop constraint incident_import_status_check,
      add constraint incident_import_status_check check (status in (${list}))`.execute(db)
}
