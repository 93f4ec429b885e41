import type { RejectCode } from '@planner/shared/core'
import type { FormatName, Import } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

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
  out_of_scope: ColumnType<Record<string, number>, string | undefined, string>
  ambiguous_times: Generated<number>
  skipped_times: Generated<number>
  refused_because: string | null
  created_by: string
  created_at: ColumnType<Date, never, never>
  finished_at: Date | null
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
}
