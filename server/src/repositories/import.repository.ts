import type { Reject, RejectCode } from '@planner/shared/core'
import type { IncidentMappingRecord } from '@planner/shared/schemas'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { IncidentImportTable } from './import.table.ts'

/**
 * What an import came to: `rows` = `added` + `unchanged` + `updated` + all of `outOfScope` + `rejected`; `duplicates` are part
 * of `unchanged`.
 */
export interface ImportCounts {
  rows: number
  added: number
  unchanged: number
  updated: number
  duplicates: number
  rejected: number
  /** rows by reason */
  outOfScope: Record<string, number>
  ambiguousTimes: number
  skippedTimes: number
  /** of the updated, how many differ in which field */
  changedFields: Record<string, number>
}

/** What is told of an import beside its counts. */
export interface ImportFindings {
  sha256: string
  coordinateMethod: string | null
  coordinateAccuracyM: number | null
  encodings: readonly string[]
  warnings: readonly string[]
  rowsPerSecond: number | null
}

/** An import, the job that does it (the command line has none), and the job under way that takes it back. */
export type IncidentImport = Selectable<IncidentImportTable> & {
  job_id: string | null
  take_back_job_id: string | null
}

const withJob = (db: Kysely<Database>) =>
  db
    .selectFrom('incident_import')
    .leftJoin('job', (join) => join.onRef('job.result_id', '=', 'incident_import_id').on('job.kind', '=', 'import'))
    .selectAll('incident_import')
    .select('job.job_id')
    .select((eb) =>
      eb
        .selectFrom('job as taking')
        .select('taking.job_id')
        .whereRef('taking.result_id', '=', 'incident_import_id')
        .where('taking.kind', '=', 'take-back')
        .where('taking.finished_at', 'is', null)
        .limit(1)
        .as('take_back_job_id'),
    )

/** A load that is to come. */
export interface NewImport {
  fileName: string
  format: IncidentImport['format']
  timezone: string
  createdBy: string
  /** for the format `mapped` */
  mapping?: IncidentMappingRecord
  /** columns like a person's data that are left out knowingly */
  dropped?: readonly string[]
}

/** @returns the new import's id; its status is `queued` */
export async function insertImport(db: Kysely<Database>, given: NewImport): Promise<string> {
  const { incident_import_id } = await db
    .insertInto('incident_import')
    .values({
      file_name: given.fileName,
      format: given.format,
      timezone: given.timezone,
      created_by: given.createdBy,
      mapping: given.mapping === undefined ? null : JSON.stringify(given.mapping),
      dropped: JSON.stringify(given.dropped ?? []),
    })
    .returning('incident_import_id')
    .executeTakeFirstOrThrow()
  return incident_import_id
}

export async function findImport(db: Kysely<Database>, importId: string): Promise<IncidentImport | undefined> {
  return withJob(db).where('incident_import_id', '=', importId).executeTakeFirst()
}

/** The newest first. */
export async function listImports(db: Kysely<Database>, limit: number): Promise<IncidentImport[]> {
  return withJob(db).orderBy('incident_import.created_at', 'desc').orderBy('incident_import_id').limit(limit).execute()
}

export async function setImportRunning(db: Kysely<Database>, importId: string): Promise<void> {
  await db
    .updateTable('incident_import')
    .set({ status: 'running', refused_because: null, finished_at: null })
    .where('incident_import_id', '=', importId)
    .execute()
}

