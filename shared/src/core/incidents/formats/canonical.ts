import { startOfMonth, dayOf, MINUTES_PER_DAY, type TimePrecision } from '../../time.ts'
import { createIdentityMaker } from '../identity.ts'
import type { IncidentContent } from '../incident-table.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES } from '../incident.ts'
import { readPlace, WORLD } from './coordinates.ts'
import type { IncidentFormat } from './format.ts'
import { createTimeConverter, parseWrittenTime, type TimeConverter, type WrittenTime } from './local-time.ts'
import { createRowReader, readChoice, type RowFields } from './row-fields.ts'

const COLUMNS = {
  required: ['id', 'occurred_from', 'occurred_to', 'offence', 'lat', 'lng'],
  optional: ['offence_code', 'flags', 'how_found', 'domestic', 'place_type', 'recorded_at', 'place_name'],
} as const
type Column = (typeof COLUMNS)['required' | 'optional'][number]
type Fields = RowFields<Column>

/** Home Office codes: `8N`, `105A`, `00806`, `8/06`. */
const OFFENCE_CODE = /^[0-9A-Z][0-9A-Z/.-]{0,9}$/i

/** The file that a force makes for this system (docs: the canonical incident CSV). */
export const canonicalFormat: IncidentFormat = {
  name: 'canonical',
  publisher: 'force',
  idColumn: 'id',
  columns: [...COLUMNS.required, ...COLUMNS.optional],
  describes: `the force’s own CSV: ${COLUMNS.required.join(',')}; optionally ${COLUMNS.optional.join(',')}`,
  start(header, context) {
    const identity = createIdentityMaker()
    return createRowReader<Column>(header, COLUMNS, context, (fields) => {
      const offence =
        readChoice(fields, 'offence', OFFENCES, 'BAD_OFFENCE') ??
        fields.refuse('offence', 'MISSING_VALUE', `Use one of: ${OFFENCES.join(', ')}.`)
      if (offence === 'weapons' || offence === 'other') return { kind: 'out-of-scope', reason: offence }
      const times = createTimeConverter(context.zone)
      const { occurredFrom, occurredTo, precision } = readOccurred(fields, times)
      const recordedAt = readTime(fields, 'recorded_at')
      const content: IncidentContent = {
        occurredFrom,
        occurredTo,
        precision,
        recordedAt: recordedAt === undefined ? null : times.toUtcMin(recordedAt.localMin),
        offence,
        offenceCode: readOffenceCode(fields),
        flags: readFlags(fields),
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

const COARSENESS: Record<TimePrecision, number> = { minute: 0, day: 1, month: 2 }

/** Start of the minute, day or month that holds `localMin`. */
function floorTo(localMin: number, precision: TimePrecision): number {
  if (precision === 'minute') return localMin
  return (precision === 'day' ? dayOf(localMin) : startOfMonth(dayOf(localMin))) * MINUTES_PER_DAY
}

/**
 * The span in which it happened. Where the two ends are written with different precision, the coarser one holds for both:
 * "22:14 to some time that day" must not count as an order of events, nor as timed to the minute.
 */
function readOccurred(
  fields: Fields,
  times: TimeConverter,
): Pick<IncidentContent, 'occurredFrom' | 'occurredTo' | 'precision'> {
  fields.required('occurred_from')
  const from = readTime(fields, 'occurred_from')!
  const to = readTime(fields, 'occurred_to')
  const occurredFrom = times.toUtcMin(from.localMin)
  if (to === undefined) return { occurredFrom, occurredTo: null, precision: from.precision }
  const precision = COARSENESS[to.precision] > COARSENESS[from.precision] ? to.precision : from.precision
  const isMinute = precision === 'minute'
  const end = times.endToUtcMin(isMinute ? to.localMin : Math.max(from.localMin, to.localMin), occurredFrom)
  const isBefore = floorTo(to.localMin, precision) < floorTo(from.localMin, precision)
  // In autumn a later time may read earlier: then it lies in the second pass of the hour that happens twice.
  if (isBefore && !(isMinute && end > occurredFrom))
    fields.refuse(
      'occurred_to',
      'TIME_ORDER',
      'It ends before it begins: is "occurred_from" later, or are they swapped?',
    )
  // In spring a time that does not exist moves on by an hour and can overtake the end that was written after it.
  return { occurredFrom, occurredTo: Math.max(occurredFrom, end), precision }
}

function readOffenceCode(fields: Fields): string | null {
  const value = fields.text('offence_code')
  if (value === '') return null
  if (OFFENCE_CODE.test(value)) return value.toUpperCase()
  return fields.refuse('offence_code', 'BAD_CODE_VALUE', 'Give the Home Office code, such as 8N or 105A.')
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
