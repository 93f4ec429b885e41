import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  createPlaceCells,
  createZone,
  DomainError,
  findFormat,
  type IncidentFormatName,
  type IncidentMapping,
} from '@planner/shared/core'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from '../database.ts'
import { readIncidents } from '../incidents/read-incidents.ts'
import { listSources, type SourcePath } from '../incidents/sources/list-sources.ts'
import { inClientTransaction } from '../repositories/client-transaction.ts'
import {
  setImportCompleted,
  setImportRefused,
  setImportRunning,
  type ImportCounts,
} from '../repositories/import.repository.ts'
import { mergeStagedIncidents, openIncidentStaging } from '../repositories/incident-staging.repository.ts'

export interface RunImportOptions {
  /** of an import that `insertImport` made */
  importId: string
  paths: readonly SourcePath[]
  format: IncidentFormatName
  /** for the format `mapped` */
  mapping?: IncidentMapping
  /** columns like a person's data that are left out knowingly */
  drop?: readonly string[]
  /** IANA name of the local clock of the files' times */
  timezone: string
  /** called about every 5,000 rows; `share` from 0 to 1, `rows` read so far */
  onProgress?: (progress: { share: number; rows: number; message: string }) => void
  /** in the transaction that stores the rows: what it throws undoes them */
  onStored?: (transaction: Kysely<Database>, counts: ImportCounts) => Promise<void>
  signal?: AbortSignal
}

/** Reading takes most of the time; the rest is the merge. */
const READING_SHARE = 0.8

/**
 * Loads incidents: all good rows of an import in one transaction, or none. The same file again adds nothing; a known id with
 * other content updates the incident.
 *
 * @throws {DomainError} INVALID_INPUT or NOT_FOUND for files that cannot be read: nothing is changed, and the import says why
 */
export async function runImport(
  { db, pool }: { db: Kysely<Database>; pool: Pool },
  options: RunImportOptions,
): Promise<ImportCounts> {
  const { importId, signal } = options
  const { coordinates } = findFormat(options.format, options.mapping)
  await setImportRunning(db, importId)
  try {
    signal?.throwIfAborted()
    const sha256 = await hashSources(options)
    return await inClientTransaction(pool, async (client, transaction) => {
      const staging = await openIncidentStaging(client)
      const counts = await readInto(staging, options).catch(async (error: unknown) => {
        await staging.abandon()
        throw error
      })
      options.onProgress?.({ share: READING_SHARE, rows: counts.rows, message: `storing ${counts.accepted} incidents` })
      const merged = await mergeStagedIncidents(client, importId)
      signal?.throwIfAborted()
      // A row met twice in one load found its incident there, unchanged, as a row of an earlier load does.
      const result: ImportCounts = {
        ...counts,
        ...merged,
        unchanged: merged.unchanged + counts.duplicates,
        changedFields: {},
      }
      await setImportCompleted(transaction, importId, result, {
        sha256,
        coordinateMethod: coordinates.method,
        coordinateAccuracyM: coordinates.accuracyM,
        encodings: counts.encodings,
        warnings: [],
        rowsPerSecond: null,
      })
      await options.onStored?.(transaction, result)
      return result
    })
  } catch (error) {
    // A broken database or a bug is not the file's fault: the import stays `running` and can be tried again.
    const reason: unknown = signal?.aborted === true ? signal.reason : error
    if (reason instanceof DomainError) await setImportRefused(db, importId, reason.message)
    else if (signal?.aborted === true) await setImportRefused(db, importId, 'It was stopped before its end.')
    throw error
  }
}

async function readInto(
  staging: Awaited<ReturnType<typeof openIncidentStaging>>,
  { paths, format, mapping, drop, timezone, onProgress, signal }: RunImportOptions,
) {
  const cellsOf = createPlaceCells()
  const counts = await readIncidents({
    paths,
    format,
    ...(mapping === undefined ? {} : { mapping }),
    ...(drop === undefined ? {} : { drop }),
    zone: createZone(timezone),
    onIncident: (incident) => staging.addIncident(incident, cellsOf(incident)),
    onReject: (reject) => staging.addReject(reject),
    onProgress: ({ bytesRead, bytesTotal, rows }) =>
      onProgress?.({
        share: (READING_SHARE * bytesRead) / Math.max(1, bytesTotal),
        rows,
        message: `read ${rows} rows`,
      }),
    ...(signal === undefined ? {} : { signal }),
  })
  await staging.finish()
  return counts
}

/** SHA-256 of the bytes of all files in the order in which they are read. */
async function hashSources({ paths, format, signal }: RunImportOptions): Promise<string> {
  const hash = createHash('sha256')
  // An archive of months is one file.
  for (const path of new Set((await listSources(paths, format)).map((file) => file.path)))
    for await (const chunk of createReadStream(path, signal === undefined ? {} : { signal }))
      hash.update(chunk as Buffer)
  return hash.digest('hex')
}
