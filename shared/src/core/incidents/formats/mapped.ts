import { normalise } from './row-fields.ts'
import { createIdentityMaker } from '../identity.ts'
import type { IncidentContent } from '../incident-table.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES, type Offence } from '../incident.ts'
import { MAPPED_FIELDS, STATUSES, type IncidentMapping, type MappedField } from '../mapping/incident-mapping.ts'
import { judgeCode, judgeOffence, readOffenceCode, type JudgedOffence } from '../offences/judge-offence.ts'
import type { IncidentFormat, RowNotice, RowResult } from './format.ts'
import { createTimeConverter, type TimeConverter, type WrittenTime } from './local-time.ts'
import { createMappedFields, type MappedFields } from './mapped-fields.ts'
import { createPlaceReader, type PlaceReader } from './mapped-place.ts'
import { parseMappedTime, type TimeLayout } from './mapped-time.ts'
import { spanOf } from './occurred.ts'
import { readMarks } from './marks.ts'
import { cleanPlaceName, createNarrativeAlarm, type NarrativeAlarm } from './place-name.ts'
import { createRowReader, MAX_FIELD_LENGTH } from './row-fields.ts'

/**
 * A format for any file, read as a mapping says: only its columns are ever looked at, and a value without a meaning in it
 * makes its row a reject.
 *
 * @param mapping as `parseMapping` returns it
 */
export function createMappedFormat(
  mapping: IncidentMapping,
  { name, describes }: Pick<IncidentFormat, 'name' | 'describes'> = {
    name: 'mapped',
    describes: 'any CSV, with a mapping that says which column is what',
  },
): IncidentFormat {
  const { publisher, columns } = mapping
  const places = createPlaceReader(mapping)
  // In one order however the mapping was kept: files of rejects have it too.
  const required = distinctColumns([
    ...MAPPED_FIELDS.flatMap((field) => columns[field] ?? []),
    ...Object.keys(mapping.marks ?? {}).toSorted(),
  ])
  return {
    name,
    publisher,
    idColumn: columns.id ?? '',
    columns: required,
    coordinates: places.method,
    degrees:
      mapping.coordinates === 'wgs84' && columns.lng !== undefined
        ? { lng: columns.lng, decimal: mapping.decimal }
        : null,
    describes,
    start(header, context) {
      const identity = createIdentityMaker()
      const alarm = createNarrativeAlarm(columns.place_name ?? '', context.file)
      const layout: TimeLayout = { ...mapping, zone: context.zone }
      // One for all rows: it reads whichever row the reader stands at.
      let fields: MappedFields | undefined
      return createRowReader<string>(header, { required, optional: [] }, context, (row) => {
        fields ??= createMappedFields(row, mapping)
        const result = readRow(fields, mapping, layout, places, alarm)
        if (result.kind !== 'content') return result
        const { content, times, notices } = result
        const incident = { publisher, sourceId: fields.id() || identity.fromContent(content), ...content }
        return { kind: 'incident', incident, ...times.counts(), notices }
      })
    },
  }
}

type RowContent =
  | { kind: 'content'; content: IncidentContent; times: TimeConverter; notices: readonly RowNotice[] }
  | Extract<RowResult, { kind: 'out-of-scope' }>

function readRow(
  fields: MappedFields,
  mapping: IncidentMapping,
  layout: TimeLayout,
  places: PlaceReader,
  alarm: NarrativeAlarm,
): RowContent {
  // Before anything else that may refuse the row, since a reject keeps what is written in it.
  const placeName = readPlaceName(fields, alarm)
  const status = STATUSES.find((one) => one === fields.coded('status'))
  if (status !== undefined) return { kind: 'out-of-scope', reason: status, notices: [] }
  const { offence, offenceCode, codeFlags, notices } = readOffence(fields, mapping)
  if (offence === 'weapons' || offence === 'other') return { kind: 'out-of-scope', reason: offence, notices }
  const times = createTimeConverter(layout.zone)
  const from = readTime(fields, 'occurred_from', layout) ?? fields.missing('occurred_from')
  const span = spanOf(from, readTime(fields, 'occurred_to', layout), times, () =>
    fields.refuse('occurred_to', 'TIME_ORDER', 'It ends before it begins: are the two columns swapped?'),
  )
  const recordedAt = readTime(fields, 'recorded_at', layout)
  const flags = [...fields.codedList('flags'), ...codeFlags, ...readMarks(fields.row, mapping.marks ?? {})]
  const content: IncidentContent = {
    ...span,
    recordedAt: recordedAt === undefined ? null : times.toUtcMin(recordedAt),
    offence,
    offenceCode,
    flags: INCIDENT_FLAGS.filter((flag) => flags.includes(flag)),
    howFound: HOW_FOUND.find((one) => one === fields.coded('how_found')) ?? 'unknown',
    domestic: readDomestic(fields),
    placeType: PLACE_TYPES.find((one) => one === fields.coded('place_type')) ?? null,
    ...places.read(fields.row),
    placeName,
  }
  return { kind: 'content', content, times, notices }
}

/** Fields of ours may share a column of the file. */
function distinctColumns(columns: readonly string[]): string[] {
  const names = columns.map(normalise)
  return columns.filter((_, i) => names.indexOf(names[i]!) === i)
}

function readTime(
  fields: MappedFields,
  field: 'occurred_from' | 'occurred_to' | 'recorded_at',
  layout: TimeLayout,
): WrittenTime | undefined {
  const timeField = `${field}_time` as const satisfies MappedField
  const date = fields.text(field)
  const clock = fields.text(timeField)
  if (date === '') {
    if (clock !== '') fields.refuse(field, 'MISSING_VALUE', 'There is a time of day without its date.')
    return undefined
  }
  const time = parseMappedTime(date, clock, layout)
  return 'advice' in time ? fields.refuse(time.in === 'date' ? field : timeField, 'BAD_TIME', time.advice) : time
}

function readOffence(fields: MappedFields, { constants }: IncidentMapping): JudgedOffence {
  const word = OFFENCES.find((one) => one === constants?.offence) ?? readOffenceWord(fields)
  const isOutOfScope = word === 'weapons' || word === 'other'
  const code = readOffenceCode(fields.text('offence_code'), (advice) =>
    // A row that is not kept is not judged for what is beside its offence.
    isOutOfScope ? null : fields.refuse('offence_code', 'BAD_CODE_VALUE', advice),
  )
  if (word !== null) return judgeOffence(word, code)
  if (code === null) return fields.missing('offence')
  return (
    judgeCode(code) ??
    fields.refuse(
      'offence_code',
      'BAD_OFFENCE',
      'No code of the Home Office counting rules that is known here. Map the column that names the offence as well.',
    )
  )
}

/** A class; null when the file does not say. What the mapping leaves out is another offence. */
function readOffenceWord(fields: MappedFields): Offence | null {
  if (fields.text('offence') === '' && fields.coded('offence') === '') return null
  return OFFENCES.find((one) => one === fields.coded('offence')) ?? 'other'
}

function readPlaceName(fields: MappedFields, alarm: NarrativeAlarm): string | null {
  alarm.row()
  const refuse = (): never => {
    alarm.narrative()
    return fields.refuseUnseen('place_name', 'This reads like a narrative. Map a column with the name of the place.')
  }
  return fields.lengthOf('place_name') > MAX_FIELD_LENGTH ? refuse() : cleanPlaceName(fields.text('place_name'), refuse)
}

function readDomestic(fields: MappedFields): boolean | null {
  const words = fields.codedList('domestic')
  return words.includes('true') ? true : words.includes('false') ? false : null
}
