import { FIELD_SYNONYMS } from './field-synonyms.ts'
import { canBePlace, dateOrders, decimalMark, isClock } from './guess-layout.ts'
import { guessMarks } from './guess-marks.ts'
import { canBelong, isHour, timesOfDay } from './guess-times.ts'
import { guessValue } from './guess-values.ts'
import { fieldWords } from './header-words.ts'
import {
  CODED_FIELDS,
  MAPPED_FIELDS,
  type CodedField,
  type DateOrder,
  type IncidentMapping,
  type MappedField,
} from './incident-mapping.ts'
import { hasOffenceColumn } from './offence-columns.ts'
import { findPersonColumns } from './person-columns.ts'
import { isNarrative, sampleColumns, shareOf, type SampleColumn } from './sample-columns.ts'

/** Whether name and values leave no doubt, or a person should look at it. */
export type Sureness = 'sure' | 'likely'

export interface GuessedMapping {
  /** As far as it could be guessed: fields that it needs may be missing, which `parseMapping` then names. */
  mapping: IncidentMapping
  /** where each mapped field comes from; a constant comes from the name of the file and is never sure */
  why: Partial<Record<MappedField, { header: string; sureness: Sureness }>>
  /** By field: values of the rows to which a person must give a meaning. */
  unmappedValues: Partial<Record<CodedField, string[]>>
  /** columns that hold accounts of what happened: never to be mapped */
  narratives: string[]
}

const DATES: readonly MappedField[] = ['occurred_from', 'occurred_to', 'recorded_at']
const CLOCKS: readonly MappedField[] = ['occurred_from_time', 'occurred_to_time', 'recorded_at_time']
const MAX_CODED_VALUES = 150
/** Share of the values that must fit the field. */
const ENOUGH = 0.8

/**
 * What the columns of a file most likely are, from its header and its first rows (200 are enough). Columns about people, of which no
 * synonym speaks, and columns of narratives are left alone, each column is used once, and what cannot be told is left out.
 *
 * @param fileName says the offence of every row where no column does ("robberies 2026.csv")
 */
export function guessMapping(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  fileName = '',
): GuessedMapping {
  const columns = sampleColumns(header, rows)
  const narratives = columns.filter(isNarrative).map((column) => column.header)
  const barred = new Set([...narratives, ...twice(header)])
  const free = columns.filter((column) => column.header.trim() !== '' && !barred.has(column.header))
  const candidates = chooseColumns(free)
  dropStrayClocks(candidates, rows)
  const isGrid = isOnGrid(candidates)
  const dropped: readonly MappedField[] = isGrid ? ['lat', 'lng'] : ['easting', 'northing']
  const chosen = MAPPED_FIELDS.flatMap((field) => {
    const choice = candidates.get(field)
    return choice === undefined || dropped.includes(field) ? [] : [{ field, ...choice }]
  })
  const why: GuessedMapping['why'] = {}
  for (const { field, column, sureness } of chosen) why[field] = { header: column.header, sureness }

  const place = chosen.filter(({ field }) => ['lat', 'lng', 'easting', 'northing'].includes(field))
  const placeValues = place.flatMap(({ column }) => column.values)
  const dateValues = chosen.filter(({ field }) => DATES.includes(field)).flatMap(({ column }) => column.values)
  const { dates, isCertain } = chooseOrder(dateValues, isGrid, place)
  if (!isCertain) for (const field of DATES) if (why[field] !== undefined) why[field].sureness = 'likely'
  const times = timesOfDay(chosen.filter(({ field }) => CLOCKS.includes(field)).flatMap(({ column }) => column.values))
  const { values, unmappedValues } = guessValues(chosen)
  const marks = guessMarks(
    free,
    chosen.map(({ column }) => column),
  )
  const isSaid = hasOffenceColumn(header) || why.offence !== undefined || why.offence_code !== undefined
  const offence = isSaid ? undefined : guessOffenceOf(fileName)
  return {
    mapping: {
      publisher: 'force',
      columns: Object.fromEntries(chosen.map(({ field, column }) => [field, column.header])),
      dates,
      ...(times === 'clock' ? {} : { times }),
      coordinates: isGrid ? 'bng' : 'wgs84',
      decimal: decimalMark([...placeValues, ...(dates === 'excel' ? dateValues : [])]),
      values,
      ...(offence === undefined ? {} : { constants: { offence } }),
      ...(Object.keys(marks).length === 0 ? {} : { marks }),
    },
    why,
    unmappedValues,
    narratives,
  }
}

