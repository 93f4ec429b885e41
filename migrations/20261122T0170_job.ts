import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('job')
    .addColumn('job_id', 'uuid', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull().check(sql`kind in ('import', 'rank', 'plan')`))
    .addColumn('status', 'text', (column) =>
      column.notNull().check(sql`status in ('queued', 'running', 'completed', 'failed')`),
    )
    .addColumn('progress', 'double precision', (column) => column.notNull().check(sql`progress between 0 and 1`))
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('result_id', 'uuid')
    .addColumn('error', 'text')
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .addColumn('finished_at', 'timestamptz')
    .execute()
  // Whoever shows a job hears of every change, whichever process made it; sent when the change is committed.
  await sql`
    create function announce_job() returns trigger language plpgsql as $$
    begin
      perform pg_notify('job', new.job_id::text);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger job_is_announced after insert or update on job
    for each row execute function announce_job()`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('job').execute()
  await sql`drop function announce_job()`.execute(db)
}