export async function setImportCompleted(
  db: Kysely<Database>,
  importId: string,
  counts: ImportCounts,
  findings: ImportFindings,
): Promise<void> {
  await db
    .updateTable('incident_import')
    .set({
      status: 'completed',
      refused_because: null,
      sha256: findings.sha256,
      coordinate_method: findings.coordinateMethod,
      coordinate_accuracy_m: findings.coordinateAccuracyM,
      encodings: JSON.stringify(findings.encodings),
      warnings: JSON.stringify(findings.warnings),
      rows_per_second: findings.rowsPerSecond,
      changed_fields: JSON.stringify(counts.changedFields),
      rows: counts.rows,
      added: counts.added,
      unchanged: counts.unchanged,
      updated: counts.updated,
      duplicates: counts.duplicates,
      rejected: counts.rejected,
      out_of_scope: JSON.stringify(counts.outOfScope),
      ambiguous_times: counts.ambiguousTimes,
      skipped_times: counts.skippedTimes,
      finished_at: sql<Date>`clock_timestamp()`,
    })
    .where('incident_import_id', '=', importId)
    .execute()
}

export async function setImportRefused(db: Kysely<Database>, importId: string, because: string): Promise<void> {
  await db
    .updateTable('incident_import')
    .set({ status: 'refused', refused_because: because, finished_at: sql<Date>`clock_timestamp()` })
    .where('incident_import_id', '=', importId)
    .execute()
}

/** Any number will do, as long as nothing else of ours locks with it. */
const LOADING_LOCK = 7_210_251

/** Marks an import as under way until the transaction ends, however it ends. */
export async function lockImport(db: Kysely<Database>, importId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOADING_LOCK}::int, hashtext(${importId}))`.execute(db)
}

/** Ends imports that nobody will end: their job has ended without them, or they have none and nobody is at them. */
export async function setAbandonedImportsRefused(db: Kysely<Database>, because: string): Promise<void> {
  await sql`
    update incident_import i
    set status = 'refused', refused_because = ${because}, finished_at = clock_timestamp()
    where i.status in ('queued', 'running')
      and case
        when exists (select from job where result_id = i.incident_import_id)
        then not exists (select from job where result_id = i.incident_import_id and finished_at is null)
        else pg_try_advisory_xact_lock(${LOADING_LOCK}::int, hashtext(i.incident_import_id::text))
      end
  `.execute(db)
}

/** Ends an import that has not ended; false where it has, or where somebody is at it. */
export async function setImportGivenUp(db: Kysely<Database>, importId: string, because: string): Promise<boolean> {
  const { rows } = await sql<{ ended: number }>`
    update incident_import
    set status = 'refused', refused_because = ${because}, finished_at = clock_timestamp()
    where incident_import_id = ${importId} and status in ('queued', 'running')
      and pg_try_advisory_xact_lock(${LOADING_LOCK}::int, hashtext(incident_import_id::text))
    returning 1 as ended
  `.execute(db)
  return rows.length > 0
}

/** A reject with its place in the order of an import's rejects, from which a next page starts. */
export type NumberedReject = Reject & { rejectId: number }

/**
 * Rejects of one import in the order of its rows, `limit` of them after `afterId` (from the first when left out), with one
 * `code` where it is given.
 */
export async function listRejects(
  db: Kysely<Database>,
  importId: string,
  { limit, afterId = 0, code }: { limit: number; afterId?: number; code?: RejectCode },
): Promise<NumberedReject[]> {
  let query = db
    .selectFrom('incident_reject')
    .select([
      'incident_reject_id as rejectId',
      'file',
      'line',
      'column_name as column',
      'value',
      'code',
      'advice',
      'row',
    ])
    .where('incident_import_id', '=', importId)
    .where('incident_reject_id', '>', afterId)
    .orderBy('incident_reject_id')
    .limit(limit)
  if (code !== undefined) query = query.where('code', '=', code)
  return query.execute()
}

/** How many rejects of an import have which code, the most frequent first. */
export async function countRejectsByCode(
  db: Kysely<Database>,
  importId: string,
): Promise<{ code: RejectCode; rejects: number }[]> {
  return db
    .selectFrom('incident_reject')
    .select(['code', sql<number>`count(*)::int`.as('rejects')])
    .where('incident_import_id', '=', importId)
    .groupBy('code')
    .orderBy('rejects', 'desc')
    .orderBy('code')
    .execute()
}
