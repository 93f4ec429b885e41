import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findAccountByUsername } from '../repositories/account.repository.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  deleteDeadSessions,
  deleteSession,
  findSession,
  insertSession,
  type SessionLife,
  type SignedIn,
} from '../repositories/session.repository.ts'
import {
  addSignInFailures,
  countSignInFailures,
  deleteSignInFailures,
} from '../repositories/sign-in-failure.repository.ts'
import { verifyPassword } from './password.service.ts'

/** A tour is at most 12 hours; a desk that nobody touches for two is nobody's. */
export const SESSION_LIFE: SessionLife = { idleS: 2 * 3600, absoluteS: 12 * 3600 }

/** Wrong passwords allowed in a quarter of an hour: for one account, and from one address (a station shares one). */
const FAILURE_WINDOW_S = 15 * 60
const MOST_FAILURES = { account: 10, address: 100 } as const

export type SignInResult =
  | { kind: 'signed-in'; token: string; account: SignedIn }
  | { kind: 'refused' }
  | { kind: 'too-many'; retryAfterS: number }

const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * Opens a session, with a new token each time; the one that the browser had before (`oldToken`) is dead at once, so that
 * a token planted in a browser never becomes a signed-in one.
 */
export async function signIn(
  db: Kysely<Database>,
  given: { username: string; password: string; address: string; oldToken: string | undefined },
): Promise<SignInResult> {
  const accountSubject = `user:${given.username.toLowerCase()}`
  const addressSubject = `address:${given.address}`
  const failures = await countSignInFailures(db, [accountSubject, addressSubject])
  if (
    (failures.get(accountSubject) ?? 0) >= MOST_FAILURES.account ||
    (failures.get(addressSubject) ?? 0) >= MOST_FAILURES.address
  )
    return { kind: 'too-many', retryAfterS: FAILURE_WINDOW_S }

  const account = await findAccountByUsername(db, given.username)
  const isRight = await verifyPassword(given.password, account?.password_hash)
  if (account === undefined || !isRight || account.disabled_at !== null) {
    await addSignInFailures(db, [accountSubject, addressSubject], FAILURE_WINDOW_S)
    await insertAuditEvent(db, {
      actor: 'server',
      action: 'sign-in refused',
      subjectKind: 'account',
      subjectId: account?.account_id ?? 'unknown',
    })
    return { kind: 'refused' }
  }

  const token = randomBytes(32).toString('base64url')
  const expiresAt = await db.transaction().execute(async (transaction) => {
    if (given.oldToken !== undefined) await deleteSession(transaction, hashToken(given.oldToken))
    await deleteDeadSessions(transaction, SESSION_LIFE)
    await deleteSignInFailures(transaction, accountSubject)
    await insertAuditEvent(transaction, {
      actor: account.username,
      action: 'signed in',
      subjectKind: 'account',
      subjectId: account.account_id,
    })
    return insertSession(transaction, hashToken(token), account.account_id, SESSION_LIFE)
  })
  const { account_id: accountId, username, role, team_id: teamId } = account
  return { kind: 'signed-in', token, account: { accountId, username, role, teamId, expiresAt } }
}

/** The account that a token stands for, or undefined when it stands for nothing any more. */
export async function findSignedIn(db: Kysely<Database>, token: string): Promise<SignedIn | undefined> {
  return findSession(db, hashToken(token), SESSION_LIFE)
}

export async function signOut(db: Kysely<Database>, token: string, account: SignedIn): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await deleteSession(transaction, hashToken(token))
    await insertAuditEvent(transaction, {
      actor: account.username,
      action: 'signed out',
      subjectKind: 'account',
      subjectId: account.accountId,
    })
  })
}
