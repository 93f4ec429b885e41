import { DomainError } from '../../errors.ts'
import type { RejectCode, RowField } from '../incident.ts'
import { plainText } from '../reject-table.ts'
import type { FormatContext, RowReader, RowResult } from './format.ts'

/** A row that cannot be taken. Thrown inside a format and turned into a reject by `createRowReader`; it goes no further. */
class RowProblem extends Error {
  readonly column: string
  readonly value: string
  readonly code: RejectCode
  /** the value is kept nowhere */
  readonly isHidden: boolean

  constructor(column: string, value: string, code: RejectCode, advice: string, isHidden = false) {
    super(advice)
    this.isHidden = isHidden
    this.column = column
    this.value = value
    this.code = code
  }
}

/** Longest text that is taken from one field: an id is a hash at most, a place name a street and its neighbourhood. */
export const MAX_FIELD_LENGTH = 200
/** Of a refused value as much is repeated as helps to find it. */
const SHOWN_LENGTH = 80

/** Replacement characters are what bytes decode to that do not fit; the others no text has and Postgres or a terminal chokes on. */
const NOT_TEXT = /[[\p{Cc}\ufffd]--[\t-\r\u0080-\u009f]]/gv
const OTHER_ENCODING =
  'Some characters here are written in another encoding than the first accented ones of the file, or are damaged. Write the value anew, or ' +
  'export the whole file in one encoding, best as CSV UTF-8.'
const NO_CHARACTER =
  'There is something here that is no character of a text, such as a zero. Write the value anew, or export the file again as CSV UTF-8.'

const SPACE = 0x20
const APOSTROPHE = 0x27
const LAST_ASCII = 0x7e

/**
 * Whether a value is as it should be already, as nearly all are: printable ASCII, with single spaces between words, not too
 * long, no apostrophe in front. Asked of every value of every row, hence no regular expression.
 */
function isPlain(value: string): boolean {
  const { length } = value
  if (length > MAX_FIELD_LENGTH || value.charCodeAt(0) === APOSTROPHE) return false
  let wasSpace = true
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i)
    if (code < SPACE || code > LAST_ASCII) return false
    const isSpace = code === SPACE
    if (isSpace && wasSpace) return false
    wasSpace = isSpace
  }
  return length === 0 || !wasSpace
}

/** What is no text is marked as such wherever a value is shown or stored. */
const showText = (value: string): string => value.replaceAll(NOT_TEXT, '\ufffd')

/** What a cut leaves of a character that takes two places; JSON has no word for it. */
const HALF_CHARACTER = /[\ud800-\udbff]$/

/** A value as a reject keeps it: one that is cut is too long to be taken again as if it were whole. */
const keepText = (value: string): string =>
  showText(value.length > MAX_FIELD_LENGTH ? `${value.slice(0, MAX_FIELD_LENGTH).replace(HALF_CHARACTER, '')}…` : value)

/** The fields of one row by column name: only those that a format named can be read. */
export interface RowFields<Column extends string> {
  /** Trimmed, white space runs as one space; '' when the field is empty or the optional column is not in the file. */
  text(column: Column): string
  /** How many characters are written in the field; a text longer than `MAX_FIELD_LENGTH` is refused by `text`. */
  lengthOf(column: Column): number
  /** As `text`, and a reject when there is none. */
  required(column: Column): string
  /**
   * Stops this row.
   *
   * @param shown what the reject says in place of the value, which is then kept nowhere: it may speak of people
   */
  refuse(column: Column, code: RejectCode, advice: string, shown?: string): never
}

export interface ColumnSpec<Column extends string> {
  required: readonly Column[]
  optional: readonly Column[]
}

/** Header names are compared without case and outer white space. */
export const normalise = (name: string): string => name.trim().toLowerCase()

