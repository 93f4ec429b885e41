import type { Shift } from '@planner/shared/core'
import type { Roster } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

export interface RosterTable {
  roster_id: string
  file_name: string
  tours: number
  crews: number
  /** local days of the first and the last start */
  first_day: string
  last_day: string
  by_bcu: ColumnType<Roster['byBcu'], string, never>
  created_by: string
  created_at: Generated<Date>
}

/** One crew's tour; `record` is the whole of it, the columns are what is searched by. */
export interface ShiftTable {
  roster_id: string
  shift_id: string
  team_id: string
  bcu: string
  starts_at: Date
  ends_at: Date
  record: ColumnType<Shift, string, never>
}
