import type { Zone } from '../../time.ts'
import type { Incident, Reject } from '../incident.ts'
import type { DecimalMark } from '../mapping/incident-mapping.ts'

/**
 * Understood, counted, never stored: offence classes that policing finds rather than the public reports, or that no patrol
 * plan is made for, and records that the force has cancelled or handed to another.
 */
export const OUT_OF_SCOPE_REASONS = ['weapons', 'other', 'cancelled', 'transferred'] as const
export type OutOfScopeReason = (typeof OUT_OF_SCOPE_REASONS)[number]

/**
 * What a person should know about a row that was taken. `unknown-offence-code`: the code is none of `OFFENCE_CODES`; it is kept
 * and says nothing. `code-contradicts-offence`: the code stands for another class than the row's offence, which wins.
 */
export const ROW_NOTICES = ['unknown-offence-code', 'code-contradicts-offence'] as const
export type RowNotice = (typeof ROW_NOTICES)[number]

/** How a source's places became degrees. */
export interface CoordinateMethod {
  method: string
  /** metres within which 95 % of the places lie after it; null: the source does not say how exact they are */
  accuracyM: number | null
}

/** Where a source writes the longitude of its rows, in degrees. */
export interface DegreesColumn {
  /** as the format names it */
  lng: string
  decimal: DecimalMark
}

export const DEGREES_AS_GIVEN: CoordinateMethod = { method: 'degrees as given (WGS84)', accuracyM: null }

/** What became of one row. */
export type RowResult =
  | {
      kind: 'incident'
      incident: Incident
      /** times of the row that the clock change made ambiguous, or skipped */
      ambiguousTimes: number
      skippedTimes: number
      notices: readonly RowNotice[]
    }
  | { kind: 'out-of-scope'; reason: OutOfScopeReason; notices: readonly RowNotice[] }
  | { kind: 'reject'; reject: Reject }

/** Where rows come from. */
export interface FormatContext {
  /** name for messages and rejects */
  file: string
  /** local clock of times without an offset */
  zone: Zone
}

/** Reads the rows of one file, in their order. */
export interface RowReader {
  /** @param line 1-based line on which the row starts */
  read(fields: readonly string[], line: number): RowResult
  /** The fields of a row as `Reject.row` has them, for whoever rejects what was read. */
  rowOf(fields: readonly string[]): Reject['row']
}

/** How one kind of file is read: header and rows of text in, incidents out. */
export interface IncidentFormat {
  name: string
  /** whose ids the file has: identity is (publisher, id) */
  publisher: string
  /** the column that holds the id, as the format writes it */
  idColumn: string
  /** every header name that it may read, compared without case and outer white space; nothing else of a file is looked at */
  columns: readonly string[]
  /**
   * the source writes one id on several real rows, so that the n-th of an id is an incident of its own; left out, a repeated id
   * is an overlap or a mistake
   */
  repeatsIds?: boolean
  coordinates: CoordinateMethod
  /** for a look at rows that are not taken; null: places are not in degrees */
  degrees: DegreesColumn | null
  /** one line for help texts: where such a file comes from */
  describes: string
  /** @throws {DomainError} INVALID_INPUT naming the file and the missing columns */
  start(header: readonly string[], context: FormatContext): RowReader
}
