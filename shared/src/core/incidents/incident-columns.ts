import type { Cell } from '../cells.ts'

/** Codes of `IncidentColumns.precision`. */
export const PRECISION_CODES = { minute: 0, day: 1, month: 2 } as const
/** Codes of `IncidentColumns.domestic`. */
export const DOMESTIC_CODES = { no: 0, yes: 1, unknown: 2 } as const
/** Code of `IncidentColumns.placeType` and index of `placeName` where the source says nothing. */
export const UNKNOWN_PLACE_TYPE = 255
export const NO_NAME = -1
/** `recordedAt` where the source does not say; no file speaks of such a time. */
export const NOT_RECORDED = -(2 ** 31)

/**
 * Incidents as columns: what ranking works on. A million incidents are 40 MB here and several hundred as objects,
 * and a scan touches only the columns that it needs. All arrays have `length` entries; row i is one incident.
 */
export interface IncidentColumns {
  readonly length: number
  /** utcMin */
  readonly occurredFrom: Int32Array
  /** utcMin; equals `occurredFrom` where the source gives one time */
  readonly occurredTo: Int32Array
  /** utcMin, or NOT_RECORDED */
  readonly recordedAt: Int32Array
  /** PRECISION_CODES */
  readonly precision: Uint8Array
  /** index into OFFENCES */
  readonly offence: Uint8Array
  /** bit i: INCIDENT_FLAGS[i] */
  readonly flags: Uint8Array
  /** index into HOW_FOUND */
  readonly howFound: Uint8Array
  /** DOMESTIC_CODES */
  readonly domestic: Uint8Array
  /** index into PLACE_TYPES, or UNKNOWN_PLACE_TYPE */
  readonly placeType: Uint8Array
  /** degrees */
  readonly lat: Float64Array
  readonly lng: Float64Array
  /** index into `cells9`; each resolution is indexed from the coordinates, never from the other (7 % would differ) */
  readonly cell9: Int32Array
  readonly cell10: Int32Array
  readonly cells9: readonly Cell[]
  readonly cells10: readonly Cell[]
  /** index into `placeNames`, or NO_NAME */
  readonly placeName: Int32Array
  readonly placeNames: readonly string[]
}
