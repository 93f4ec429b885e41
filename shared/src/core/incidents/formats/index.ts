import { DomainError } from '../../errors.ts'
import type { IncidentMapping } from '../mapping/incident-mapping.ts'
import { canonicalFormat } from './canonical.ts'
import type { IncidentFormat } from './format.ts'
import { chicagoFormat } from './chicago.ts'
import { createMappedFormat } from './mapped.ts'
import { policeUkApiFormat } from './police-uk-api.ts'
import { policeUkFormat } from './police-uk.ts'

/** Every format that needs no mapping, by name. A new one is a file beside these and a line here. */
export const INCIDENT_FORMATS = {
  canonical: canonicalFormat,
  'police-uk': policeUkFormat,
  'police-uk-api': policeUkApiFormat,
  chicago: chicagoFormat,
} as const satisfies Record<string, IncidentFormat>

/** `mapped` is read as a mapping says. */
export type IncidentFormatName = keyof typeof INCIDENT_FORMATS | 'mapped'

export const FORMAT_NAMES: readonly IncidentFormatName[] = [
  ...(Object.keys(INCIDENT_FORMATS) as (keyof typeof INCIDENT_FORMATS)[]),
  'mapped',
]

/**
 * The format of this name.
 *
 * @param mapping what `mapped` needs and no other may have
 * @throws {DomainError} INVALID_INPUT when it is missing, or has no place
 */
export function findFormat(name: IncidentFormatName, mapping?: IncidentMapping): IncidentFormat {
  if (name !== 'mapped') {
    if (mapping !== undefined)
      throw new DomainError(
        'INVALID_INPUT',
        `The format ${name} has its own columns. Use the format mapped with a mapping.`,
      )
    return INCIDENT_FORMATS[name]
  }
  if (mapping === undefined)
    throw new DomainError('INVALID_INPUT', 'The format mapped needs a mapping: which column of the file is what.')
  return createMappedFormat(mapping)
}
