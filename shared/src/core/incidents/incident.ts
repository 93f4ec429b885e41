import type { LatLng } from '../geo.ts'
import type { TimePrecision } from '../time.ts'

/** Offence classes of the canonical file. `weapons` and `other` are understood, counted and never ranked. */
export const OFFENCES = [
  'homicide',
  'violence-with-injury',
  'violence-without-injury',
  'sexual-offence',
  'robbery',
  'weapons',
  'other',
] as const
export type Offence = (typeof OFFENCES)[number]

/** Set by the force on the incident, never inferred from text. */
export const INCIDENT_FLAGS = [
  'knife',
  'firearm',
  'vawg',
  'youth',
  'hate',
  'night-time-economy',
  'business',
  'personal',
] as const
export type IncidentFlag = (typeof INCIDENT_FLAGS)[number]

/** Who found it. `unknown` is not `public`: it is counted and shown, never assumed. */
export const HOW_FOUND = ['public', 'police', 'unknown'] as const
export type HowFound = (typeof HOW_FOUND)[number]

export const PLACE_TYPES = ['street', 'transport', 'park', 'retail', 'licensed', 'dwelling', 'other'] as const
export type PlaceType = (typeof PLACE_TYPES)[number]

/**
 * One recorded incident: what happened, where and when. There is no field for a person, by design.
 * Identity is (publisher, sourceId).
 */
export interface Incident extends LatLng {
  publisher: string
  /** The source's own id; without one `sha256(canonical row)` and `#n` for the n-th such row in the file. */
  sourceId: string
  /** utcMin */
  occurredFrom: number
  /** utcMin; null when the source gives one time only */
  occurredTo: number | null
  precision: TimePrecision
  /** utcMin; null when the source does not say */
  recordedAt: number | null
  offence: Offence
  /** Home Office code, where given */
  offenceCode: string | null
  flags: readonly IncidentFlag[]
  howFound: HowFound
  /** null: the source does not say */
  domestic: boolean | null
  placeType: PlaceType | null
  /** Where it happened in the source's words ("On or near High Street"); used only to name hotspots. */
  placeName: string | null
}

/** Why a row was not taken. Codes are stable; forces filter on them. */
export const REJECT_CODES = [
  'MISSING_VALUE',
  'BAD_TIME',
  'TIME_ORDER',
  'BAD_OFFENCE',
  'BAD_COORDINATE',
  'SWAPPED_COORDINATES',
  'ZERO_COORDINATES',
  'NO_COORDINATES',
  'BAD_CODE_VALUE',
  'DUPLICATE_ID',
  'WRONG_COLUMN_COUNT',
  'BAD_TEXT',
  'REPEATED_HEADER',
] as const
export type RejectCode = (typeof REJECT_CODES)[number]

/** One field of a row by the name of its column. */
export interface RowField {
  column: string
  value: string
}

/** One row that was not taken, with what a person needs to mend it. */
export interface Reject {
  file: string
  /** 1-based line on which the row starts in the file */
  line: number
  column: string
  value: string
  code: RejectCode
  advice: string
  /**
   * The row's fields of the columns that the format reads and the file has, as written, so that the row can be mended and
   * loaded again; no other column is here. Empty where the row is not as wide as the header, since nobody can tell which
   * column a value belongs to.
   */
  row: readonly RowField[]
}
