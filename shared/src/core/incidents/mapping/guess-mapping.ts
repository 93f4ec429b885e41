import { chooseColumns, CLOCKS, DATES, dropStrayClocks, type Choice, type Sureness } from './choose-columns.ts'
import { guessGrid } from './guess-grid.ts'
import { dateOrders, decimalMark } from './guess-layout.ts'
import { guessMarks } from './guess-marks.ts'
import { timesOfDay } from './guess-times.ts'
import { guessValue } from './guess-values.ts'
import {
  CODED_FIELDS,
  MAPPED_FIELDS,
  type CodedField,
  type DateOrder,
  type IncidentMapping,
  type MappedField,
} from './incident-mapping.ts'
import { hasOffenceColumn } from './offence-columns.ts'
import { isNarrative, sampleColumns, shareOf, type SampleColumn } from './sample-columns.ts'

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
      coordinates: isGrid ? guessGrid(pairsOf(rows, candidates, 'easting', 'northing')) : 'wgs84',
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

/** What each row has in the columns of two fields. */
function pairsOf(
  rows: readonly (readonly string[])[],
  chosen: ReadonlyMap<MappedField, Choice>,
  ...fields: readonly [MappedField, MappedField]
): [string, string][] {
  const [one, other] = fields.map((field) => chosen.get(field)?.column.index ?? -1)
  return rows.map((row) => [(row[one!] ?? '').trim(), (row[other!] ?? '').trim()])
}

/** The offence that a file is named after. Words that leave it out say what else is in it, which is nothing to go by. */
const guessOffenceOf = (fileName: string): string | undefined =>
  guessValue('offence', fileName.replace(/\.[a-z.]{1,8}$/i, '').replaceAll(/[_.-]+/g, ' ')) || undefined

/** Names that stand in the header more than once: nobody could say which is meant. */
function twice(header: readonly string[]): string[] {
  const words = header.map((name) => name.trim().toLowerCase())
  return header.filter((_, i) => words.indexOf(words[i]!) !== words.lastIndexOf(words[i]!))
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
