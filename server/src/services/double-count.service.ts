import { findFormat } from '@planner/shared/core'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { listCoincidences } from '../repositories/incident-overlap.repository.ts'
import { listWarnedImports, setImportWarnings, type WarnedImport } from '../repositories/taken-import.repository.ts'
import { doubleCounts, isDoubleCount } from './import-warnings.ts'

/** Looks again at loads of which it was said that they count twice, after one of two editions has been taken back. */
export async function renewDoubleCounts(db: Kysely<Database>): Promise<void> {
  for (const row of await listWarnedImports(db)) {
    const at = row.warnings.findIndex(isDoubleCount)
    if (at < 0) continue
    const others = row.warnings.filter((warning) => !isDoubleCount(warning))
    await setImportWarnings(db, row.incident_import_id, others.toSpliced(at, 0, ...(await findDoubleCounts(db, row))))
  }
}

async function findDoubleCounts(
  db: Kysely<Database>,
  { format, mapping, timezone, first, last }: WarnedImport,
): Promise<string[]> {
  if (first === null || last === null) return []
  const { publisher } = findFormat(format, mapping ?? undefined)
  return doubleCounts(await listCoincidences(db, { publisher, timezone, from: first, to: last }))
}
