import { DomainError, ROW_SPLIT_ADVICE, RowSplitError, type TextRow } from '@planner/shared/core'
import { decodeText, type TextEncoding } from './decode-text.ts'
import { createRowSplitter } from './split-rows.ts'
import { readHead, type HeadedBytes } from './unpack.ts'

/** The rows of one CSV file. */
export interface Table {
  header: TextRow
  /** The rows below the header, in pieces as they come. */
  rows: AsyncIterable<readonly TextRow[]>
  /** certain once all rows were read */
  encoding: () => TextEncoding
}

/** What may stand between fields; the first wins where nothing tells. */
const DELIMITERS = [',', ';', '\t', '|'] as const
/** Rows are handed on in lots of about this size: those of a whole piece of the file would outlive the engine's look for garbage. */
const LOT_BYTES = 8 * 1024
/** A header is looked for so far down. */
const PREAMBLE_ROWS = 30
const PREAMBLE_BYTES = 64 * 1024
/** Of a whole record of a crime system there are some 200. */
const MAX_COLUMNS = 2000

/**
 * Opens a CSV text: UTF-8, UTF-16 or windows-1252, its fields between commas, semicolons, tabs or bars, lines ending in LF, CRLF
 * or CR. Fields may be quoted and hold line ends, blank lines are left out. Memory is bounded whatever the file holds.
 *
 * The delimiter is the one by which the header `fits`, else the one that makes most of the first line. Lines above the header
 * are left out where they are clearly none of the table: narrower than the header is.
 *
 * @param name for messages
 * @param fits whether a row is a header that will be understood
 * @returns undefined for a file without any row
 * @throws {DomainError} INVALID_INPUT naming the file, and the line where there is one, for what is no such file; here or while
 *   rows are read
 */
export async function openTable(
  bytes: HeadedBytes,
  name: string,
  fits?: (fields: readonly string[]) => boolean,
): Promise<Table | undefined> {
  const decoded = decodeText(bytes.head, bytes.chunks)
  const text = await readHead(decoded.chunks, PREAMBLE_BYTES)
  const { delimiter, preamble } = findStart(text.head, name, fits)
  const batches = splitRows(text.chunks, delimiter, name)
  const first: TextRow[] = []
  for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
    first.push(...next.value)
    if (first.length > preamble) break
  }
  const header = first[preamble]
  if (header === undefined) return undefined
  refuseBadHeader(header, name)
  const rows = async function* (): AsyncGenerator<readonly TextRow[]> {
    yield first.slice(preamble + 1)
    yield* batches
  }
  return { header, rows: rows(), encoding: decoded.encoding }
}

async function* splitRows(chunks: AsyncIterable<Buffer>, delimiter: string, name: string): AsyncGenerator<TextRow[]> {
  const splitter = createRowSplitter(delimiter)
  try {
    for await (const chunk of chunks) for (const lot of cutLots(chunk)) yield splitter.push(lot)
    yield splitter.end()
  } catch (error) {
    if (!(error instanceof RowSplitError)) throw error
    throw new DomainError('INVALID_INPUT', `${name}, line ${error.line}: ${ROW_SPLIT_ADVICE[error.reason]}`)
  }
}

/** Pieces of about `LOT_BYTES` that end with a line where there is one, so that the splitter need not keep half of it. */
function* cutLots(chunk: Buffer): Generator<Buffer> {
  for (let from = 0; from < chunk.length;) {
    const end = chunk.indexOf('\n', from + LOT_BYTES) + 1 || chunk.length
    yield chunk.subarray(from, end)
    from = end
  }
}

interface TableStart {
  delimiter: string
  /** rows above the header */
  preamble: number
}

function findStart(head: Buffer, name: string, fits: ((fields: readonly string[]) => boolean) | undefined): TableStart {
  const readings = DELIMITERS.map((delimiter) => ({ delimiter, rows: firstRows(head, delimiter) }))
  if (fits !== undefined)
    for (const { delimiter, rows } of readings) {
      const preamble = rows.findIndex(({ fields }) => fits(fields))
      const header = rows[preamble]
      if (header === undefined) continue
      if (rows.slice(0, preamble).some(({ fields }) => fields.length >= header.fields.length))
        throw new DomainError(
          'INVALID_INPUT',
          `${name}: the header seems to stand in line ${header.line}, below rows as wide as it is. Put it in the first line, ` +
            'or take the rows above it out.',
        )
      return { delimiter, preamble }
    }
  const width = (rows: readonly TextRow[]): number => rows[0]?.fields.length ?? 0
  const widest = readings.reduce((best, reading) => (width(reading.rows) > width(best.rows) ? reading : best))
  return { delimiter: widest.delimiter, preamble: 0 }
}

function firstRows(head: Buffer, delimiter: string): TextRow[] {
  const splitter = createRowSplitter(delimiter)
  const rows: TextRow[] = []
  try {
    // Line by line, so that a row that cannot be read takes none of those above it along.
    for (let from = 0; from < head.length && rows.length < PREAMBLE_ROWS;) {
      const end = head.indexOf('\n', from) + 1 || head.length
      rows.push(...splitter.push(head.subarray(from, end)))
      from = end
    }
    // The last may be cut off by the end of `head`, but may as well be the header of a file without rows.
    if (rows.length < PREAMBLE_ROWS) rows.push(...splitter.end())
  } catch (error) {
    if (!(error instanceof RowSplitError)) throw error
  }
  return rows.slice(0, PREAMBLE_ROWS)
}

function refuseBadHeader({ fields, line }: TextRow, name: string): void {
  const refuse = (what: string): never => {
    throw new DomainError('INVALID_INPUT', `${name}, line ${line}: ${what}`)
  }
  if (fields.some((field) => field.includes('\0')))
    refuse('zero bytes, which no text has. Is it a CSV file? Save it as "CSV UTF-8".')
  if (fields.length > MAX_COLUMNS)
    refuse(`${fields.length} columns; at most ${MAX_COLUMNS} are read. Is it a CSV file with one row a line?`)
}
