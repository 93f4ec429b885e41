import { type Kysely } from 'kysely'

/** The theme as a backtest used it: themes change under the same id. Null: none, or a backtest from before this was kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('backtest').addColumn('theme', 'jsonb').execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('backtest').dropColumn('theme').execute()
}
