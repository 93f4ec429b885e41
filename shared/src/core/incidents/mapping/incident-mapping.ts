import type { ProjectionName } from '../../projections.ts'
import type { IncidentFlag } from '../incident.ts'

/**
 * What a mapping can fill: the columns of the canonical file, times of day in columns of their own, a grid
 * (metres) in place of degrees, and the status by which cancelled and transferred records are left out.
 */
export const MAPPED_FIELDS = [
  'id',
  'occurred_from',
  'occurred_from_time',
  'occurred_to',
  'occurred_to_time',
  'recorded_at',
  'recorded_at_time',
  'offence',
  'offence_code',
  'flags',
  'how_found',
  'domestic',
  'place_type',
  'status',
  'lat',
  'lng',
  'easting',
  'northing',
  'place_name',
] as const
export type MappedField = (typeof MAPPED_FIELDS)[number]

/**
 * How a date of the file is written; `ymd` is ISO 8601 and its relatives. ISO is understood under each of them, `excel` is a
 * day number.
 */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy', 'excel'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

/** Times of day in columns of their own. `clock`: hours and minutes (`22:14`). `hours`: a number alone is the hour (`22`), which is then all that is known. */
export const TIMES_OF_DAY = ['clock', 'hours'] as const
export type TimesOfDay = (typeof TIMES_OF_DAY)[number]

/**
 * `wgs84`: degrees in `lat` and `lng`. `bng`: metres of the British National Grid (EPSG:27700) in `easting` and `northing`. Else the plane
 * that `easting` and `northing` are on (`projections.ts`).
 */
export type CoordinateSystem = 'wgs84' | 'bng' | ProjectionName

/** The fields that a place is read from. */
export const placeFieldsOf = (coordinates: CoordinateSystem): readonly MappedField[] =>
  coordinates === 'wgs84' ? ['lat', 'lng'] : ['easting', 'northing']

export const DECIMAL_MARKS = ['.', ','] as const
export type DecimalMark = (typeof DECIMAL_MARKS)[number]

/** Fields whose values come from a closed list of ours, so that a file's own words need a meaning. */
export const CODED_FIELDS = ['offence', 'flags', 'how_found', 'domestic', 'place_type', 'status'] as const
export type CodedField = (typeof CODED_FIELDS)[number]

/** Fields that one word may fill in every row of a file. */
export const CONSTANT_FIELDS = ['offence'] as const satisfies readonly CodedField[]
export type ConstantField = (typeof CONSTANT_FIELDS)[number]

/** What a record's status can mean; anything that counts maps to the empty word. */
export const STATUSES = ['cancelled', 'transferred'] as const
export type Status = (typeof STATUSES)[number]

/**
 * In `values`, at the end of one of the file's values: every value that begins so ("ROBBERY*"). By itself: every value that
 * has no entry.
 */
export const ANY_OTHER_VALUE = '*'

/**
 * How the columns of one source become fields of an incident. Only columns named here are ever read: whatever else a file
 * holds is left where it is.
 */
export interface IncidentMapping {
  /** whose ids the file has */
  publisher: string
  /** our field -> the file's own header name */
  columns: Partial<Record<MappedField, string>>
  dates: DateOrder
  /** Absent: `clock`. */
  times?: TimesOfDay
  coordinates: CoordinateSystem
  decimal: DecimalMark
  /**
   * By field: the file's value (trimmed, without case) -> ours. `''` as ours leaves the field empty, and for `offence` the row
   * out of scope; `''` as the file's is an empty field, `ROB*` every value that begins so, `*` every value without an entry. `flags` may have several of ours, apart by spaces.
   */
  values: Partial<Record<CodedField, Record<string, string>>>
  /** By field that no column says: our word for every row, as in an export of robberies only. Absent: none. */
  constants?: Partial<Record<ConstantField, string>>
  /** The file's own header name -> the flag that a yes in that column sets, beside those of `flags`. Absent: none. */
  marks?: Record<string, IncidentFlag>
}
