import { createLineSplitter, RowSplitError, type TextRow } from '@planner/shared/core'

/** What may stand between fields; the first wins where nothing tells. */
export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** How a text is a table. */
export interface TableStart {
  delimiter: Delimiter
  header: TextRow
  /** rows above the header, which belong to no column */
  preamble: number
}

/** A header is looked for so far down. */
const FIRST_ROWS = 30

/**
 * Finds the header and what stands between fields from the beginning of a text: the delimiter that gives most rows the same
 * number of columns, and the most of them; the header is the first row that is as wide. Titles and dates of the export above it
 * are narrower.
 *
 * @param fits whether a row is the header of a file that is known: that settles it
 * @returns undefined for a text without any row, or where nothing is between fields
 */
export function findTable(
  head: string,
  fits: (fields: readonly string[]) => boolean = () => false,
): TableStart | undefined {
  const readings = DELIMITERS.map((delimiter) => ({ delimiter, rows: firstRows(head, delimiter) }))
  for (const { delimiter, rows } of readings) {
    const preamble = rows.findIndex(({ fields }) => fits(fields))
    if (preamble !== -1) return { delimiter, preamble, header: rows[preamble]! }
  }
  const judged = readings.map((reading) => ({ ...reading, width: usualWidth(reading.rows) }))
  const best = judged.reduce((one, other) => (other.width > one.width ? other : one))
  if (best.width < 2) return undefined
  const preamble = best.rows.findIndex(({ fields }) => fields.length >= best.width)
  return { delimiter: best.delimiter, preamble, header: best.rows[preamble]! }
}

/** The width that most rows have; of two that are as common, the larger. */
function usualWidth(rows: readonly TextRow[]): number {
  const counts = new Map<number, number>()
  for (const { fields } of rows) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
  let usual = 0
  for (const [width, count] of counts)
    if (count > (counts.get(usual) ?? 0) || (count === counts.get(usual) && width > usual)) usual = width
  return usual
}

function firstRows(head: string, delimiter: Delimiter): TextRow[] {
  const rows: TextRow[] = []
  const lines = createLineSplitter(delimiter, (row) => rows.push(row))
  try {
    let from = 0
    while (from < head.length && rows.length < FIRST_ROWS) {
      const end = head.indexOf('\n', from) + 1 || head.length
      // The last line may be cut off by the end of the head, and would count as a narrower row.
      if (end === head.length && rows.length > 0 && !head.endsWith('\n')) break
      lines.take(head.slice(from, end))
      from = end
    }
    if (rows.length === 0) lines.end()
  } catch (error) {
    if (!(error instanceof RowSplitError)) throw error
  }
  return rows
}
