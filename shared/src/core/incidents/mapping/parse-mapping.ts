import { DomainError } from '../../errors.ts'
import { isProjectionName, PROJECTION_ADVICE } from '../../projections.ts'
import { normalise } from '../formats/row-fields.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES, type IncidentFlag } from '../incident.ts'
import {
  CODED_FIELDS,
  CONSTANT_FIELDS,
  DATE_ORDERS,
  DECIMAL_MARKS,
  MAPPED_FIELDS,
  placeFieldsOf,
  STATUSES,
  TIMES_OF_DAY,
  type CodedField,
  type CoordinateSystem,
  type IncidentMapping,
  type MappedField,
} from './incident-mapping.ts'
import { findPersonColumns } from './person-columns.ts'

const KEYS = ['publisher', 'columns', 'dates', 'times', 'coordinates', 'decimal', 'values', 'constants', 'marks']
/** Files that a force makes itself share their ids with the canonical file. */
const DEFAULT_PUBLISHER = 'force'
const PUBLISHER = /^[\p{L}\p{N}][\p{L}\p{N} ._:/-]{0,79}$/u
const MAX_COLUMN_NAME = 200
const MAX_VALUES = 2000

/** What the file's values may be mapped to. */
export const CODED_VALUES: Record<CodedField, readonly string[]> = {
  offence: OFFENCES,
  flags: INCIDENT_FLAGS,
  how_found: HOW_FOUND,
  domestic: ['true', 'false'],
  place_type: PLACE_TYPES,
  status: STATUSES,
}

/** Fields that may share a column with others: one word can say both what it was and where ("Robbery of business property"). */
const SHARING: readonly MappedField[] = [...CODED_FIELDS, 'offence_code']

/**
 * A mapping from the content of a JSON file, a saved mapping or an upload. Only `columns` must be there: `publisher` is then `force`, `dates`
 * `ymd`, `times` `clock`, `coordinates` `wgs84`, `decimal` a point, `values` empty, and there are neither `constants` nor `marks`.
 *
 * @param name how messages name where it comes from
 * @throws {DomainError} INVALID_INPUT naming `name`, the path of the fault, its value and what it may be; so for a mapping
 *   that reads a column about a person
 */
export function parseMapping(value: unknown, name: string): IncidentMapping {
  const refuse = (problem: string): never => {
    throw new DomainError('INVALID_INPUT', `${name}: ${problem}`)
  }
  const fields = new Map(entriesOf(value) ?? refuse(`a mapping is one JSON object with ${KEYS.join(', ')}.`))
  const stray = [...fields.keys()].find((key) => !KEYS.includes(key))
  if (stray !== undefined) refuse(`there is no "${stray}" in a mapping. It has: ${KEYS.join(', ')}.`)
  const choice = <T extends string>(key: string, choices: readonly [T, ...T[]]): T => {
    const given = fields.get(key)
    if (given === undefined) return choices[0]
    return (
      choices.find((one) => one === given) ??
      refuse(`${key} is ${shown(given)}; it must be one of: ${choices.join(' ')} (in quotes).`)
    )
  }
  const publisher = fields.get('publisher') ?? DEFAULT_PUBLISHER
  if (typeof publisher !== 'string' || !PUBLISHER.test(publisher))
    return refuse(
      `publisher is ${shown(publisher)}; it must be a name of 1 to 80 letters, digits, spaces and . _ : / - such as "force".`,
    )
  const coordinates = readCoordinates(fields.get('coordinates') ?? 'wgs84', refuse)
  const times = choice('times', TIMES_OF_DAY)
  const columns = readColumns(fields.get('columns'), refuse)
  const constants = readConstants(fields.get('constants') ?? {}, columns, refuse)
  checkColumns(columns, constants, coordinates, refuse)
  const marks = readMarks(fields.get('marks') ?? {}, columns, refuse)
  refusePeople([...Object.values(columns), ...Object.keys(marks)], refuse)
  return {
    publisher,
    columns,
    dates: choice('dates', DATE_ORDERS),
    ...(times === 'clock' ? {} : { times }),
    coordinates,
    decimal: choice('decimal', DECIMAL_MARKS),
    values: readValues(fields.get('values') ?? {}, refuse),
    ...(Object.keys(constants).length === 0 ? {} : { constants }),
    ...(Object.keys(marks).length === 0 ? {} : { marks }),
  }
}

type Refuse = (problem: string) => never
type Constants = NonNullable<IncidentMapping['constants']>

/** Own fields of a plain object; undefined for anything else. */
function entriesOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries<unknown>({ ...value })
    : undefined
}

function readColumns(value: unknown, refuse: Refuse): IncidentMapping['columns'] {
  const entries = entriesOf(value) ?? refuse(`columns is ${shown(value)}; it must be { "our field": "header name" }.`)
  const columns: IncidentMapping['columns'] = {}
  const fieldOf = new Map<string, MappedField>()
  for (const [key, column] of entries) {
    const field =
      MAPPED_FIELDS.find((one) => one === key) ??
      refuse(`columns has "${key}"; it may have: ${MAPPED_FIELDS.join(', ')}.`)
    if (typeof column !== 'string' || column.trim() === '' || column.length > MAX_COLUMN_NAME)
      return refuse(`columns.${field} is ${shown(column)}; it must be a header name of the file.`)
    const other = fieldOf.get(normalise(column))
    if (other !== undefined && !(SHARING.includes(field) && SHARING.includes(other)))
      refuse(`columns.${field} and columns.${other} are both "${column}". Give each a column of its own.`)
    fieldOf.set(normalise(column), field)
    columns[field] = column
  }
  return columns
}

