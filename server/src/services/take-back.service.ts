import { DomainError, findFormat } from '@planner/shared/core'
import type { Accepted, TakeBackForecast } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Database, OpenDatabase } from '../database.ts'
import type { JobContext, JobQueue, JobRequest } from '../jobs/job.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { inClientTransaction } from '../repositories/client-transaction.ts'
import type { IncidentImport } from '../repositories/import.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import { waitForMergeLock } from '../repositories/merge-lock.ts'
import {
  findTakenIncidents,
  listLaterHolders,
  takeIncidentsBack,
  type TakeBackCounts,
} from '../repositories/take-back.repository.ts'
import {
  countRankingsSince,
  listUnrecordedHolders,
  lockImportRow,
  setImportTakenBack,
} from '../repositories/taken-import.repository.ts'
import { renewDoubleCounts } from './double-count.service.ts'
import { getImportRow } from './import-request.service.ts'
import { getIncidentFigures } from './incident-currency.service.ts'

/** Finding what is the load's takes about so much of the time; the rest is changing it. */
const FINDING_SHARE = 0.3
const number = new Intl.NumberFormat('en-GB')

export interface TakeBackOptions {
  importId: string
  /** a username, or `command line` */
  actor: string
  /** `share` from 0 to 1 */
  onProgress?: (progress: { share: number; message: string }) => void
  /** in the transaction that changes the incidents: what it throws undoes that */
  onTaken?: (transaction: Kysely<Database>, counts: TakeBackCounts) => Promise<void>
  signal?: AbortSignal
}

/**
 * Takes a load back, in one transaction or not at all: the incidents are then what they would be had it never come. Those that a
 * later load holds as well stay, and are that load's; those that it had changed get their former values, unless a later load decides them.
 *
 * @throws {DomainError} NOT_FOUND; CONFLICT for a load that is not there to be taken back, or of which it is not known what it shares
 */
export async function takeImportBack(
  { pool }: { pool: Pool },
  { importId, actor, onProgress, onTaken, signal }: TakeBackOptions,
): Promise<TakeBackCounts> {
  return inClientTransaction(
    pool,
    async (client, transaction) => {
      await waitForMergeLock(client, signal, () =>
        onProgress?.({ share: 0, message: 'waiting for a load that is under way' }),
      )
      await lockImportRow(transaction, importId)
      const row = await getImportRow(transaction, importId)
      const loadNumber = await getLoadNumber(transaction, row)
      const { fileName, repeatsIds } = describe(row)
      const tell = (from: number, width: number, message: string) => (share: number) =>
        onProgress?.({ share: from + width * share, message })
      const finding = tell(0, FINDING_SHARE, `finding the incidents of ${fileName}`)
      finding(0)
      const options = signal === undefined ? {} : { signal }
      const counts = await findTakenIncidents(
        transaction,
        { importId, loadNumber },
        { ...options, onProgress: finding },
      )
      const taking = tell(FINDING_SHARE, 1 - FINDING_SHARE, `taking ${fileName} back`)
      taking(0)
      await takeIncidentsBack(transaction, { loadNumber, repeatsIds }, { ...options, onProgress: taking })
      signal?.throwIfAborted()
      await setImportTakenBack(transaction, importId, actor, counts)
      await renewDoubleCounts(transaction)
      await insertAuditEvent(transaction, {
        actor,
        action: 'taken back',
        subjectKind: 'import',
        subjectId: importId,
        detail: { ...counts },
      })
      await onTaken?.(transaction, counts)
      return counts
    },
    signal,
  )
}

/**
 * What taking a load back would do now. Nothing is changed.
 *
 * @throws {DomainError} NOT_FOUND
 */
export async function getTakeBackForecast(db: Kysely<Database>, importId: string): Promise<TakeBackForecast> {
  const row = await getImportRow(db, importId)
  const since = await countRankingsSince(db, row.finished_at ?? row.created_at)
  try {
    const loadNumber = await getLoadNumber(db, row)
    // One state of the data for all figures, whatever a load does meanwhile.
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (transaction) => {
        const counts = await findTakenIncidents(transaction, { importId, loadNumber })
        return { refusedBecause: null, ...counts, keptBy: await listLaterHolders(transaction), ...since }
      })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { refusedBecause: error.message, removed: 0, kept: 0, restored: 0, keptBy: [], ...since }
  }
}

