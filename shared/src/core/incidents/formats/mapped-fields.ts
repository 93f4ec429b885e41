import type { RejectCode } from '../incident.ts'
import { CODED_FIELDS, type CodedField, type IncidentMapping, type MappedField } from '../mapping/incident-mapping.ts'
import { CODED_VALUES } from '../mapping/parse-mapping.ts'
import { createCodeList, type CodeList } from './code-list.ts'
import { MAX_FIELD_LENGTH, type RowFields } from './row-fields.ts'

/** Code lists hold words, and ids are numbers and letters: what is longer is free text, and may speak of people. */
const MAX_CODED_LENGTH = 100
const MAX_ID_LENGTH = 80
const MAX_ID_WORDS = 4
/** Several values in one field: `KNIFE;DOMESTIC`. */
const SEPARATORS = /[;,|]+/

/** The fields of one row by our names. */
export interface MappedFields {
  /** the same by the file's names */
  row: RowFields<string>
  /** how long a value is as written */
  lengthOf(field: MappedField): number
  /** '' when it is empty or not mapped */
  text(field: MappedField): string
  /** The file's own id, or ''. */
  id(): string
  /** Our word for the file's value; '' when there is none or the mapping leaves it out. Stops the row when it has no meaning. */
  coded(field: CodedField): string
  /** As `coded`, for a field that may hold several values. */
  codedList(field: CodedField): readonly string[]
  /** Stops this row. */
  refuse(field: MappedField, code: RejectCode, advice: string): never
  /** Stops this row without repeating the value: it may speak of people. */
  refuseUnseen(field: MappedField, advice: string): never
  /** Stops this row for want of a value. */
  missing(field: MappedField): never
}

/** The fields of whichever row `row` stands at, by our names. */
export function createMappedFields(row: RowFields<string>, { columns, values }: IncidentMapping): MappedFields {
  const lists = Object.fromEntries(
    CODED_FIELDS.map((field) => [field, createCodeList(field, values[field] ?? {})]),
  ) as Record<CodedField, CodeList>
  const columnOf = (field: MappedField): string => columns[field] ?? ''
  const text = (field: MappedField): string => {
    const column = columns[field]
    if (column === undefined) return ''
    if (row.lengthOf(column) > MAX_FIELD_LENGTH) refuseUnseen(field, `Longer than ${MAX_FIELD_LENGTH} characters.`)
    return row.text(column)
  }
  const refuse: MappedFields['refuse'] = (field, code, advice) => row.refuse(columnOf(field), code, advice)
  const refuseUnseen: MappedFields['refuseUnseen'] = (field, advice) =>
    row.refuse(columnOf(field), 'BAD_TEXT', advice, `${row.lengthOf(columnOf(field))} characters`)
  const refuseWord = (field: CodedField, value: string): never => {
    if (value.length > MAX_CODED_LENGTH)
      refuseUnseen(field, `This is longer than a word of a code list: ${field} cannot be read from free text.`)
    return refuse(
      field,
      field === 'offence' ? 'BAD_OFFENCE' : 'BAD_CODE_VALUE',
      `The mapping gives no meaning to this value. Give it one under values.${field}: ${CODED_VALUES[field].join(', ')}, or "" to leave it out.`,
    )
  }
  const meaning = (field: CodedField, value: string): string => {
    const known = lists[field].find(value)
    if (known !== undefined || value === '') return known ?? ''
    const other = value.length > MAX_CODED_LENGTH ? undefined : lists[field].anyOther
    return other ?? refuseWord(field, value)
  }
  const split = (field: CodedField, value: string): readonly string[] => {
    if (lists[field].find(value) !== undefined) return [value]
    const parts = value.split(SEPARATORS).map((part) => part.trim())
    if (parts.length > 1) return parts.filter((part) => part !== '')
    const single = value.split(' ')
    return single.every((word) => lists[field].find(word) !== undefined) ? single : [value]
  }
  return {
    row,
    lengthOf: (field) => (columns[field] === undefined ? 0 : row.lengthOf(columns[field])),
    text,
    id() {
      const value = text('id')
      if (value.length > MAX_ID_LENGTH || value.split(' ').length > MAX_ID_WORDS)
        refuseUnseen(
          'id',
          `An id has at most ${MAX_ID_LENGTH} characters and ${MAX_ID_WORDS} words. Map another column.`,
        )
      return value
    },
    coded: (field) => meaning(field, text(field)),
    codedList(field) {
      const value = text(field)
      return value === ''
        ? wordsOf(meaning(field, ''))
        : split(field, value).flatMap((part) => wordsOf(meaning(field, part)))
    },
    refuse,
    refuseUnseen,
    missing: (field) => refuse(field, 'MISSING_VALUE', `Every row needs "${columnOf(field)}".`),
  }
}

const wordsOf = (ours: string): string[] => (ours === '' ? [] : ours.split(' '))
