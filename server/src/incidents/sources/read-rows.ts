import { pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { DomainError } from '@planner/shared/core'
import { asDomainError, type SourceFile } from './list-sources.ts'
import { MAX_LINE_BYTES, openSource } from './open-source.ts'

/** One row as text. */
export interface TextRow {
  fields: readonly string[]
  /** 1-based line on which the row starts */
  line: number
}

/**
 * The rows of one CSV file, header first, as text. Lines may end in LF, CRLF or CR, fields may be quoted and hold line ends,
 * a byte order mark is skipped, blank lines are left out. Memory is bounded whatever the file holds.
 *
 * @param onBytes told how many bytes of the file were read, now and then
 * @throws {DomainError} INVALID_INPUT naming the file, and the line where there is one, for what is not such a file
 */
export async function* readRows(
  file: SourceFile,
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (bytes: number) => void } = {},
): AsyncGenerator<TextRow> {
  const parser = parse({
    bom: true,
    // Named, since a parser left to find out takes the first line's ending for that of all.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true, // a row of another width is a reject, not the end of the file
    relax_quotes: true, // `5" knife` is text
    max_record_size: MAX_LINE_BYTES,
  })
  const { stages, bytesRead } = await openSource(file, signal)
  // The error reaches us through the parser, which pipeline destroys with it.
  pipeline([...stages, parser], () => {})
  let line = 1
  try {
    for await (const fields of parser as AsyncIterable<string[]>) {
      const startLine = line
      line += 1 + countLineEnds(fields)
      if (fields.length === 1 && fields[0] === '') continue
      onBytes?.(bytesRead())
      yield { fields, line: startLine }
    }
    onBytes?.(file.bytes)
  } catch (error) {
    throw asRefusal(error, file, line)
  }
}

/** Line ends within quoted fields. */
function countLineEnds(fields: readonly string[]): number {
  let ends = 0
  for (const field of fields)
    if (field.includes('\n') || field.includes('\r')) ends += field.split(/\r\n|\n|\r/).length - 1
  return ends
}

function asRefusal(error: unknown, file: SourceFile, line: number): unknown {
  if (error instanceof CsvError) {
    if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE')
      return new DomainError(
        'INVALID_INPUT',
        `${file.name}, line ${line}: the row has no end. A quote (") that opens in it is not closed.`,
      )
    return new DomainError('INVALID_INPUT', `${file.name}, line ${line}: not readable as CSV (${error.message}).`)
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('Z_'))
    return new DomainError(
      'INVALID_INPUT',
      `${file.name} is damaged or cut short: it does not unpack as gzip (${code}). Fetch it again.`,
    )
  return asDomainError(error, file.path)
}
