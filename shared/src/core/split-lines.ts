/** One row of a CSV text. */
export interface TextRow {
  fields: readonly string[]
  /** 1-based line on which the row starts */
  line: number
}

/** A row of hundreds of columns is a few kB. */
export const MAX_ROW_LENGTH = 2 ** 20

/** Why a text cannot be split any further. */
export class RowSplitError extends Error {
  readonly reason: 'long-line' | 'open-quote'
  /** 1-based line on which the row starts */
  readonly line: number

  constructor(reason: RowSplitError['reason'], line: number) {
    super(`${reason} in line ${line}`)
    this.reason = reason
    this.line = line
  }
}

/** What is wrong with the file of such a row, and what to do, as a message says it after the line. */
export const ROW_SPLIT_ADVICE: Record<RowSplitError['reason'], string> = {
  'open-quote': 'the row has no end. A quote (") that opens in it is not closed.',
  'long-line': `a line of over ${MAX_ROW_LENGTH / 2 ** 20} MB. Is it a CSV file with one row a line?`,
}

/** Takes the lines of a CSV text in their order. */
export interface LineSplitter {
  /** @param text ends with a line end (LF, CRLF or CR), or with the file */
  take(text: string): void
  /** So many lines with nothing but LF: a file may have a hundred million of them. */
  takeBlank(lines: number): void
  /** after the last line, where it has no line end */
  end(): void
  /** 1-based line on which the next text starts */
  line(): number
}

const NEW_LINE = 10
const CARRIAGE_RETURN = 13

/**
 * Splits lines of CSV into rows of fields, as csv-parse does with `relax_quotes`, `relax_column_count` and the line ends LF, CRLF
 * and CR, and as strictly (a test holds the two against each other), but in a fraction of its time (decision 0012). Blank lines are left out.
 * Server and browser split by it, so that what is shown of a file is what is loaded of it.
 *
 * @param delimiter one ASCII character
 * @param onRow called within `take` and `end`, with fields that may be slices of the text
 * @throws {RowSplitError} from `take` and `end`
 */
export function createLineSplitter(delimiter: string, onRow: (row: TextRow) => void): LineSplitter {
  let line = 1
  const quoted = createQuotedRow(delimiter, (fields, startLine) => onRow({ fields, line: startLine }))
  return {
    line: () => line,
    take(text) {
      let end = text.length
      if (text.charCodeAt(end - 1) === NEW_LINE) end -= text.charCodeAt(end - 2) === CARRIAGE_RETURN ? 2 : 1
      const cr = text.indexOf('\r')
      if (quoted.isOpen() || text.includes('"') || (cr !== -1 && cr < end)) {
        line = quoted.take(text, line)
        return
      }
      if (end > 0) onRow({ fields: text.slice(0, end).split(delimiter), line })
      if (end < text.length) line += 1
    },
    takeBlank(lines) {
      line = quoted.isOpen() ? quoted.take('\n'.repeat(lines), line) : line + lines
    },
    end: () => quoted.end(),
  }
}

/** Takes the rows that have quotes or a lone CR. */
interface QuotedRow {
  isOpen(): boolean
  /** @returns the line on which the next text starts */
  take(text: string, line: number): number
  end(): void
}

function createQuotedRow(delimiter: string, onRow: (fields: string[], line: number) => void): QuotedRow {
  let fields: string[] = []
  let field = ''
  let inQuotes = false
  /** the field had quotes around it: an empty one is still a field */
  let wasQuoted = false
  let startLine = 1
  let length = 0
  const isOpen = (): boolean => inQuotes || wasQuoted || field !== '' || fields.length > 0

  const endField = (): void => {
    fields.push(field)
    field = ''
    wasQuoted = false
  }
  const endRow = (): void => {
    endField()
    if (fields.length > 1 || fields[0] !== '') onRow(fields, startLine)
    fields = []
    length = 0
  }
  const isFieldEnd = (char: string | undefined): boolean =>
    char === undefined || char === delimiter || char === '\n' || char === '\r'

  /** Reads on within quotes from `at`; gives where it ended. */
  const readQuoted = (text: string, at: number): number => {
    const quote = text.indexOf('"', at)
    if (quote === -1) {
      field += text.slice(at)
      return text.length
    }
    field += text.slice(at, quote)
    if (text[quote + 1] === '"') {
      field += '"'
      return quote + 2
    }
    inQuotes = false
    wasQuoted = true
    // A quote that closes before the field's end was none: all of it is text.
    if (!isFieldEnd(text[quote + 1])) field = `"${field}"`
    return quote + 1
  }

  const readPlain = (text: string, at: number): number => {
    if (text[at] === '"' && field === '' && !wasQuoted) {
      inQuotes = true
      return at + 1
    }
    let end = at
    while (!isFieldEnd(text[end])) end += 1
    field += text.slice(at, end)
    const char = text[end]
    if (char === undefined) return end
    if (char === delimiter) {
      endField()
      return end + 1
    }
    endRow()
    return end + (char === '\r' && text[end + 1] === '\n' ? 2 : 1)
  }

  return {
    isOpen,
    take(text, line) {
      let nextLine = line
      let at = 0
      // Lines are counted up to where a row starts, so that it can tell its own.
      let counted = 0
      const countTo = (end: number): void => {
        nextLine += countLineEnds(text, counted, end)
        counted = end
      }
      while (at < text.length) {
        if (!isOpen()) {
          countTo(at)
          startLine = nextLine
        }
        at = inQuotes ? readQuoted(text, at) : readPlain(text, at)
      }
      countTo(text.length)
      length += text.length
      if (isOpen() && length > MAX_ROW_LENGTH) throw new RowSplitError('open-quote', startLine)
      if (!isOpen()) length = 0
      return nextLine
    },
    end() {
      if (inQuotes) throw new RowSplitError('open-quote', startLine)
      if (isOpen()) endRow()
    },
  }
}

function countLineEnds(text: string, from: number, to: number): number {
  let ends = 0
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code === NEW_LINE || (code === CARRIAGE_RETURN && text.charCodeAt(i + 1) !== NEW_LINE)) ends += 1
  }
  return ends
}
