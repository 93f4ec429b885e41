import { createIdentityMaker } from '../identity.ts'
import type { IncidentContent } from '../incident-table.ts'
import type { Offence } from '../incident.ts'
import { readPlace, UNITED_KINGDOM } from './coordinates.ts'
import { DEGREES_AS_GIVEN, type IncidentFormat, type OutOfScopeReason } from './format.ts'
import { createTimeConverter, parseWrittenTime, type TimeConverter, type WrittenTime } from './local-time.ts'
import { createRowReader, type RowFields } from './row-fields.ts'

/** What the two layouts of data.police.uk have in common, under each layout's own column names. */
interface PoliceUkColumns<Column extends string> {
  id: Column
  month: Column
  category: Column
  lat: Column
  lng: Column
  placeName: Column
}

/**
 * The categories that count, as both layouts name them (lower case); every other one is `other`.
 *
 * "Violence and sexual offences" holds homicide, violence with and without injury, harassment, domestic and sexual offences,
 * and nothing in the row tells them apart. It is taken as `violence-with-injury` so that harm stays true to what the file
 * can say: with its 365 days (Cambridge index medians) it weighs as much as a robbery and harm follows the count, while
 * the 10 days of `violence-without-injury` would draw the ranking by harm towards robbery on a difference that the file does not hold.
 */
const OFFENCE_BY_CATEGORY: ReadonlyMap<string, Offence> = new Map([
  ['violence and sexual offences', 'violence-with-injury'],
  ['violent crime', 'violence-with-injury'], // the name until 2013
  ['violent-crime', 'violence-with-injury'],
  ['robbery', 'robbery'],
  ['possession of weapons', 'weapons'],
  ['possession-of-weapons', 'weapons'],
])

/**
 * A format for one layout of data.police.uk.
 *
 * @param repeatsIds whether the layout writes one id on several real rows: then the n-th row of a file with an id is an
 *   incident of its own. Otherwise a repeated id is an overlap or a mistake, which the load reports.
 */
export function createPoliceUkFormat<Column extends string>(layout: {
  name: string
  publisher: string
  describes: string
  columns: PoliceUkColumns<Column>
  repeatsIds: boolean
}): IncidentFormat {
  const { columns, ...format } = layout
  const spec = { required: Object.values<Column>({ ...columns }), optional: [] }
  return {
    ...format,
    idColumn: columns.id,
    columns: spec.required,
    coordinates: DEGREES_AS_GIVEN,
    degrees: { lng: columns.lng, decimal: '.' },
    start(header, context) {
      const identity = createIdentityMaker()
      const readMonth = createMonthReader()
      return createRowReader(header, spec, context, (fields) => {
        const times = createTimeConverter(context.zone)
        const content = readContent(fields, columns, times, readMonth)
        if (typeof content === 'string') return { kind: 'out-of-scope', reason: content, notices: [] }
        const id = fields.text(columns.id)
        const sourceId = id === '' ? identity.fromContent(content) : id
        const incident = { publisher: format.publisher, sourceId, ...content }
        return { kind: 'incident', incident, ...times.counts(), notices: [] }
      })
    },
  }
}

/** A file holds few months: the last one that was understood is remembered. */
function createMonthReader(): (text: string) => WrittenTime | undefined {
  let known: { text: string; month: WrittenTime } | undefined
  return (text) => {
    if (known?.text === text) return known.month
    const month = parseWrittenTime(text)
    if (month?.precision !== 'month') return undefined
    known = { text, month }
    return month
  }
}

/**
 * One row of data.police.uk as content of an incident.
 *
 * The source gives a month: `occurredFrom` is local midnight of the 1st, `occurredTo` is null because one time is given, and
 * precision `month` tells that it spans the month. It does not say who found it, whether it was domestic or what kind of
 * place it was: those stay unknown.
 */
function readContent<Column extends string>(
  fields: RowFields<Column>,
  columns: PoliceUkColumns<Column>,
  times: TimeConverter,
  readMonth: (text: string) => WrittenTime | undefined,
): IncidentContent | OutOfScopeReason {
  const category = fields.required(columns.category).toLowerCase()
  const offence = OFFENCE_BY_CATEGORY.get(category) ?? 'other'
  if (offence === 'weapons' || offence === 'other') return offence
  const month = readMonth(fields.required(columns.month))
  if (month === undefined) return fields.refuse(columns.month, 'BAD_TIME', 'Write the month as YYYY-MM, 1990 to 2059.')
  return {
    occurredFrom: times.toUtcMin(month),
    occurredTo: null,
    precision: 'month',
    recordedAt: null,
    offence,
    offenceCode: null,
    flags: [],
    howFound: 'unknown',
    domestic: null,
    placeType: null,
    ...readPlace(fields, columns, UNITED_KINGDOM),
    placeName: fields.text(columns.placeName) || null,
  }
}
