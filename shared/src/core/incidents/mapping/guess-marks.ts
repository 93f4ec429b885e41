import { isTicked } from '../formats/marks.ts'
import { INCIDENT_FLAGS, type IncidentFlag } from '../incident.ts'
import { guessValue } from './guess-values.ts'
import { headerWords } from './header-words.ts'
import type { IncidentMapping } from './incident-mapping.ts'
import { findPersonColumns } from './person-columns.ts'
import type { SampleColumn } from './sample-columns.ts'

/** What a column of marks is called besides its flag. */
const MARK_WORDS = /\b(?:marker|flag|flagged|mark|indicator|ind|y n|yn|crime|offence|related|enabled|is)\b/g

/** Columns named after one of our flags, with yes and no in them, that are read as nothing else: "Knife Marker", "Hate crime Y/N". */
export function guessMarks(
  columns: readonly SampleColumn[],
  used: readonly SampleColumn[],
): NonNullable<IncidentMapping['marks']> {
  const people = new Set(findPersonColumns(columns.map(({ header }) => header)))
  const marks = columns.flatMap((column): [string, IncidentFlag][] => {
    if (used.includes(column) || people.has(column.header) || column.values.length === 0) return []
    if (![...column.distinct].every((value) => isTicked(value) !== undefined)) return []
    const subject = headerWords(column.header).replaceAll(MARK_WORDS, ' ').trim()
    const named = guessValue('flags', subject)
    const flag = INCIDENT_FLAGS.find((one) => one === named)
    return flag === undefined ? [] : [[column.header, flag]]
  })
  return Object.fromEntries(marks)
}
