import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  createPlaceCells,
  createZone,
  createZoneCheck,
  DomainError,
  findFormat,
  MINUTES_PER_DAY,
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
  lockImport,
  setImportCompleted,
  setImportRefused,
  setImportRunning,
  type ImportCounts,
} from '../repositories/import.repository.ts'
import { listCoincidences } from '../repositories/incident-overlap.repository.ts'
import { openIncidentStaging, type IncidentStaging } from '../repositories/incident-staging.repository.ts'
import { describeReading, READING_SHARE, rowsPerSecond } from './import-progress.ts'
import { warningsOf } from './import-warnings.ts'

/** What an import came to, and what the person who loads it should look at, in sentences. */
export type ImportResult = ImportCounts & { warnings: readonly string[] }

export interface RunImportOptions {
  /** of an import that `insertImport` made */
  importId: string
  paths: readonly SourcePath[]
  format: IncidentFormatName
  /** for the format `mapped` */
  mapping?: IncidentMapping
  /** columns like a person's data that are left out knowingly */
  drop?: readonly string[]
  /** what the text was before it was received, where it has been written as UTF-8 since */
  encodings?: readonly string[]
  /** IANA name of the local clock of the files' times */
  timezone: string
  /** called about every 5,000 rows; `share` from 0 to 1, `rows` read so far */
  onProgress?: (progress: { share: number; rows: number; message: string }) => void
  /** in the transaction that stores the rows: what it throws undoes them */
  onStored?: (transaction: Kysely<Database>, counts: ImportResult) => Promise<void>
  signal?: AbortSignal
}

/**
 * Loads incidents: all good rows of an import in one transaction, or none. The same file again adds nothing; a known id with
 * other content updates the incident.
 *
 * @throws {DomainError} INVALID_INPUT or NOT_FOUND for files that cannot be read: nothing is changed, and the import says why
 */
export async function runImport(
  { db, pool }: { db: Kysely<Database>; pool: Pool },
  options: RunImportOptions,
): Promise<ImportResult> {
  const { importId, signal } = options
  const format = findFormat(options.format, options.mapping)
  await setImportRunning(db, importId)
  try {
    signal?.throwIfAborted()
    const startMs = performance.now()
    return await inClientTransaction(
      pool,
      async (client, transaction) => {
        await lockImport(transaction, importId)
        const sha256 = await hashSources(options)
        const staging = await openIncidentStaging(client, {
          importId,
          publisher: format.publisher,
          repeatsIds: format.repeatsIds === true,
          ...(signal === undefined ? {} : { signal }),
        })
        const { counts, period, later, offClock } = await readInto(staging, options, startMs).catch(
          async (error: unknown) => {
            await staging.abandon()
            throw error
          },
        )
        options.onProgress?.({
          share: READING_SHARE,
          rows: counts.rows,
          message: `storing ${counts.accepted} incidents`,
        })
        const merged = await staging.merge()
        const coincidences =
          period === undefined
            ? []
            : await listCoincidences(transaction, {
                publisher: format.publisher,
                timezone: options.timezone,
                ...period,
              })
        signal?.throwIfAborted()
        const warnings = warningsOf(counts, merged, { coincidences, later, offClock })
        // A row met twice in one load found its incident there, unchanged, as a row of an earlier load does.
        const result: ImportResult = { ...counts, ...merged, unchanged: merged.unchanged + counts.duplicates, warnings }
        await setImportCompleted(transaction, importId, result, {
          sha256,
          coordinateMethod: format.coordinates.method,
          coordinateAccuracyM: format.coordinates.accuracyM,
          encodings: options.encodings ?? counts.encodings,
          warnings,
          rowsPerSecond: rowsPerSecond(counts.rows, Math.max(1, performance.now() - startMs)),
        })
        await options.onStored?.(transaction, result)
        return result
      },
      signal,
    )
  } catch (error) {
    // A broken database or a bug is not the file's fault: the import stays `running` and can be tried again.
    const reason: unknown = signal?.aborted === true ? signal.reason : error
    if (reason instanceof DomainError) await setImportRefused(db, importId, reason.kept)
    else if (signal?.aborted === true) await setImportRefused(db, importId, 'It was stopped before its end.')
    throw error
  }
}

async function readInto(
  staging: IncidentStaging,
  { paths, format, mapping, drop, timezone, onProgress, signal }: RunImportOptions,
  startMs: number,
) {
  const cellsOf = createPlaceCells()
  let [first, last] = [Infinity, -Infinity]
  // Today's clock in whatever zone.
  const tomorrow = Date.now() / 60_000 + MINUTES_PER_DAY
  let later = 0
  const zone = createZone(timezone)
  const zoneCheck = createZoneCheck(findFormat(format, mapping), zone)
  const counts = await readIncidents({
    paths,
    format,
    ...(mapping === undefined ? {} : { mapping }),
    ...(drop === undefined ? {} : { drop }),
    zone,
    onIncident(incident) {
      if (incident.occurredFrom < first) first = incident.occurredFrom
      if (incident.occurredFrom > last) last = incident.occurredFrom
      if (incident.occurredFrom > tomorrow) later += 1
      zoneCheck.take(incident)
      return staging.addIncident(incident, cellsOf(incident))
    },
    onReject(reject) {
      zoneCheck.refuse(reject)
      return staging.addReject(reject)
    },
    onProgress({ bytesRead, bytesTotal, rows }) {
      const share = (READING_SHARE * bytesRead) / Math.max(1, bytesTotal)
      const message = describeReading({ rows, share, elapsedMs: performance.now() - startMs })
      onProgress?.({ share, rows, message })
    },
    ...(signal === undefined ? {} : { signal }),
  })
  await staging.finish()
  const period = last < first ? undefined : { from: new Date(first * 60_000), to: new Date(last * 60_000) }
  return { counts, period, later, offClock: zoneCheck.warning() }
}

/** The larger the pieces, the fewer turns of the event loop. */
const HASHED_BYTES = 256 * 1024

/** SHA-256 of the bytes of all files in the order in which they are read. */
async function hashSources({ paths, format, signal }: RunImportOptions): Promise<string> {
  const hash = createHash('sha256')
  // An archive of months is one file.
  for (const path of new Set((await listSources(paths, format)).map((file) => file.path)))
    for await (const chunk of createReadStream(path, { highWaterMark: HASHED_BYTES, signal }))
      hash.update(chunk as Buffer)
  return hash.digest('hex')
}
