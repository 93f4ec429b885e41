import { createIdentityMaker } from '../identity.ts'
import type { IncidentContent } from '../incident-table.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES } from '../incident.ts'
import { judgeOffence, readOffenceCode } from '../offences/judge-offence.ts'
import { readPlace, WORLD } from './coordinates.ts'
import { DEGREES_AS_GIVEN, type IncidentFormat } from './format.ts'
import { createTimeConverter, parseWrittenTime, type WrittenTime } from './local-time.ts'
import { spanOf } from './occurred.ts'
import { createRowReader, readChoice, type RowFields } from './row-fields.ts'

const COLUMNS = {
  required: ['id', 'occurred_from', 'occurred_to', 'offence', 'lat', 'lng'],
  optional: ['offence_code', 'flags', 'how_found', 'domestic', 'place_type', 'recorded_at', 'place_name'],
} as const
type Column = (typeof COLUMNS)['required' | 'optional'][number]
type Fields = RowFields<Column>

const ENDS_BEFORE = 'It ends before it begins: is "occurred_from" later, or are they swapped?'

/** The file that a force makes for this system (docs: the canonical incident CSV). */
export const canonicalFormat: IncidentFormat = {
  name: 'canonical',
  publisher: 'force',
  idColumn: 'id',
  columns: [...COLUMNS.required, ...COLUMNS.optional],
  coordinates: DEGREES_AS_GIVEN,
  degrees: { lng: 'lng', decimal: '.' },
  describes: `the force’s own CSV: ${COLUMNS.required.join(',')}; optionally ${COLUMNS.optional.join(',')}`,
  start(header, context) {
    const identity = createIdentityMaker()
    return createRowReader<Column>(header, COLUMNS, context, (fields) => {
      const offence =
        readChoice(fields, 'offence', OFFENCES, 'BAD_OFFENCE') ??
        fields.refuse('offence', 'MISSING_VALUE', `Use one of: ${OFFENCES.join(', ')}.`)
      if (offence === 'weapons' || offence === 'other') return { kind: 'out-of-scope', reason: offence, notices: [] }
      const code = readOffenceCode(fields.text('offence_code'), (advice) =>
        fields.refuse('offence_code', 'BAD_CODE_VALUE', advice),
      )
      const { offenceCode, codeFlags, notices } = judgeOffence(offence, code)
      const times = createTimeConverter(context.zone)
      fields.required('occurred_from')
      const from = readTime(fields, 'occurred_from')!
      const span = spanOf(from, readTime(fields, 'occurred_to'), times, () =>
        fields.refuse('occurred_to', 'TIME_ORDER', ENDS_BEFORE),
      )
      const recordedAt = readTime(fields, 'recorded_at')
      const flags = [...readFlags(fields), ...codeFlags]
      const content: IncidentContent = {
        ...span,
        recordedAt: recordedAt === undefined ? null : times.toUtcMin(recordedAt),
        offence,
        offenceCode,
        flags: INCIDENT_FLAGS.filter((flag) => flags.includes(flag)),
        howFound: readChoice(fields, 'how_found', HOW_FOUND) ?? 'unknown',
        domestic: readDomestic(fields),
        placeType: readChoice(fields, 'place_type', PLACE_TYPES) ?? null,
        ...readPlace(fields, { lat: 'lat', lng: 'lng' }, WORLD),
        placeName: fields.text('place_name') || null,
      }
      const sourceId = fields.text('id') || identity.fromContent(content)
      return {
        kind: 'incident',
        incident: { publisher: canonicalFormat.publisher, sourceId, ...content },
        ...times.counts(),
        notices,
      }
    })
  },
}

function readTime(fields: Fields, column: Column): WrittenTime | undefined {
  const value = fields.text(column)
  if (value === '') return undefined
  return (
    parseWrittenTime(value) ??
    fields.refuse(
      column,
      'BAD_TIME',
      'Write local time as YYYY-MM-DDTHH:MM, YYYY-MM-DD or YYYY-MM, 1990 to 2059, without an offset.',
    )
  )
}

function readFlags(fields: Fields): IncidentContent['flags'] {
  const words = fields.text('flags').toLowerCase().split(' ')
  if (words[0] === '') return []
  const flags = INCIDENT_FLAGS.filter((flag) => words.includes(flag))
  if (words.every((word) => INCIDENT_FLAGS.some((flag) => flag === word))) return flags
  return fields.refuse(
    'flags',
    'BAD_CODE_VALUE',
    `Separate flags by spaces and use only: ${INCIDENT_FLAGS.join(', ')}.`,
  )
}

function readDomestic(fields: Fields): boolean | null {
  const value = readChoice(fields, 'domestic', ['true', 'false'])
  return value === undefined ? null : value === 'true'
}