function readConstants(value: unknown, columns: IncidentMapping['columns'], refuse: Refuse): Constants {
  const entries = entriesOf(value) ?? refuse(`constants is ${shown(value)}; it must be { "our field": "our word" }.`)
  const constants: Constants = {}
  for (const [key, word] of entries) {
    const field =
      CONSTANT_FIELDS.find((one) => one === key) ??
      refuse(`constants has "${key}"; it may have: ${CONSTANT_FIELDS.join(', ')}.`)
    const ours =
      CODED_VALUES[field].find((one) => one === word) ??
      refuse(`constants.${field} is ${shown(word)}; it must be one of: ${CODED_VALUES[field].join(', ')}.`)
    const column = columns[field]
    if (column !== undefined)
      refuse(
        `constants.${field} is "${ours}", and columns.${field} reads "${column}". Where a column says it, leave the constant out.`,
      )
    constants[field] = ours
  }
  return constants
}

function readCoordinates(value: unknown, refuse: Refuse): CoordinateSystem {
  if (value === 'wgs84' || value === 'bng') return value
  if (typeof value === 'string' && isProjectionName(value)) return value
  return refuse(`coordinates is ${shown(value)}; it must be "wgs84", "bng", ${PROJECTION_ADVICE}.`)
}

/** What a mapping must have, and what makes no sense together. */
function checkColumns(
  columns: IncidentMapping['columns'],
  constants: Constants,
  coordinates: IncidentMapping['coordinates'],
  refuse: Refuse,
): void {
  const needed: readonly MappedField[] = ['occurred_from', ...placeFieldsOf(coordinates)]
  const missing = needed.filter((field) => columns[field] === undefined)
  if (columns.offence === undefined && columns.offence_code === undefined && constants.offence === undefined)
    missing.push('offence')
  if (missing.length > 0)
    refuse(
      `columns lacks ${missing.join(', ')}. It needs occurred_from, offence or offence_code (or constants.offence, where every ` +
        'row is one offence), and lat and lng (or easting and northing with coordinates "bng" or another grid).',
    )
  const idle = placeFieldsOf(coordinates === 'wgs84' ? 'bng' : 'wgs84').find((field) => columns[field] !== undefined)
  if (idle !== undefined)
    refuse(`columns.${idle} cannot be read with coordinates "${coordinates}". Leave it out, or change coordinates.`)
  for (const date of ['occurred_from', 'occurred_to', 'recorded_at'] as const)
    if (columns[`${date}_time`] !== undefined && columns[date] === undefined)
      refuse(`columns.${date}_time is a time of day and needs the column of its date, columns.${date}.`)
}

const MAX_MARKS = 50

function readMarks(
  value: unknown,
  columns: IncidentMapping['columns'],
  refuse: Refuse,
): NonNullable<IncidentMapping['marks']> {
  const entries = entriesOf(value) ?? refuse(`marks is ${shown(value)}; it must be { "header name": "flag" }.`)
  if (entries.length > MAX_MARKS) refuse(`marks has ${entries.length} columns, at most ${MAX_MARKS}.`)
  const met = new Map(Object.entries(columns).map(([field, column]) => [normalise(column), `columns.${field}`]))
  const marks: [string, IncidentFlag][] = entries.map(([column, flag]) => {
    const path = `marks[${shown(column)}]`
    if (column.trim() === '' || column.length > MAX_COLUMN_NAME) refuse(`${path} must be a header name of the file.`)
    const other = met.get(normalise(column))
    if (other !== undefined)
      refuse(`${path} reads the column that ${other} reads. A column of marks says nothing else.`)
    met.set(normalise(column), path)
    const ours = INCIDENT_FLAGS.find((one) => one === flag)
    return [column, ours ?? refuse(`${path} is ${shown(flag)}; it must be one of: ${INCIDENT_FLAGS.join(', ')}.`)]
  })
  return Object.fromEntries(marks)
}

function refusePeople(read: readonly string[], refuse: Refuse): void {
  const people = findPersonColumns(read)
  if (people.length > 0)
    refuse(
      `columns reads ${people.map((column) => `"${column}"`).join(', ')}, which by the name is about a person. Nothing ` +
        'about people is read here. Map another column; where the name misleads, rename it in the file.',
    )
}

function readValues(value: unknown, refuse: Refuse): IncidentMapping['values'] {
  const entries =
    entriesOf(value) ?? refuse(`values is ${shown(value)}; it must be { "our field": { "theirs": "ours" } }.`)
  const values: IncidentMapping['values'] = {}
  for (const [key, words] of entries) {
    const field =
      CODED_FIELDS.find((one) => one === key) ?? refuse(`values has "${key}"; it may have: ${CODED_FIELDS.join(', ')}.`)
    const given = entriesOf(words) ?? refuse(`values.${field} is ${shown(words)}; it must be { "theirs": "ours" }.`)
    if (given.length > MAX_VALUES)
      refuse(`values.${field} has ${given.length} entries, at most ${MAX_VALUES}. Is it a code list?`)
    const met = new Set<string>()
    for (const [theirs, ours] of given) {
      const path = `values.${field}[${shown(theirs)}]`
      if (typeof ours !== 'string' || !isOneOfOurs(field, ours))
        refuse(
          `${path} is ${shown(ours)}; it must be one of: ${CODED_VALUES[field].join(', ')}, or "" to leave it out.`,
        )
      if (met.has(normalise(theirs))) refuse(`${path} is there twice but for case and spaces. Keep one.`)
      met.add(normalise(theirs))
    }
    values[field] = Object.fromEntries(given) as Record<string, string>
  }
  return values
}

/** Only `flags` may have several words, apart by single spaces. */
function isOneOfOurs(field: CodedField, ours: string): boolean {
  if (ours === '') return true
  return (field === 'flags' ? ours.split(' ') : [ours]).every((word) => CODED_VALUES[field].includes(word))
}

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 100))
