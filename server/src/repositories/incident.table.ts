import type { HowFound, IncidentFlag, Offence, PlaceType, TimePrecision } from '@planner/shared/core'
import type { ColumnType, Generated } from 'kysely'

/** One recorded incident; there is no column for a person. Written through the staging table only. */
export interface IncidentTable {
  incident_id: Generated<number>
  publisher: string
  source_id: string
  occurred_from: ColumnType<Date, never, never>
  occurred_to: ColumnType<Date | null, never, never>
  time_precision: TimePrecision
  recorded_at: ColumnType<Date | null, never, never>
  offence: Offence
  offence_code: string | null
  flags: IncidentFlag[]
  how_found: HowFound
  domestic: boolean | null
  place_type: PlaceType | null
  lng: number
  lat: number
  cell_r9: string
  cell_r10: string
  place_name: string | null
  /** the import that brought its present content */
  incident_import_id: string
}

/** An incident as it was before a load changed it. */
export interface FormerIncidentTable extends Omit<IncidentTable, 'incident_id' | 'publisher' | 'source_id'> {
  incident_id: number
  /** the load that changed it; `incident_import_id` is the one before, which brought this content */
  load_number: number
}
