import { FIELD_SYNONYMS } from './field-synonyms.ts'
import { canBePlace, dateOrders, isClock } from './guess-layout.ts'
import { canBelong, isHour } from './guess-times.ts'
import { guessValue } from './guess-values.ts'
import { fieldWords } from './header-words.ts'
import type { CodedField, MappedField } from './incident-mapping.ts'
import { findPersonColumns } from './person-columns.ts'
import { shareOf, type SampleColumn } from './sample-columns.ts'

/** Whether name and values leave no doubt, or a person should look at it. */
export type Sureness = 'sure' | 'likely'

export const DATES: readonly MappedField[] = ['occurred_from', 'occurred_to', 'recorded_at']
export const CLOCKS: readonly MappedField[] = ['occurred_from_time', 'occurred_to_time', 'recorded_at_time']
const MAX_CODED_VALUES = 150
/** Share of the values that must fit the field. */
const ENOUGH = 0.8

/** A column for a field, and how sure that is. */
export interface Choice {
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

const PASSES = [true, false].flatMap((isFilled) =>
  (['sure', 'likely'] as const).map((sureness) => ({ sureness, isFilled })),
)

/** Which column each field most likely is: none is used twice, and none whose values are something else. */
export function chooseColumns(columns: readonly SampleColumn[]): Map<MappedField, Choice> {
  const words = new Map(columns.map((column) => [column, fieldWords(column.header)]))
  const people = new Set(findPersonColumns(columns.map(({ header }) => header)))
  const chosen = new Map<MappedField, Choice>()
  const used = new Set<SampleColumn>()
  // What is sure of any field goes before what is likely of another, and a column of nothing says least, whatever its name.
  for (const { sureness, isFilled } of PASSES) {
    for (const field of IN_TURN) {
      if (chosen.has(field)) continue
      const names = FIELD_SYNONYMS[field][sureness]
      const column = columns
        .filter((one) => !used.has(one) && one.values.length > 0 === isFilled)
        .filter((one) => names.includes(words.get(one)!) && fits(field, one))
        .toSorted((a, b) => names.indexOf(words.get(a)!) - names.indexOf(words.get(b)!))[0]
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

/** Takes times of day out that say nothing: without their date, or with one that is not theirs. */
export function dropStrayClocks(chosen: Map<MappedField, Choice>, rows: readonly (readonly string[])[]): void {
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
