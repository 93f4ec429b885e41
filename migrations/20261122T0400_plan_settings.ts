import { sql, type Kysely } from 'kysely'

/** What a plan is asked to be, on record with its draw; measurements of the mechanism; jobs that a user ends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Plans from before had no choice.
  await sql`
    alter table plan_draw add column settings jsonb not null default '{"design": "ordinary", "doses": "as-ranked"}'`.execute(
    db,
  )
  await sql`alter table plan_draw alter column settings drop default`.execute(db)
  await db.schema
    .createTable('plan_measurement')
    .addColumn('plan_measurement_id', 'uuid', (column) => column.primaryKey())
    .addColumn('plan_id', 'uuid', (column) => column.notNull().references('plan.plan_id').onDelete('cascade'))
    .addColumn('draws', 'integer', (column) => column.notNull().check(sql`draws > 0`))
    .addColumn('report', 'jsonb', (column) => column.notNull())
    .addColumn('planner_version', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute()
  await db.schema
    .createIndex('plan_measurement_plan')
    .on('plan_measurement')
    .columns(['plan_id', 'created_at'])
    .execute()
  await checkJobs(db, ['import', 'rank', 'plan', 'measure'], ['queued', 'running', 'completed', 'failed', 'cancelled'])
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from job where kind = 'measure'`.execute(db)
  await sql`update job set status = 'failed', error = message where status = 'cancelled'`.execute(db)
  await checkJobs(db, ['import', 'rank', 'plan'], ['queued', 'running', 'completed', 'failed'])
  await db.schema.dropTable('plan_measurement').execute()
  await db.schema.alterTable('plan_draw').dropColumn('settings').execute()
}

async function checkJobs(db: Kysely<unknown>, kinds: string[], statuses: string[]): Promise<void> {
  const list = (values: string[]) => sql.join(values.map((value) => sql.lit(value)))
  await sql`
    alter table job
      drop constraint job_kind_check, add constraint job_kind_check check (kind in (${list(kinds)})),
      drop constraint job_status_check, add constraint job_status_check check (status in (${list(statuses)}))`.execute(
    db,
  )
}
