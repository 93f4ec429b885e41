import type { Reject } from '@planner/shared/core'
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
}

export type IncidentImport = Selectable<IncidentImportTable>

/** @returns the new import's id; its status is `queued` */
export async function insertImport(
  db: Kysely<Database>,
  given: { fileName: string; format: IncidentImport['format']; timezone: string; createdBy: string },
): Promise<string> {
  const { incident_import_id } = await db
    .insertInto('incident_import')
    .values({
      file_name: given.fileName,
      format: given.format,
      timezone: given.timezone,
      created_by: given.createdBy,
    })
    .returning('incident_import_id')
    .executeTakeFirstOrThrow()
  return incident_import_id
}

export async function findImport(db: Kysely<Database>, importId: string): Promise<IncidentImport | undefined> {
  return db.selectFrom('incident_import').selectAll().where('incident_import_id', '=', importId).executeTakeFirst()
}

/** The newest first. */
export async function listImports(db: Kysely<Database>, limit: number): Promise<IncidentImport[]> {
  return db
    .selectFrom('incident_import')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('incident_import_id')
    .limit(limit)
    .execute()
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
  sha256: string,
): Promise<void> {
  await db
    .updateTable('incident_import')
    .set({
      status: 'completed',
      sha256,
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

/** A reject with its place in the order of an import's rejects, from which a next page starts. */
export type NumberedReject = Reject & { rejectId: number }

/** Rejects of one import in the order of its rows, `limit` of them after `afterId` (from the first when left out). */
export async function listRejects(
  db: Kysely<Database>,
  importId: string,
  { limit, afterId = 0 }: { limit: number; afterId?: number },
): Promise<NumberedReject[]> {
  return db
    .selectFrom('incident_reject')
    .select(['incident_reject_id as rejectId', 'file', 'line', 'column_name as column', 'value', 'code', 'advice'])
    .where('incident_import_id', '=', importId)
    .where('incident_reject_id', '>', afterId)
    .orderBy('incident_reject_id')
    .limit(limit)
    .execute()
}
