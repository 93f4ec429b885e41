import type { RejectCode, RowField } from '@planner/shared/core'
import type { FormatName, Import, IncidentMappingRecord } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

/** A column of JSON that is never null and has a default. */
type Json<Value> = ColumnType<Value, string | undefined, string>

/** One load of a file or folder. */
export interface IncidentImportTable {
  incident_import_id: Generated<string>
  file_name: string
  format: FormatName
  timezone: string
  /** of the bytes of all files in the order read; null until they were */
  sha256: string | null
  status: Generated<Import['status']>
  rows: Generated<number>
  added: Generated<number>
  /** rows whose incident was there with the same content; `duplicates` of them were met twice in this load */
  unchanged: Generated<number>
  updated: Generated<number>
  duplicates: Generated<number>
  rejected: Generated<number>
  /** rows by reason */
  out_of_scope: Json<Record<string, number>>
  ambiguous_times: Generated<number>
  skipped_times: Generated<number>
  refused_because: string | null
  created_by: string
  created_at: ColumnType<Date, never, never>
  finished_at: Date | null
  /** null: the format reads its own columns */
  mapping: ColumnType<IncidentMappingRecord | null, string | null | undefined, never>
  /** columns like a person's data that were left out knowingly */
  dropped: Json<string[]>
  /** how coordinates were made from the file's */
  coordinate_method: string | null
  coordinate_accuracy_m: number | null
  encodings: Json<string[]>
  /** sentences for the person who loaded it */
  warnings: Json<string[]>
  /** of updated incidents, how many differ in which field */
  changed_fields: Json<Record<string, number>>
  rows_per_second: number | null
  /** the order in which loads were merged: of two that hold an incident the later one decided its content; null until it was */
  load_number: number | null
  /** false: loaded by a release that did not write down which incidents it found there already */
  is_recorded: Generated<boolean>
  taken_back_at: Date | null
  taken_back_by: string | null
  /** incidents that went, stayed because a later load holds them, and got their former content back */
  taken_back_removed: Generated<number>
  taken_back_kept: Generated<number>
  taken_back_restored: Generated<number>
}

/** A run of incidents, by consecutive ids, that a load found there already, whether it changed them or not. */
export interface HeldIncidentTable {
  load_number: number
  first_id: number
  /** included */
  last_id: number
}

export interface IncidentRejectTable {
  incident_reject_id: Generated<number>
  incident_import_id: string
  file: string
  line: number
  column_name: string
  value: string
  code: RejectCode
  advice: string
  row: RowField[]
}

/** How the files of one source are read, kept for the next one. */
export interface IncidentMappingTable {
  incident_mapping_id: Generated<string>
  name: string
  mapping: ColumnType<IncidentMappingRecord, string, string>
  saved_by: string
  saved_at: ColumnType<Date, never, Date>
}
