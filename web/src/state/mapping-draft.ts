import {
  CODED_FIELDS,
  createCodeList,
  isProjectionName,
  MAPPED_FIELDS,
  placeFieldsOf,
  type CodedField,
  type CoordinateSystem,
  type IncidentFlag,
  type IncidentMapping,
  type MappedField,
} from '@planner/shared/core'

/** A value of the file's own, and what it is taken for. */
export interface ValueMeaning {
  value: string
  /** rows of the sample that have it */
  rows: number
  /** ours; '' leaves it out; undefined: nobody has said */
  ours: string | undefined
}

/** What a column of the file has in its first rows. */
export interface ColumnValues {
  name: string
  values: readonly { value: string; rows: number }[] | null
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The fields that a column is read as, in our order. */
export const fieldsOf = ({ columns }: IncidentMapping, column: string): MappedField[] =>
  MAPPED_FIELDS.filter((field) => columns[field] !== undefined && same(columns[field], column))

/** The flag that a yes in a column sets. */
export const markOf = ({ marks }: IncidentMapping, column: string): IncidentFlag | undefined =>
  Object.entries(marks ?? {}).find(([name]) => same(name, column))?.[1]

/** Takes a column for marks of a flag, or not; it is then read as nothing else. */
export function readColumnAsMark(
  mapping: IncidentMapping,
  column: string,
  flag: IncidentFlag | undefined,
): IncidentMapping {
  const { marks, ...rest } = fieldsOf(mapping, column).reduce(
    (left, field) => readColumnAs(left, column, undefined, field),
    mapping,
  )
  const others = Object.entries(marks ?? {}).filter(([name]) => !same(name, column))
  const left = Object.fromEntries(flag === undefined ? others : [...others, [column, flag]])
  return Object.keys(left).length === 0 ? rest : { ...rest, marks: left }
}

/**
 * Reads a column as a field, or as none. The field leaves the column that it had, the column the field that it was read as. Half of a place
 * decides between degrees and grid.
 *
 * @param before what the column was read as; other fields that share it stay
 */
export function readColumnAs(
  mapping: IncidentMapping,
  column: string,
  field: MappedField | undefined,
  before: MappedField | undefined,
): IncidentMapping {
  const columns = { ...mapping.columns }
  const values = { ...mapping.values }
  for (const gone of [before, field]) {
    if (gone === undefined) continue
    delete columns[gone]
    const coded = CODED_FIELDS.find((one) => one === gone)
    // What words of one column mean says nothing of another's.
    if (coded !== undefined && before !== field) delete values[coded]
  }
  if (field !== undefined) columns[field] = column
  const read = { ...mapping, columns, values }
  if (field === 'offence') return setOffenceOfAll(read, undefined)
  if (field === undefined || placeFieldsOf(mapping.coordinates).includes(field)) return read
  const other = mapping.coordinates === 'wgs84' ? 'bng' : 'wgs84'
  return placeFieldsOf(other).includes(field) ? placeBy(read, other) : read
}

/** Takes every row for one offence, since no column says it; undefined: no longer. */
export function setOffenceOfAll(mapping: IncidentMapping, offence: string | undefined): IncidentMapping {
  const { constants: _, ...rest } = mapping
  return offence === undefined ? rest : { ...rest, constants: { offence } }
}

/** Whether places can be read so. */
export const isKnownSystem = (coordinates: CoordinateSystem): boolean =>
  coordinates === 'wgs84' || coordinates === 'bng' || isProjectionName(coordinates)

/** Degrees or grid: the fields of the other go. */
export function placeBy(mapping: IncidentMapping, coordinates: CoordinateSystem): IncidentMapping {
  const columns = { ...mapping.columns }
  for (const field of placeFieldsOf(coordinates === 'wgs84' ? 'bng' : 'wgs84')) delete columns[field]
  return { ...mapping, columns, coordinates }
}

/** Fields that a file must have and no column is read as; of `offence`, `offence_code` and one offence for every row one is enough. */
export function missingFields({ columns, coordinates, constants }: IncidentMapping): MappedField[] {
  const needed: MappedField[] = [
    'occurred_from',
    ...(columns.offence_code === undefined && constants?.offence === undefined ? (['offence'] as const) : []),
    ...placeFieldsOf(coordinates),
  ]
  return needed.filter((field) => columns[field] === undefined)
}

/** Several words in one field, as the core takes them apart. */
const SEPARATORS = /[;,|/]+/

/**
 * The values of a coded field's column and what each means, those without a meaning first, then the most common.
 *
 * @returns undefined where no column is read as it, or its values are no code list
 */
export function meaningsOf(
  mapping: IncidentMapping,
  field: CodedField,
  columns: readonly ColumnValues[],
): ValueMeaning[] | undefined {
  const header = mapping.columns[field]
  const column = header === undefined ? undefined : columns.find(({ name }) => same(name, header))
  if (column === undefined || column.values === null) return undefined
  const words = createCodeList(field, mapping.values[field] ?? {})
  const meaning = (value: string): string | undefined => words.find(value.replaceAll(/\s+/g, ' ')) ?? words.anyOther
  const counts = new Map<string, { value: string; rows: number }>()
  for (const { value, rows } of column.values)
    for (const word of wordsOf(field, value, meaning(value) !== undefined)) {
      const known = counts.get(word.toLowerCase())
      if (known === undefined) counts.set(word.toLowerCase(), { value: word, rows })
      else known.rows += rows
    }
  return [...counts.values()]
    .map(({ value, rows }) => ({ value, rows, ours: meaning(value) }))
    .sort((a, b) => Number(a.ours !== undefined) - Number(b.ours !== undefined) || b.rows - a.rows)
}

function wordsOf(field: CodedField, value: string, isKnown: boolean): string[] {
  const parts = !isKnown && (field === 'flags' || field === 'domestic') ? value.split(SEPARATORS) : [value]
  return parts.map((part) => part.trim().replaceAll(/\s+/g, ' ')).filter((part) => part !== '')
}

/** Gives a value a meaning; undefined takes it away. `ANY_OTHER_VALUE` stands for every value without one. */
export function setMeaning(
  mapping: IncidentMapping,
  field: CodedField,
  value: string,
  ours: string | undefined,
): IncidentMapping {
  const words = Object.fromEntries(
    Object.entries(mapping.values[field] ?? {}).filter(([theirs]) => !same(theirs, value)),
  )
  if (ours !== undefined) words[value] = ours
  return { ...mapping, values: { ...mapping.values, [field]: words } }
}

/** Coded fields that are read, with the values of each that nobody has given a meaning. */
export function openMeanings(
  mapping: IncidentMapping,
  columns: readonly ColumnValues[],
): { field: CodedField; values: ValueMeaning[] }[] {
  return CODED_FIELDS.flatMap((field) => {
    const values = (meaningsOf(mapping, field, columns) ?? []).filter(({ ours }) => ours === undefined)
    return values.length === 0 ? [] : [{ field, values }]
  })
}