/**
 * Queues the taking back of a load.
 *
 * @throws {DomainError} NOT_FOUND; CONFLICT as `takeImportBack`, and where somebody is at it already
 */
export async function startTakeBack(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  importId: string,
): Promise<Accepted> {
  // Whoever is at it holds the row to the end: nobody is to wait for that before being told.
  checkNobodyIsAtIt(await getImportRow(db, importId))
  return db.transaction().execute(async (transaction) => {
    await lockImportRow(transaction, importId)
    const row = await getImportRow(transaction, importId)
    checkNobodyIsAtIt(row)
    await getLoadNumber(transaction, row)
    return { jobId: await queue.enqueue(transaction, { kind: 'take-back', importId, actor }, importId, actor) }
  })
}

function checkNobodyIsAtIt({ file_name: fileName, take_back_job_id: jobId }: IncidentImport): void {
  if (jobId !== null) throw new DomainError('CONFLICT', `${fileName} is being taken back already. Wait for its end.`)
}

/** Incidents, record and job end in one transaction. */
export async function runTakeBackJob(
  { db, pool }: OpenDatabase,
  { importId, actor }: Extract<JobRequest, { kind: 'take-back' }>,
  { jobId, signal, report }: JobContext,
): Promise<void> {
  await takeImportBack(
    { pool },
    {
      importId,
      actor,
      signal,
      onProgress: ({ share, message }) => report(share, message),
      onTaken: async (transaction, { removed }) =>
        setJobCompleted(transaction, jobId, `removed ${number.format(removed)} incidents`),
    },
  )
  // Counted while nobody waits for it. Who asks after a failure tries again and hears of it.
  await getIncidentFigures(db).catch(() => undefined)
}

const describe = (row: IncidentImport): { fileName: string; publisher: string; repeatsIds: boolean } => {
  const { publisher, repeatsIds } = findFormat(row.format, row.mapping ?? undefined)
  return { fileName: row.file_name, publisher, repeatsIds: repeatsIds === true }
}

/** The load's place in the order of loads. @throws {DomainError} CONFLICT where it cannot be taken back */
async function getLoadNumber(db: Kysely<Database>, row: IncidentImport): Promise<number> {
  const { file_name: fileName, status, load_number: loadNumber } = row
  if (status === 'taken-back') throw new DomainError('CONFLICT', `${fileName} has been taken back already.`)
  if (status === 'refused')
    throw new DomainError('CONFLICT', `Nothing of ${fileName} was loaded, so there is nothing to take back.`)
  if (status !== 'completed' || loadNumber === null)
    throw new DomainError('CONFLICT', `${fileName} is not loaded yet. Wait for its end, or cancel it.`)
  if (!row.is_recorded) await checkUnrecorded(db, row, loadNumber)
  return loadNumber
}

/** Of a load of an earlier release it is known only that it is alone, where it is. */
async function checkUnrecorded(db: Kysely<Database>, row: IncidentImport, loadNumber: number): Promise<void> {
  const { fileName, publisher } = describe(row)
  const before = `${fileName} was loaded by an earlier release, which kept no record of what loads have in common`
  const instead = 'Restore a backup from before it, or load the other files into an empty database.'
  if (row.updated > 0)
    throw new DomainError(
      'CONFLICT',
      `${before}. It changed ${number.format(row.updated)} incidents whose former values nobody knows. ${instead}`,
    )
  const later = (await listUnrecordedHolders(db, loadNumber)).find(
    ({ format, mapping }) => findFormat(format, mapping ?? undefined).publisher === publisher,
  )
  if (later !== undefined)
    throw new DomainError(
      'CONFLICT',
      `${before}. ${later.file_name}, loaded after it, found incidents there already, and nobody knows whether they are of ${fileName}. ${instead}`,
    )
}