/** The offence that a file is named after. Words that leave it out say what else is in it, which is nothing to go by. */
const guessOffenceOf = (fileName: string): string | undefined =>
  guessValue('offence', fileName.replace(/\.[a-z.]{1,8}$/i, '').replaceAll(/[_.-]+/g, ' ')) || undefined

/** Names that stand in the header more than once: nobody could say which is meant. */
function twice(header: readonly string[]): string[] {
  const words = header.map((name) => name.trim().toLowerCase())
  return header.filter((_, i) => words.indexOf(words[i]!) !== words.lastIndexOf(words[i]!))
}

interface Choice {
  column: SampleColumn
  sureness: Sureness
}

/** Fields in an order in which an earlier one may take a column from a later one. */
const IN_TURN: readonly MappedField[] = [
  'lat',
  'lng',
  'easting',
  'northing',
  'occurred_from',
  'occurred_to',
  'recorded_at',
  'occurred_from_time',
  'occurred_to_time',
  'recorded_at_time',
  'id',
  'offence_code',
  'offence',
  'domestic',
  'how_found',
  'flags',
  'place_type',
  'status',
  'place_name',
]

const HALVES: readonly MappedField[] = ['lat', 'lng', 'easting', 'northing']
/** Somebody's home, an arrest, an earlier offence: a place or time that is not the offence's. */
const OF_ANOTHER =
  /\b(?:home|resid\w*|arrest\w*|recover\w*|custody|abandon\w*|previous|prior|last|old|linked|base|station)\b/

/**
 * Whether a name ends as one of the field's does, whatever a source puts before it ("Locn Easting", "Rec Offence Start Date"). Only places
 * and times: their values are hard to mistake. Of times a name of one word ("month") is too little.
 */
const endsLike = (field: MappedField, words: string): boolean =>
  [...HALVES, ...DATES, ...CLOCKS].includes(field) &&
  !OF_ANOTHER.test(words) &&
  FIELD_SYNONYMS[field].sure.some(
    (name) => words.endsWith(` ${name}`) && (HALVES.includes(field) || name.includes(' ')),
  )

function chooseColumns(columns: readonly SampleColumn[]): Map<MappedField, Choice> {
  const words = new Map(columns.map((column) => [column, fieldWords(column.header)]))
  const people = new Set(findPersonColumns(columns.map(({ header }) => header)))
  const chosen = new Map<MappedField, Choice>()
  const used = new Set<SampleColumn>()
  // What is sure of any field goes before what is likely of another.
  for (const sureness of ['sure', 'likely'] as const) {
    for (const field of IN_TURN) {
      if (chosen.has(field)) continue
      const names = FIELD_SYNONYMS[field][sureness]
      const column = columns
        .filter((one) => !used.has(one) && names.includes(words.get(one)!) && fits(field, one))
        // A column of nothing says least, whatever its name.
        .toSorted(
          (a, b) =>
            Number(a.values.length === 0) - Number(b.values.length === 0) ||
            names.indexOf(words.get(a)!) - names.indexOf(words.get(b)!),
        )[0]
      if (column === undefined) continue
      chosen.set(field, { column, sureness: column.values.length === 0 ? 'likely' : sureness })
      used.add(column)
    }
  }
  for (const field of IN_TURN) {
    if (chosen.has(field)) continue
    const column = columns.find(
      (one) => !used.has(one) && !people.has(one.header) && endsLike(field, words.get(one)!) && fits(field, one),
    )
    if (column === undefined) continue
    chosen.set(field, { column, sureness: 'likely' })
    used.add(column)
  }
  return chosen
}

