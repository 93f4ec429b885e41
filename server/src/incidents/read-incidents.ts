import {
  createDuplicateCheck,
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
  type TextRow,
  type Zone,
} from '@planner/shared/core'
import { openIncidentTable } from './open-incident-table.ts'
import { TEXT_ENCODINGS, type TextEncoding } from './sources/decode-text.ts'
import { listSources, type SourceFile, type SourcePath } from './sources/list-sources.ts'
import { openSource, type OpenSource } from './sources/open-source.ts'

/** How far reading is. */
export interface ReadProgress {
  bytesRead: number
  bytesTotal: number
  rows: number
}

export interface ReadIncidentsOptions {
  /** CSV files, plain or packed with gzip, zip archives of them, or folders that are searched for these */
  paths: readonly SourcePath[]
  format: IncidentFormatName
  /** which column is what; for the format `mapped` and no other */
  mapping?: IncidentMapping
  /** names of columns to leave out, whatever the format would read */
  drop?: readonly string[]
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
  /** of the files, those that are members of a zip archive */
  members: number
  /** what the files' text was found to be, each once */
  encodings: readonly TextEncoding[]
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
  const { paths, zone, drop, onIncident, onReject, onProgress, signal } = options
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
    members: files.filter(({ member }) => member !== undefined).length,
    encodings: [],
  }
  const duplicates = createDuplicateCheck(format.repeatsIds)
  const reject = (given: Reject): void | Promise<void> => {
    counts.rejected += 1
    return onReject(given)
  }
  /** A promise only where the taker is slow: waiting for every row would cost more than reading it. */
  const take = (reader: RowReader, { fields, line }: TextRow, fileIndex: number): void | Promise<void> => {
    const result = reader.read(fields, line)
    if (result.kind === 'reject') return reject(result.reject)
    for (const notice of result.notices) counts.notices[notice] += 1
    if (result.kind === 'out-of-scope') {
      counts.outOfScope[result.reason] += 1
      return undefined
    }
    const { incident } = result
    const sighting = duplicates.sight(incident, fileIndex, line)
    if (sighting.kind === 'new') {
      counts.accepted += 1
      counts.ambiguousTimes += result.ambiguousTimes
      counts.skippedTimes += result.skippedTimes
      return onIncident(
        sighting.sourceId === incident.sourceId ? incident : { ...incident, sourceId: sighting.sourceId },
      )
    }
    if (sighting.kind === 'duplicate') {
      counts.duplicates += 1
      return undefined
    }
    return reject({
      file: files[fileIndex]!.name,
      line,
      column: format.idColumn,
      value: incident.sourceId,
      code: 'DUPLICATE_ID',
      advice: `Line ${sighting.line} of ${files[sighting.fileIndex]!.name} has the same id with other content and was taken. Keep the right one.`,
      row: reader.rowOf(fields),
    })
  }

  const found = new Set<TextEncoding>()
  let bytesBefore = 0
  const read = async (file: SourceFile, fileIndex: number, source: OpenSource): Promise<void> => {
    const layout = { format, zone, drop: drop ?? [], file: file.name }
    const { reader, names, rows, encoding } = await openIncidentTable(source, layout)
    const isHeader = createHeaderCheck(names, reader)
    for await (const batch of rows)
      for (const row of batch) {
        counts.rows += 1
        if (counts.rows % PROGRESS_ROWS === 0) {
          signal?.throwIfAborted()
          onProgress?.({ bytesRead: bytesBefore + source.bytesRead(), bytesTotal, rows: counts.rows })
        }
        const taken = isHeader(row.fields)
          ? reject(repeatedHeader(file.name, row.line, reader.rowOf(row.fields)))
          : take(reader, row, fileIndex)
        if (taken !== undefined) await taken
      }
    found.add(encoding())
  }
  for (const [fileIndex, file] of files.entries()) {
    const source = await openSource(file, signal)
    try {
      await read(file, fileIndex, source)
    } finally {
      await source.close()
    }
    bytesBefore += file.bytes
    onProgress?.({ bytesRead: bytesBefore, bytesTotal, rows: counts.rows })
  }
  return { ...counts, encodings: TEXT_ENCODINGS.filter((encoding) => found.has(encoding)) }
}

/** Whether a row is the header once more, as where files were put one after the other: in the columns that are read. */
function createHeaderCheck(names: readonly string[], reader: RowReader): (fields: readonly string[]) => boolean {
  // Lengths first: this is asked of every row.
  const isSame = (a: string, b: string): boolean =>
    a.trim().length === b.trim().length && a.trim().toLowerCase() === b.trim().toLowerCase()
  const [first] = reader.rowOf(names)
  const probe = names.findIndex((name) => first !== undefined && isSame(name, first.column))
  return (fields) =>
    isSame(fields[probe] ?? '', names[probe] ?? '') &&
    fields.length === names.length &&
    reader.rowOf(fields).every(({ column, value }) => isSame(value, column))
}

const repeatedHeader = (file: string, line: number, row: Reject['row']): Reject => ({
  file,
  line,
  column: '',
  value: 'header',
  code: 'REPEATED_HEADER',
  advice: 'The header comes again. Take this line out; the rows below it were read by the first header.',
  row,
})
