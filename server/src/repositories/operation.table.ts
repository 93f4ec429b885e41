import type { Generated } from 'kysely'

export interface OperationTable {
  operation_id: Generated<string>
  name: string
  /** `YYYY-MM-DD`, local */
  start_day: string
  days: number
  created_by: string
  created_at: Generated<Date>
}
