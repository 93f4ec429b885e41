import type { Reject } from './incident.ts'

/** What stands in front of the source's own columns in a CSV of rejects: where the row was, and what to do about it. */
const NOTES = ['file', 'line', 'column', 'value', 'code', 'advice'] as const satisfies (keyof Reject)[]

/** How a CSV of rejects is laid out. */
export interface RejectTable {
  header: readonly string[]
  toRow(reject: Reject): string[]
}

/**
 * Rejects as rows that can be mended in a spreadsheet and loaded again with the same format and mapping: six columns of ours,
 * which no format reads, then the columns that the format reads, by their own names. Where one of those is named like one of
 * ours, ours are called `reject_...`.
 *
 * @param columns of the format: `IncidentFormat.columns`
 */
export function createRejectTable(columns: readonly string[]): RejectTable {
  const taken = new Set(columns.map((column) => column.trim().toLowerCase()))
  const prefix = NOTES.some((note) => taken.has(note)) ? 'reject_' : ''
  return {
    header: [...NOTES.map((note) => prefix + note), ...columns],
    toRow(reject) {
      const values = new Map(reject.row.map(({ column, value }) => [column, value]))
      const fields = [
        ...NOTES.map((note) => String(reject[note])),
        ...columns.map((column) => values.get(column) ?? ''),
      ]
      return fields.map(defused)
    },
  }
}

/** What a spreadsheet takes for the beginning of a formula; the last four are how East Asian keyboards write the first. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
/** No formula, and it is to stay a number for whoever mends the file. */
const SIGNED_NUMBER = /^[+-]\d+([.,]\d+)?$/
const TEXT_MARK = /^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/

const defused = (value: string): string => (FORMULA.test(value) && !SIGNED_NUMBER.test(value) ? `'${value}` : value)

/**
 * A value without the apostrophe by which spreadsheets, careful exporters and our own CSV of rejects keep text that looks like
 * a formula from being run. It is no part of the text.
 */
export const plainText = (value: string): string => value.replace(TEXT_MARK, '')
