import { canonicalFormat } from './canonical.ts'
import type { IncidentFormat } from './format.ts'
import { policeUkApiFormat } from './police-uk-api.ts'
import { policeUkFormat } from './police-uk.ts'

/** Every format by name. A new one is a file beside these and a line here. */
export const INCIDENT_FORMATS = {
  canonical: canonicalFormat,
  'police-uk': policeUkFormat,
  'police-uk-api': policeUkApiFormat,
} as const satisfies Record<string, IncidentFormat>

export type IncidentFormatName = keyof typeof INCIDENT_FORMATS
