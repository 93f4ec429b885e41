import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { AccountTable } from './account.table.ts'

export type Account = Selectable<AccountTable>

export async function findAccountByUsername(db: Kysely<Database>, username: string): Promise<Account | undefined> {
  return db.selectFrom('account').selectAll().where('username', '=', username.toLowerCase()).executeTakeFirst()
}

/** Undefined when the username is taken, whatever its case. */
export async function insertAccount(
  db: Kysely<Database>,
  account: Insertable<AccountTable>,
): Promise<Account | undefined> {
  return db
    .insertInto('account')
    .values({ ...account, username: account.username.toLowerCase() })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function setPasswordHash(db: Kysely<Database>, accountId: string, passwordHash: string): Promise<void> {
  await db.updateTable('account').set({ password_hash: passwordHash }).where('account_id', '=', accountId).execute()
}

export async function setDisabled(db: Kysely<Database>, accountId: string, disabledAt: Date | null): Promise<void> {
  await db.updateTable('account').set({ disabled_at: disabledAt }).where('account_id', '=', accountId).execute()
}

export async function countDemoAccounts(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('account')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('is_demo', '=', true)
    .executeTakeFirstOrThrow()
  return count
}
