import { createZone, DomainError, INCIDENT_FORMATS, type IncidentFormat } from '@planner/shared/core'

/** Any time zone will do to look at a header. */
const ZONE = createZone('UTC')

export type KnownFormat = keyof typeof INCIDENT_FORMATS

/** Whether a format understands a header. */
export function understands(format: IncidentFormat, header: readonly string[]): boolean {
  try {
    format.start(header, { file: '', zone: ZONE })
    return true
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

/** The format that needs no mapping for a file with this header. */
export function recogniseFormat(header: readonly string[]): KnownFormat | undefined {
  return (Object.keys(INCIDENT_FORMATS) as KnownFormat[]).find((name) => understands(INCIDENT_FORMATS[name], header))
}
