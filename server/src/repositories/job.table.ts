import type { JobKind, JobStatus } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

export interface JobTable {
  job_id: string
  kind: JobKind
  status: JobStatus
  /** share done, 0 to 1 */
  progress: number
  message: string
  result_id: string | null
  error: string | null
  created_by: string
  created_at: Generated<Date>
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
