import type { OpenDatabase } from '@planner/server/database.ts'

/**
 * Keeps everybody else from writing to `table` while `work` goes on, so that what would write there is met before its end however fast
 * the machine is. A job stores what it made, and that it has ended, with a line in `audit_event`; cancelling one writes there as
 * well, so a job that is to be cancelled is held at the table of its result. Reading goes on.
 *
 * @returns what `work` returns
 */
export async function whileNobodyWrites<Result>(
  { pool }: Pick<OpenDatabase, 'pool'>,
  table: 'audit_event' | 'backtest' | 'plan_measurement' | 'tour',
  work: () => Promise<Result>,
): Promise<Result> {
  const holder = await pool.connect()
  try {
    await holder.query(`begin; lock table ${table} in share mode`)
    return await work()
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}
