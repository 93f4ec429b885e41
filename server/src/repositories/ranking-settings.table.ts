import type { NewHarmTable, ThemeRecord } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

/** A theme of the force's own; those that come with the application are in no table. */
export interface ThemeTable {
  theme_id: string
  name: string
  record: ColumnType<ThemeRecord, string, string>
  saved_by: string
  saved_at: ColumnType<Date, never, Date>
}

/** At most one row: the force's own table. Without one the application's counts. */
export interface HarmTableTable {
  harm_table_id: Generated<number>
  record: ColumnType<NewHarmTable, string, string>
  saved_by: string
  saved_at: ColumnType<Date, never, Date>
}

export interface ExcludedPlaceTable {
  excluded_place_id: Generated<string>
  name: string
  reason: string
  lat: number
  lng: number
  radius_m: number
  created_by: string
  created_at: Generated<Date>
}
