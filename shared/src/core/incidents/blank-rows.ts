import { MAX_FIELD_LENGTH, normalise } from './formats/row-fields.ts'

/** Writes a blanked file, row by row. */
export interface RowBlanker {
  /** The header's line with its line end: names of the kept columns, the others empty. It comes first. */
  readonly header: string
  /**
   * One row with its line end, before it as many blank lines as bring it to `line`, so that messages about the blanked file
   * name lines of the source.
   *
   * @param line 1-based line on which the row starts in the source; rows come in their order
   */
  blank(fields: readonly string[], line: number): string
}

/**
 * Makes a source into a *blanked* one: comma-separated text with LF in which every name and value outside `columns` is empty,
 * so that nothing else is sent or kept. Width, order and lines of the rows stay.
 *
 * In a row of another width than the header nobody knows which value stands where: all of it is blanked, and it is refused
 * for its width as the source's row is. A value too long to be taken is cut, and is still too long.
 *
 * @param header all names as the source has them
 * @param columns names that a format may read
 * @param headerLine 1-based line on which the header starts in the source
 */
export function createBlanker(header: readonly string[], columns: readonly string[], headerLine = 1): RowBlanker {
  const read = new Set(columns.map(normalise))
  const keeps = header.map((name) => name.trim() !== '' && read.has(normalise(name)))
  let nextLine = 1

  const write = (fields: readonly string[], line: number): string => {
    const gap = '\n'.repeat(Math.max(0, line - nextLine))
    nextLine = Math.max(nextLine, line) + 1
    let text = ''
    for (let i = 0; i < fields.length; i++) {
      if (i > 0) text += ','
      if (fields.length === header.length && keeps[i]) text += toField(fields[i]!)
    }
    return `${gap}${text === '' ? PLACEHOLDER : text}\n`
  }
  return { header: write(header, headerLine), blank: write }
}

/** Of a row of one field that is not kept: empty it would be a blank line, which is no row and would not be counted. */
const PLACEHOLDER = '-'

const NEEDS_QUOTES = /[",]/

/** A field on one line: line ends within it become spaces, as which formats read them anyway. */
function toField(text: string): string {
  let line = text.includes('\n') || text.includes('\r') ? text.replaceAll(/[\r\n]+/g, ' ') : text
  // Where a quote is missing, a value swallows what follows it, which may be of any column.
  if (line.length > MAX_FIELD_LENGTH)
    line = line
      .trim()
      .replaceAll(/\s+/g, ' ')
      .slice(0, MAX_FIELD_LENGTH + 1)
  return NEEDS_QUOTES.test(line) ? `"${line.replaceAll('"', '""')}"` : line
}
