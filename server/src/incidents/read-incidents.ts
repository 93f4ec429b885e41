import {
  createDuplicateCheck,
  DomainError,
  findFormat,
  OUT_OF_SCOPE_REASONS,
  ROW_NOTICES,
  type Incident,
  type IncidentFormatName,
  type IncidentMapping,
  type OutOfScopeReason,
  type Reject,
  type RowNotice,
  type RowReader,
  type Zone,
} from '@planner/shared/core'
import { listSources, type SourcePath } from './sources/list-sources.ts'
import { readRows } from './sources/read-rows.ts'

/** How far reading is. */
export interface ReadProgress {
  bytesRead: number
  bytesTotal: number
  rows: number
}

export interface ReadIncidentsOptions {
  /** CSV files, packed with gzip or not, or folders that are searched for them */
  paths: readonly SourcePath[]
  format: IncidentFormatName
  /** which column is what; for the format `mapped` and no other */
  mapping?: IncidentMapping
  /** local clock of the files' times */
  zone: Zone
  /** A promise makes reading wait, so that a slow taker never piles rows up in memory. */
  onIncident: (incident: Incident) => void | Promise<void>
  onReject: (reject: Reject) => void | Promise<void>
  /** called about every 5,000 rows and at the end */
  onProgress?: (progress: ReadProgress) => void
  signal?: AbortSignal
}

/** What became of the rows: `rows` = `accepted` + all of `outOfScope` + `rejected` + `duplicates`. */
export interface ReadCounts {
  rows: number
  accepted: number
  outOfScope: Record<OutOfScopeReason, number>
  rejected: number
  /** the same id with the same content, met again in this load */
  duplicates: number
  /** times of accepted rows in the hour that the clock change repeats; the first was taken */
  ambiguousTimes: number
  /** times of accepted rows in the hour that the clock change leaves out; moved on by the gap */
  skippedTimes: number
  /** rows that are accepted or out of scope, with something that a person should know about them */
  notices: Record<RowNotice, number>
  files: number
}

const PROGRESS_ROWS = 5000

/**
 * Reads files of incidents row by row: each row is accepted, out of scope, rejected or a duplicate, and bad rows never stop
 * the good ones. Memory does not grow with the files but for under 80 bytes an incident, by which duplicates are known.
 *
 * @throws {DomainError} INVALID_INPUT or NOT_FOUND when a file cannot be read as what it should be
 * @throws the signal's reason when it is aborted
 */
export async function readIncidents(options: ReadIncidentsOptions): Promise<ReadCounts> {
  const { paths, zone, onIncident, onReject, onProgress, signal } = options
  const format = findFormat(options.format, options.mapping)
  const files = await listSources(paths, format.name)
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0)
  const counts: ReadCounts = {
    rows: 0,
    accepted: 0,
    outOfScope: Object.fromEntries(OUT_OF_SCOPE_REASONS.map((reason) => [reason, 0])) as ReadCounts['outOfScope'],
    rejected: 0,
    duplicates: 0,
    ambiguousTimes: 0,
    skippedTimes: 0,
    notices: Object.fromEntries(ROW_NOTICES.map((notice) => [notice, 0])) as ReadCounts['notices'],
    files: files.length,
  }
  const duplicates = createDuplicateCheck()
  let bytesBefore = 0

  for (const [fileIndex, file] of files.entries()) {
    let bytesRead = 0
    const report = (): void => onProgress?.({ bytesRead: bytesBefore + bytesRead, bytesTotal, rows: counts.rows })
    const onBytes = (bytes: number): void => {
      bytesRead = bytes
    }
    let reader: RowReader | undefined
    for await (const { fields, line } of readRows(file, { onBytes, ...(signal === undefined ? {} : { signal }) })) {
      if (reader === undefined) {
        reader = format.start(fields, { file: file.name, zone })
        continue
      }
      counts.rows += 1
      if (counts.rows % PROGRESS_ROWS === 0) {
        signal?.throwIfAborted()
        report()
      }
      const result = reader.read(fields, line)
      if (result.kind !== 'reject') for (const notice of result.notices) counts.notices[notice] += 1
      if (result.kind === 'out-of-scope') {
        counts.outOfScope[result.reason] += 1
        continue
      }
      if (result.kind === 'reject') {
        counts.rejected += 1
        await onReject(result.reject)
        continue
      }
      const { incident } = result
      const sighting = duplicates.sight(incident, fileIndex, line)
      if (sighting.kind === 'new') {
        counts.accepted += 1
        counts.ambiguousTimes += result.ambiguousTimes
        counts.skippedTimes += result.skippedTimes
        const taken = onIncident(incident)
        if (taken !== undefined) await taken
      } else if (sighting.kind === 'duplicate') {
        counts.duplicates += 1
      } else {
        counts.rejected += 1
        await onReject({
          file: file.name,
          line,
          column: format.idColumn,
          value: incident.sourceId,
          code: 'DUPLICATE_ID',
          advice: `Line ${sighting.line} of ${files[sighting.fileIndex]!.name} has the same id with other content and was taken. Keep the right one.`,
          row: reader.rowOf(fields),
        })
      }
    }
    if (reader === undefined)
      throw new DomainError('INVALID_INPUT', `${file.name} is empty. A header line with column names is needed.`)
    bytesBefore += file.bytes
    bytesRead = 0
    report()
  }
  return counts
}
