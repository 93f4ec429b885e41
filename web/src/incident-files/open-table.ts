import {
  createLineSplitter,
  DomainError,
  MAX_ROW_LENGTH,
  ROW_SPLIT_ADVICE,
  RowSplitError,
  type TextRow,
} from '@planner/shared/core'
import { createTextReader, type FileEncoding } from './decode-text.ts'
import { findTable, type TableStart } from './find-table.ts'
import type { Member } from './list-members.ts'

/** The rows of one CSV file. */
export interface Table extends TableStart {
  /** rows below the header, in pieces as they come */
  rows: AsyncGenerator<readonly TextRow[]>
  /** certain once all rows were read */
  encoding: () => FileEncoding
}

/** As much of a text tells where its table begins. */
const HEAD_LENGTH = 64 * 1024
const MAX_COLUMNS = 2000

/**
 * Opens a CSV text in any encoding and with any delimiter that is known. Memory is bounded whatever the file holds; ending the
 * generator of rows early lets go of the file.
 *
 * @param fits whether a row is the header of a file that is known
 * @param onRead called with bytes read since the last call
 * @throws {DomainError} INVALID_INPUT naming the file, and the line where there is one, for what is no such file; here or while
 *   rows are read
 */
export async function openTable(
  member: Member,
  fits?: (fields: readonly string[]) => boolean,
  onRead: (bytes: number) => void = () => undefined,
): Promise<Table> {
  const texts = readTexts(member, onRead)
  let head = ''
  let ended = false
  let encoding: FileEncoding = 'utf-8'
  while (head.length < HEAD_LENGTH && !ended) {
    const next = await texts.next()
    if (next.done === true) ended = true
    else {
      head += next.value.text
      encoding = next.value.encoding
    }
  }
  const start = findTable(head, fits)
  if (start === undefined) {
    await texts.return(undefined)
    throw new DomainError('INVALID_INPUT', whyNoTable(member.name, head))
  }
  if (start.header.fields.length > MAX_COLUMNS) {
    await texts.return(undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `${member.name} has ${start.header.fields.length} columns; at most ${MAX_COLUMNS} are read. Is it CSV with one row a line?`,
    )
  }
  const pieces = async function* (): AsyncGenerator<string> {
    try {
      yield head
      head = ''
      for (let next = await texts.next(); next.done !== true; next = await texts.next()) {
        encoding = next.value.encoding
        yield next.value.text
      }
    } finally {
      await texts.return(undefined)
    }
  }
  return { ...start, rows: splitRows(pieces(), start, member.name), encoding: () => encoding }
}

function whyNoTable(name: string, head: string): string {
  if (head.trim() === '') return `${name} is empty. A header line with column names is needed.`
  if (head.includes('\0'))
    return `${name} is no text. Is it a workbook? Save the sheet as "CSV UTF-8" and choose that file.`
  if (/^\s*</.test(head))
    return `${name} is a web page or XML, not CSV. Perhaps a sign-in page was saved: fetch the file again.`
  return `${name} has no columns: nothing stands between its fields. They are told apart by commas, semicolons, tabs or bars.`
}

interface Piece {
  text: string
  encoding: FileEncoding
}

async function* readTexts(member: Member, onRead: (bytes: number) => void): AsyncGenerator<Piece> {
  const reader = member.open(onRead).getReader()
  let decoder: ReturnType<typeof createTextReader> | undefined
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        if (error instanceof DomainError) throw error
        throw new DomainError(
          'INVALID_INPUT',
          `${member.name} cannot be read to its end (${error instanceof Error ? error.message : String(error)}). Is it whole?`,
        )
      })
      decoder ??= createTextReader(value?.subarray(0, 4096) ?? new Uint8Array())
      const text = decoder.read(value ?? new Uint8Array(), done)
      yield { text, encoding: decoder.encoding() }
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Rows below the header. */
async function* splitRows(
  pieces: AsyncGenerator<string>,
  { delimiter, preamble }: TableStart,
  name: string,
): AsyncGenerator<readonly TextRow[]> {
  let rows: TextRow[] = []
  let above = preamble + 1
  let rest = ''
  const lines = createLineSplitter(delimiter, (row) => {
    if (above > 0) above -= 1
    else rows.push(row)
  })
  const emptied = (): TextRow[] => {
    const ready = rows
    rows = []
    return ready
  }
  try {
    for await (const piece of pieces) {
      const text = rest + piece
      let from = 0
      for (let end = lineEnd(text, 0); end > 0; end = lineEnd(text, from)) {
        lines.take(text.slice(from, end))
        from = end
      }
      rest = text.slice(from)
      if (rest.length > MAX_ROW_LENGTH) throw new RowSplitError('long-line', lines.line())
      yield emptied()
    }
    if (rest !== '') lines.take(rest)
    lines.end()
    yield emptied()
  } catch (error) {
    if (!(error instanceof RowSplitError)) throw error
    throw new DomainError('INVALID_INPUT', `${name}, line ${error.line}: ${ROW_SPLIT_ADVICE[error.reason]}`)
  } finally {
    await pieces.return(undefined)
  }
}

/** Where the line ends that starts at `from`, its LF included; 0 where it goes on in the next piece. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from) + 1
  if (end > 0) return end
  // Lines may end in CR alone; at the very end it may be half a line end.
  const cr = text.lastIndexOf('\r', text.length - 2) + 1
  return cr > from ? cr : 0
}
