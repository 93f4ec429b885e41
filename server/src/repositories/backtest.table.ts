import type { BacktestFile, NewBacktest, ThemeRecord } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

export interface BacktestTable {
  backtest_id: string
  /** what was asked for, defaults not filled in; the file says what came of them */
  request: ColumnType<NewBacktest, string, never>
  /** the file without its single dates */
  summary: ColumnType<Omit<BacktestFile, 'origins'>, string, never>
  /** as it was used; null: none, or made by a release that did not keep it */
  theme: ColumnType<ThemeRecord | null, string | null, never>
  /** the file of the command, gzip */
  file: Buffer
  created_by: string
  created_at: Generated<Date>
}