/** A time of day without its date says nothing, and one that is not that date's says what is wrong. */
function dropStrayClocks(chosen: Map<MappedField, Choice>, rows: readonly (readonly string[])[]): void {
  for (const [i, field] of CLOCKS.entries()) {
    const date = chosen.get(DATES[i]!)?.column.index
    const clock = chosen.get(field)?.column.index
    if (clock === undefined) continue
    if (date === undefined || !canBelong(rows.map((row) => [(row[date] ?? '').trim(), (row[clock] ?? '').trim()])))
      chosen.delete(field)
  }
}

/** Whether the values can be what the name promises. */
function fits(field: MappedField, column: SampleColumn): boolean {
  const { values, distinct } = column
  if (field === 'lat' || field === 'lng' || field === 'easting' || field === 'northing')
    return canBePlace(field, column)
  if (values.length === 0) return true
  if (DATES.includes(field)) return dateOrders(values).length > 0
  if (CLOCKS.includes(field)) return shareOf(values, (value) => isClock(value) || isHour(value)) >= ENOUGH
  if (field === 'id') return distinct.size > values.length / 2
  // American codes look like these and are others.
  if (field === 'offence_code')
    return (
      !/offens/i.test(column.header) &&
      shareOf(values, (value) => /^\d{1,3}[A-Z]?([/.]\d{1,3})?$|^\d{5}$/i.test(value)) >= ENOUGH
    )
  if (field === 'place_name') return shareOf(values, (value) => /\p{L}{2}/u.test(value)) >= ENOUGH
  if (distinct.size > MAX_CODED_VALUES) return false
  // A column of these may be about something else: some of its words must be known.
  const known = [...distinct].filter((value) => guessValue(field as CodedField, value) !== undefined).length
  return field === 'flags' || field === 'status' || known >= distinct.size / 4
}

/** Grid when it is there and degrees are not: degrees need no conversion. */
function isOnGrid(candidates: ReadonlyMap<MappedField, Choice>): boolean {
  const has = (...fields: readonly MappedField[]): boolean => fields.every((field) => candidates.has(field))
  return has('easting', 'northing') && !has('lat', 'lng')
}

/**
 * The order of the dates. Where day and month can be told by no value, the place decides: month before day is written in
 * America, west of 50 degrees west.
 */
function chooseOrder(
  values: readonly string[],
  isGrid: boolean,
  place: readonly { field: MappedField; column: SampleColumn }[],
): { dates: DateOrder; isCertain: boolean } {
  const orders = dateOrders(values)
  if (orders.length < 2) return { dates: orders[0] ?? 'ymd', isCertain: orders.length === 1 }
  if (!orders.includes('dmy') || !orders.includes('mdy')) return { dates: orders[0]!, isCertain: true }
  const lng = place.find(({ field }) => field === 'lng')?.column.values ?? []
  const isAmerican = !isGrid && lng.length > 0 && shareOf(lng, (value) => Number(value.replace(',', '.')) < -50) > 0.5
  return { dates: isAmerican ? 'mdy' : 'dmy', isCertain: false }
}

function guessValues(
  chosen: readonly { field: MappedField; column: SampleColumn }[],
): Pick<IncidentMapping, 'values'> & Pick<GuessedMapping, 'unmappedValues'> {
  const values: IncidentMapping['values'] = {}
  const unmappedValues: GuessedMapping['unmappedValues'] = {}
  for (const { field, column } of chosen) {
    const coded = CODED_FIELDS.find((one) => one === field)
    if (coded === undefined) continue
    const words: Record<string, string> = {}
    const unknown: string[] = []
    for (const value of distinctWords(coded, column)) {
      const ours = guessValue(coded, value)
      if (ours === undefined) unknown.push(value)
      else if (ours !== value.toLowerCase()) words[value] = ours
    }
    values[coded] = words
    if (unknown.length > 0) unmappedValues[coded] = unknown
  }
  return { values, unmappedValues }
}

/** A file's values once each without regard to case; of several in one field each by itself. */
function distinctWords(field: CodedField, { distinct }: SampleColumn): string[] {
  const words = new Map<string, string>()
  for (const value of distinct)
    for (const part of field === 'flags' || field === 'domestic' ? value.split(/[;,|/]+/) : [value]) {
      const word = part.trim().replaceAll(/\s+/g, ' ')
      if (word !== '' && !words.has(word.toLowerCase())) words.set(word.toLowerCase(), word)
    }
  return [...words.values()]
}
