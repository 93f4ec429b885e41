import { rm } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { createRejectTable, DomainError, findFormat, parseMapping, REJECT_CODES } from '@planner/shared/core'
import type { Import, ImportAccepted, RejectList, RejectPage } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database, OpenDatabase } from '../database.ts'
import type { UploadReading } from '../incidents/read-upload-fields.ts'
import type { ReceivedIncidents } from '../incidents/receive-incidents.ts'
import type { JobContext, JobQueue, JobRequest } from '../jobs/job.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  countRejectsByCode,
  findImport,
  insertImport,
  listImports,
  listRejects,
  setImportGivenUp,
  type IncidentImport,
} from '../repositories/import.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import { getForce } from './force.service.ts'
import { runImport } from './import.service.ts'
import { isDoubleCount } from './import-warnings.ts'
import { getIncidentFigures } from './incident-currency.service.ts'

const LISTED_IMPORTS = 200
const LISTED_REJECTS = 100
const REJECTS_PER_PAGE = 5000

/** Records an import of an uploaded file and queues the loading of it. */
export async function startImport(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  { reading, folder, files, fileName, encodings }: ReceivedIncidents<UploadReading>,
): Promise<ImportAccepted> {
  const timezone = reading.timezone ?? (await getForce(db)).timezone
  return db.transaction().execute(async (transaction) => {
    const importId = await insertImport(transaction, { ...reading, fileName, timezone, createdBy: actor })
    const { format } = reading
    const request: JobRequest = {
      kind: 'import',
      importId,
      upload: folder,
      files,
      encodings,
      fileName,
      format,
      timezone,
    }
    return { jobId: await queue.enqueue(transaction, request, importId, actor), importId }
  })
}

/** Loads the uploaded file, and removes it once the import has come to an end. Rows, record and job end in one transaction. */
export async function runImportJob(
  { db, pool }: OpenDatabase,
  { importId, upload, files, encodings, fileName, format, timezone }: Extract<JobRequest, { kind: 'import' }>,
  { jobId, signal, report }: JobContext,
): Promise<void> {
  const { created_by: actor, mapping, dropped } = await getImportRow(db, importId)
  try {
    await runImport(
      { db, pool },
      {
        importId,
        paths: files,
        encodings,
        format,
        ...(mapping === null ? {} : { mapping: parseMapping(mapping, fileName) }),
        drop: dropped,
        timezone,
        onProgress: ({ share, message }) => report(share, message),
        async onStored(transaction, { added, updated, rejected }) {
          await insertAuditEvent(transaction, {
            actor,
            action: 'imported',
            subjectKind: 'import',
            subjectId: importId,
            detail: { added, updated, rejected, format, mapping, dropped },
          })
          await setJobCompleted(transaction, jobId, `added ${added} incidents`)
        },
        signal,
      },
    )
  } catch (error) {
    // Refused or cancelled, it is not tried again.
    if (error instanceof DomainError || signal.reason instanceof DomainError)
      await rm(upload, { recursive: true, force: true })
    throw error
  }
  await rm(upload, { recursive: true, force: true })
  // Counted while nobody waits for it. Who asks after a failure tries again and hears of it.
  await getIncidentFigures(db).catch(() => undefined)
}

/** Ends an import whose job was tried too often, and removes its upload. Where a try is still at it, the next start ends it. */
export async function giveUpImport(
  db: Kysely<Database>,
  { importId, upload }: Pick<Extract<JobRequest, { kind: 'import' }>, 'importId' | 'upload'>,
): Promise<void> {
  const isEnded = await setImportGivenUp(
    db,
    importId,
    'It was interrupted too often, and nothing of it was loaded. Load the file again; if it fails again, report it.',
  )
  if (isEnded) await rm(upload, { recursive: true, force: true })
}

/** @throws {DomainError} NOT_FOUND */
export async function getImportRow(db: Kysely<Database>, importId: string): Promise<IncidentImport> {
  const row = await findImport(db, importId)
  if (row === undefined) throw new DomainError('NOT_FOUND', `There is no import ${importId}.`)
  return row
}

