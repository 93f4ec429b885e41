import type { Role } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** Who is signed in, as a request sees it. */
export interface SignedIn {
  accountId: string
  username: string
  role: Role
  teamId: string | null
  expiresAt: Date
}

/** How long a session lives, in seconds: `idleS` after its last request, `absoluteS` whatever happens. */
export interface SessionLife {
  idleS: number
  absoluteS: number
}

export async function insertSession(
  db: Kysely<Database>,
  tokenHash: Buffer,
  accountId: string,
  life: SessionLife,
): Promise<Date> {
  const { expires_at } = await db
    .insertInto('session')
    .values({
      token_hash: tokenHash,
      account_id: accountId,
      expires_at: sql<Date>`now() + make_interval(secs => ${life.absoluteS})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  return expires_at
}

/** The account of a live session; a disabled account has none, at once. */
export async function findSession(
  db: Kysely<Database>,
  tokenHash: Buffer,
  life: SessionLife,
): Promise<SignedIn | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.account_id', 'session.account_id')
    .select(['account.account_id', 'username', 'role', 'team_id', 'session.expires_at'])
    .select(sql<boolean>`last_used_at < now() - interval '1 minute'`.as('is_stale'))
    .where('token_hash', '=', tokenHash)
    .where('session.expires_at', '>', sql<Date>`now()`)
    .where('last_used_at', '>', sql<Date>`now() - make_interval(secs => ${life.idleS})`)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  // Written once a minute at most: every request would otherwise be a write.
  if (row.is_stale) await touchSession(db, tokenHash)
  return {
    accountId: row.account_id,
    username: row.username,
    role: row.role,
    teamId: row.team_id,
    expiresAt: row.expires_at,
  }
}

async function touchSession(db: Kysely<Database>, tokenHash: Buffer): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_used_at: sql<Date>`now()` })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function deleteSession(db: Kysely<Database>, tokenHash: Buffer): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
}

export async function deleteSessionsOf(db: Kysely<Database>, accountId: string): Promise<void> {
  await db.deleteFrom('session').where('account_id', '=', accountId).execute()
}

export async function deleteDeadSessions(db: Kysely<Database>, life: SessionLife): Promise<void> {
  await db
    .deleteFrom('session')
    .where((where) =>
      where.or([
        where('expires_at', '<=', sql<Date>`now()`),
        where('last_used_at', '<=', sql<Date>`now() - make_interval(secs => ${life.idleS})`),
      ]),
    )
    .execute()
}
