import type { IncidentFlag } from '../incident.ts'
import type { IncidentMapping } from '../mapping/incident-mapping.ts'
import type { RowFields } from './row-fields.ts'

/** What systems write where a box was ticked. */
const TICKED = /^(?:y|yes|true|t|1|x|\u2713|\u2714)$/i
/** What they write, beside nothing, where it was not, or where nobody knows. */
const UNTICKED = /^(?:|-|n|no|false|f|0|n\/?a|n\/?k|u|unknown|not known|null|none|nil)$/i
/** A mark is short; what is longer is free text, and may speak of people. */
const MAX_MARK_LENGTH = 40

/** Whether a value of a column of marks is a yes; undefined: neither yes nor no. */
export function isTicked(value: string): boolean | undefined {
  const word = value.trim()
  return TICKED.test(word) ? true : UNTICKED.test(word) ? false : undefined
}

/**
 * The flags that a row's columns of marks set.
 *
 * @param row stops the row, as BAD_CODE_VALUE, for a value that is neither yes nor no; a long one is not repeated
 */
export function readMarks(row: RowFields<string>, marks: NonNullable<IncidentMapping['marks']>): IncidentFlag[] {
  return Object.entries(marks).flatMap(([column, flag]) => {
    const advice = `A column of marks says yes (Y, yes, true, 1, X) or no (N, no, false, 0 or nothing): ${flag}.`
    const length = row.lengthOf(column)
    if (length > MAX_MARK_LENGTH) return row.refuse(column, 'BAD_TEXT', advice, `${length} characters`)
    return (isTicked(row.text(column)) ?? row.refuse(column, 'BAD_CODE_VALUE', advice)) ? [flag] : []
  })
}
