import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { BacktestTable } from './backtest.table.ts'

export async function insertBacktest(db: Kysely<Database>, backtest: Insertable<BacktestTable>): Promise<void> {
  await db.insertInto('backtest').values(backtest).execute()
}

/** Without their files, the newest first. */
export async function listBacktests(
  db: Kysely<Database>,
  limit: number,
): Promise<Omit<Selectable<BacktestTable>, 'request' | 'file'>[]> {
  return db
    .selectFrom('backtest')
    .select(['backtest_id', 'summary', 'created_by', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('backtest_id')
    .limit(limit)
    .execute()
}

export async function findBacktest(
  db: Kysely<Database>,
  backtestId: string,
): Promise<Selectable<BacktestTable> | undefined> {
  return db.selectFrom('backtest').selectAll().where('backtest_id', '=', backtestId).executeTakeFirst()
}
