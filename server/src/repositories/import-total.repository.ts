import type { IncidentQuality, IncidentSummary } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** Imports that came to their end; of several of the same bytes the newest, since the rows are the same. */
const LOADS = sql`(
  select distinct on (coalesce(sha256, incident_import_id::text)) incident_import_id, out_of_scope
  from incident_import where status = 'completed'
  order by coalesce(sha256, incident_import_id::text), finished_at desc, incident_import_id
)`

/** Rows that were not taken, by code, the most frequent first; a file that was loaded twice counts once. */
export async function countRejects(db: Kysely<Database>): Promise<IncidentQuality['rejects']['byCode']> {
  const { rows } = await sql<{ code: string; rows: number }>`
    select code, count(*)::int as rows from incident_reject join ${LOADS} loads using (incident_import_id)
    group by code order by 2 desc, 1
  `.execute(db)
  return rows
}

/** Rows that were understood and left out, by reason, the most frequent first; a file that was loaded twice counts once. */
export async function countOutOfScope(db: Kysely<Database>): Promise<IncidentSummary['outOfScope']> {
  const { rows } = await sql<{ reason: string; rows: number }>`
    select key as reason, sum(value::int)::int as rows
    from ${LOADS} loads, jsonb_each_text(out_of_scope) where value::int > 0 group by key order by 2 desc, 1
  `.execute(db)
  return rows
}

/** The newest import that came to its end. */
export async function findNewestImport(
  db: Kysely<Database>,
): Promise<{ importId: string; at: Date; by: string; fileName: string } | undefined> {
  const row = await db
    .selectFrom('incident_import')
    .select(['incident_import_id as importId', 'finished_at as at', 'created_by as by', 'file_name as fileName'])
    .where('status', '=', 'completed')
    .orderBy('finished_at', 'desc')
    .orderBy('incident_import_id')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, at: row.at! }
}
