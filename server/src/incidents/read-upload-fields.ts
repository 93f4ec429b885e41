import {
  DomainError,
  findFormat,
  FORMAT_NAMES,
  parseMapping,
  readZoneName,
  type IncidentMapping,
} from '@planner/shared/core'
import { FormatSchema, type FormatName } from '@planner/shared/schemas'
import { Type } from 'typebox'
import { Value } from 'typebox/value'

/** Of a refused value as much is repeated as helps to find it. */
const SHOWN_LENGTH = 40
const DropSchema = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 1000 })

/** How an upload is to be read. */
export interface UploadReading {
  format: FormatName
  /** for the format `mapped` */
  mapping?: IncidentMapping
  /** columns like a person's data that are left out knowingly */
  dropped: readonly string[]
  /** IANA name of the clock of its local times; left out, the force's */
  timezone?: string
}

/**
 * How an upload is to be read, from the fields of a form: "format", "mapping" (JSON of an `IncidentMapping`), "drop" (JSON of a
 * list of column names), "timezone" (IANA name).
 *
 * @throws {DomainError} INVALID_INPUT naming the field
 */
export function readUploadFields(fields: ReadonlyMap<string, string>): UploadReading {
  const format = fields.get('format')
  const mapping = fields.get('mapping')
  const drop = fields.get('drop')
  if (!Value.Check(FormatSchema, format))
    throw new DomainError(
      'INVALID_INPUT',
      `The field "format" is "${(format ?? '').slice(0, SHOWN_LENGTH)}"; send it before the file, one of: ${FORMAT_NAMES.join(', ')}.`,
    )
  const dropped = drop === undefined ? [] : parseField('drop', drop)
  if (!Value.Check(DropSchema, dropped))
    throw new DomainError('INVALID_INPUT', 'The field "drop" must be a list of column names, such as ["Surname"].')
  const read = mapping === undefined ? undefined : parseMapping(parseField('mapping', mapping), 'The field "mapping"')
  findFormat(format, read)
  const timezone = fields.get('timezone')
  return {
    format,
    dropped,
    ...(read === undefined ? {} : { mapping: read }),
    ...(timezone === undefined ? {} : { timezone: readZoneField(timezone) }),
  }
}

function readZoneField(text: string): string {
  if (text.length > SHOWN_LENGTH)
    throw new DomainError(
      'INVALID_INPUT',
      'The field "timezone" is too long: it is an IANA name such as Europe/London.',
    )
  try {
    return readZoneName(text)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw new DomainError(error.code, `The field "timezone": ${error.message}`)
  }
}

function parseField(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('INVALID_INPUT', `The field "${name}" is not JSON. Send it before the file.`)
  }
}