const toImport = (row: IncidentImport): Import => ({
  importId: row.incident_import_id,
  fileName: row.file_name,
  format: row.format,
  timezone: row.timezone,
  status: row.status,
  rows: row.rows,
  added: row.added,
  unchanged: row.unchanged,
  updated: row.updated,
  duplicates: row.duplicates,
  changedFields: Object.entries(row.changed_fields)
    .map(([field, incidents]) => ({ field, incidents }))
    .sort((a, b) => b.incidents - a.incidents),
  outOfScope: Object.values(row.out_of_scope).reduce((sum, rows) => sum + rows, 0),
  outOfScopeByReason: row.out_of_scope,
  rejected: row.rejected,
  warnings: row.warnings,
  mapping: row.mapping,
  dropped: row.dropped,
  coordinateMethod: row.coordinate_method,
  coordinateAccuracyM: row.coordinate_accuracy_m,
  encodings: row.encodings,
  rowsPerSecond: row.rows_per_second,
  jobId: row.job_id,
  countedTwice: row.warnings.some(isDoubleCount),
  takeBackJobId: row.take_back_job_id,
  takenBack:
    row.taken_back_at === null
      ? null
      : {
          at: row.taken_back_at.toISOString(),
          by: row.taken_back_by ?? '',
          removed: row.taken_back_removed,
          kept: row.taken_back_kept,
          restored: row.taken_back_restored,
        },
  refusedBecause: row.refused_because,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  createdBy: row.created_by,
})

/** The newest first. */
export async function getImports(db: Kysely<Database>): Promise<Import[]> {
  return (await listImports(db, LISTED_IMPORTS)).map(toImport)
}

/** @throws {DomainError} NOT_FOUND */
export async function getImport(db: Kysely<Database>, importId: string): Promise<Import> {
  return toImport(await getImportRow(db, importId))
}

/**
 * One page of an import's rejects, and how many there are of each code.
 *
 * @param page after: `next` of the page before; limit: 1 to 1000
 * @throws {DomainError} NOT_FOUND; INVALID_INPUT for a code that there is not
 */
export async function getRejects(db: Kysely<Database>, importId: string, page: RejectPage): Promise<RejectList> {
  const { rejected } = await getImportRow(db, importId)
  const { after = '0' } = page
  const code = REJECT_CODES.find((one) => one === page.code)
  if (page.code !== undefined && code === undefined)
    throw new DomainError('INVALID_INPUT', `There is no code "${page.code}". Use one of: ${REJECT_CODES.join(', ')}.`)
  const limit = Number(page.limit ?? LISTED_REJECTS)
  const rejects = await listRejects(db, importId, {
    limit: limit + 1,
    afterId: Number(after),
    ...(code === undefined ? {} : { code }),
  })
  const shown = rejects.slice(0, limit)
  return {
    total: rejected,
    byCode: await countRejectsByCode(db, importId),
    rejects: shown,
    next: rejects.length > limit ? shown.at(-1)!.rejectId : null,
  }
}

/**
 * All rejects of an import as CSV, page by page: mended, it can be loaded again with the same format, mapping and time zone.
 *
 * @throws {DomainError} NOT_FOUND, before the first page
 */
export async function getRejectsCsv(db: Kysely<Database>, importId: string): Promise<AsyncIterable<string>> {
  const { format, mapping } = await getImportRow(db, importId)
  return writeRejects(db, importId, findFormat(format, mapping ?? undefined).columns)
}

async function* writeRejects(
  db: Kysely<Database>,
  importId: string,
  columns: readonly string[],
): AsyncGenerator<string> {
  const table = createRejectTable(columns)
  yield stringify([[...table.header]])
  let afterId = 0
  for (;;) {
    const page = await listRejects(db, importId, { limit: REJECTS_PER_PAGE, afterId })
    const last = page.at(-1)
    if (last === undefined) return
    yield stringify(page.map((reject) => table.toRow(reject)))
    afterId = last.rejectId
  }
}
