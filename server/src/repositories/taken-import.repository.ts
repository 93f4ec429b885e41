import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { IncidentImport } from './import.repository.ts'
import type { TakeBackCounts } from './take-back.repository.ts'

/** Keeps others from taking an import back until the transaction ends. */
export async function lockImportRow(db: Kysely<Database>, importId: string): Promise<void> {
  await db
    .selectFrom('incident_import')
    .select('incident_import_id')
    .where('incident_import_id', '=', importId)
    .forUpdate()
    .execute()
}

export async function setImportTakenBack(
  db: Kysely<Database>,
  importId: string,
  by: string,
  counts: TakeBackCounts,
): Promise<void> {
  await db
    .updateTable('incident_import')
    .set({
      status: 'taken-back',
      taken_back_at: sql<Date>`clock_timestamp()`,
      taken_back_by: by,
      taken_back_removed: counts.removed,
      taken_back_kept: counts.kept,
      taken_back_restored: counts.restored,
    })
    .where('incident_import_id', '=', importId)
    .execute()
}

/** Loads after this one that found incidents there already, of which nobody wrote down which. */
export async function listUnrecordedHolders(
  db: Kysely<Database>,
  loadNumber: number,
): Promise<Pick<IncidentImport, 'file_name' | 'format' | 'mapping'>[]> {
  return db
    .selectFrom('incident_import')
    .select(['file_name', 'format', 'mapping'])
    .where('status', '=', 'completed')
    .where('is_recorded', '=', false)
    .where('load_number', '>', loadNumber)
    .where((eb) => eb.or([eb('updated', '>', 0), eb('unchanged', '>', eb.ref('duplicates'))]))
    .orderBy('load_number')
    .execute()
}

/** How many rankings were made since, and of how many operations. */
export async function countRankingsSince(
  db: Kysely<Database>,
  since: Date,
): Promise<{ rankings: number; operations: number }> {
  return db
    .selectFrom('ranking')
    .select([
      sql<number>`count(*)::int`.as('rankings'),
      sql<number>`count(distinct operation_id)::int`.as('operations'),
    ])
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
}

/** A load with warnings, and when the incidents happened whose content it brought; null where it has none any more. */
export interface WarnedImport extends Pick<
  IncidentImport,
  'incident_import_id' | 'format' | 'mapping' | 'timezone' | 'warnings'
> {
  first: Date | null
  last: Date | null
}

export async function listWarnedImports(db: Kysely<Database>): Promise<WarnedImport[]> {
  return db
    .with('period', (with_) =>
      with_
        .selectFrom('incident')
        .select([
          'incident_import_id',
          sql<Date>`min(occurred_from)`.as('first'),
          sql<Date>`max(occurred_from)`.as('last'),
        ])
        .groupBy('incident_import_id'),
    )
    .selectFrom('incident_import')
    .leftJoin('period', 'period.incident_import_id', 'incident_import.incident_import_id')
    .select([
      'incident_import.incident_import_id',
      'format',
      'mapping',
      'timezone',
      'warnings',
      'period.first',
      'period.last',
    ])
    .where('status', '=', 'completed')
    .where(sql<boolean>`warnings <> '[]'::jsonb`)
    .execute()
}

export async function setImportWarnings(
  db: Kysely<Database>,
  importId: string,
  warnings: readonly string[],
): Promise<void> {
  await db
    .updateTable('incident_import')
    .set({ warnings: JSON.stringify(warnings) })
    .where('incident_import_id', '=', importId)
    .execute()
}
