import type { BacktestFile, BacktestSummary } from '@planner/shared/schemas'
import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { BacktestTable } from './backtest.table.ts'

/** As lists show it: the summary holds much more. */
export type ListedBacktest = Pick<Selectable<BacktestTable>, 'backtest_id' | 'created_by' | 'created_at'> &
  Pick<BacktestSummary, 'meta' | 'warnings' | 'methods' | 'comparisons'>

/** What a backtest looked back on. */
export interface BacktestScope extends Pick<Selectable<BacktestTable>, 'backtest_id' | 'theme'> {
  meta: BacktestFile['meta']
}

const part = <Key extends keyof BacktestFile>(key: Key) => sql<BacktestFile[Key]>`summary -> ${sql.lit(key)}`.as(key)

export async function insertBacktest(db: Kysely<Database>, backtest: Insertable<BacktestTable>): Promise<void> {
  await db.insertInto('backtest').values(backtest).execute()
}

/** The newest first. */
export async function listBacktests(db: Kysely<Database>, limit: number): Promise<ListedBacktest[]> {
  return db
    .selectFrom('backtest')
    .select(['backtest_id', 'created_by', 'created_at'])
    .select([part('meta'), part('warnings'), part('methods'), part('comparisons')])
    .orderBy('created_at', 'desc')
    .orderBy('backtest_id')
    .limit(limit)
    .execute()
}

/** The newest first. */
export async function listBacktestScopes(db: Kysely<Database>, limit: number): Promise<BacktestScope[]> {
  return db
    .selectFrom('backtest')
    .select(['backtest_id', 'theme', part('meta')])
    .orderBy('created_at', 'desc')
    .orderBy('backtest_id')
    .limit(limit)
    .execute()
}

export async function hasBacktest(db: Kysely<Database>, backtestId: string): Promise<boolean> {
  const row = await db
    .selectFrom('backtest')
    .select('backtest_id')
    .where('backtest_id', '=', backtestId)
    .executeTakeFirst()
  return row !== undefined
}

/** The file, gzip. */
export async function findBacktestFile(db: Kysely<Database>, backtestId: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('backtest').select('file').where('backtest_id', '=', backtestId).executeTakeFirst()
  return row?.file
}