function findColumns<Column extends string>(
  header: readonly string[],
  { required, optional }: ColumnSpec<Column>,
  context: FormatContext,
): Map<Column, number> {
  const names = header.map(normalise)
  const found = new Map<Column, number>()
  for (const column of [...required, ...optional]) {
    const index = names.indexOf(normalise(column))
    if (index === -1) continue
    if (names.indexOf(normalise(column), index + 1) !== -1)
      throw new DomainError(
        'INVALID_INPUT',
        `${context.file}: the column "${column}" is there twice. Keep the one to be read and rename the other.`,
      )
    found.set(column, index)
  }
  const missing = required.filter((column) => !found.has(column))
  // Other names of the header are not repeated: the message is kept, and columns that are not read may be named after people.
  if (missing.length > 0)
    throw new DomainError(
      'INVALID_INPUT',
      `${context.file}: the header lacks ${missing.map((name) => `"${name}"`).join(', ')}. It has ${header.length} column${header.length === 1 ? '' : 's'}. ` +
        'Is it comma-separated, with the header in the first line, and is this the right format?',
    )
  return found
}

/**
 * A row reader from a function of named fields: finds the columns, checks the width of each row and the text of the fields
 * that are read, and turns a refusal into a reject. Other columns are never looked at.
 *
 * @throws {DomainError} INVALID_INPUT when a required column is missing, or one is there twice
 */
export function createRowReader<Column extends string>(
  header: readonly string[],
  columns: ColumnSpec<Column>,
  context: FormatContext,
  readRow: (fields: RowFields<Column>) => RowResult,
): RowReader {
  const positions = findColumns(header, columns, context)
  let row: readonly string[] = []

  const text = (column: Column): string => {
    const position = positions.get(column)
    const raw = position === undefined ? '' : row[position]!
    if (isPlain(raw)) return raw
    if (raw.search(NOT_TEXT) !== -1)
      throw new RowProblem(column, raw, 'BAD_TEXT', raw.includes('\u{FFFD}') ? OTHER_ENCODING : NO_CHARACTER)
    const value = plainText(raw).trim().replaceAll(/\s+/g, ' ')
    // Not repeated in the reject: what is so long is a narrative, and may speak of people.
    if (value.length > MAX_FIELD_LENGTH)
      throw new RowProblem(
        column,
        `${value.length} characters`,
        'BAD_TEXT',
        `Longer than ${MAX_FIELD_LENGTH} characters. Is a quote missing?`,
      )
    return value
  }
  const fields: RowFields<Column> = {
    text,
    required(column) {
      const value = text(column)
      if (value === '') throw new RowProblem(column, '', 'MISSING_VALUE', `Every row needs "${column}".`)
      return value
    },
    lengthOf(column) {
      const position = positions.get(column)
      return position === undefined ? 0 : row[position]!.length
    },
    refuse(column, code, advice, shown) {
      throw new RowProblem(column, shown ?? text(column), code, advice, shown !== undefined)
    },
  }

  const rowOf = (given: readonly string[]): RowField[] =>
    [...positions].map(([column, position]) => ({ column, value: keepText(given[position] ?? '') }))

  return {
    rowOf,
    read(given, line) {
      row = given
      try {
        if (given.length !== header.length)
          throw new RowProblem(
            '',
            `${given.length} fields`,
            'WRONG_COLUMN_COUNT',
            `The header has ${header.length}. Look for a missing value or comma, or text with a comma that is not in quotes.`,
          )
        return readRow(fields)
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error
        const { column, code, message: advice } = error
        const value = showText(error.value.slice(0, SHOWN_LENGTH))
        const kept = code === 'WRONG_COLUMN_COUNT' ? [] : rowOf(given)
        if (error.isHidden) for (const field of kept) if (field.column === column) field.value = ''
        return { kind: 'reject', reject: { file: context.file, line, column, value, code, advice, row: kept } }
      }
    },
  }
}

/** The value as one of `allowed`, or undefined when it is empty; anything else stops the row. */
export function readChoice<Column extends string, Value extends string>(
  fields: RowFields<Column>,
  column: Column,
  allowed: readonly Value[],
  code: RejectCode = 'BAD_CODE_VALUE',
): Value | undefined {
  const value = fields.text(column)
  if (value === '') return undefined
  return (
    allowed.find((choice) => choice === value.toLowerCase()) ??
    fields.refuse(column, code, `Use one of: ${allowed.join(', ')}.`)
  )
}
