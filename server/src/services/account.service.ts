import { DomainError } from '@planner/shared/core'
import type { Role } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import {
  findAccountByUsername,
  insertAccount,
  setDisabled,
  setPasswordHash,
  type Account,
} from '../repositories/account.repository.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { deleteSessionsOf } from '../repositories/session.repository.ts'
import { checkPasswordLength, hashPassword } from './password.service.ts'

export interface NewAccount {
  username: string
  role: Role
  /** required for officers, who see one crew's tours; refused for everybody else */
  teamId: string | null
  password: string
  isDemo?: boolean
}

/** @throws {DomainError} INVALID_INPUT for a bad name, password or team; CONFLICT when the username is taken */
export async function createAccount(db: Kysely<Database>, actor: string, account: NewAccount): Promise<void> {
  const { username, role, teamId, password } = account
  if (!/^[a-z0-9][a-z0-9._@-]{1,63}$/i.test(username))
    throw new DomainError(
      'INVALID_INPUT',
      `The username "${username}" must have 2 to 64 letters, digits, dots, hyphens, underscores or @.`,
    )
  if ((role === 'officer') !== (teamId !== null))
    throw new DomainError(
      'INVALID_INPUT',
      role === 'officer'
        ? `An officer account needs the crew (team_id) whose tours it shows.`
        : `Only an officer account has a crew; "${username}" is ${role}.`,
    )
  checkPasswordLength(password)
  const passwordHash = await hashPassword(password)
  await db.transaction().execute(async (transaction) => {
    const inserted = await insertAccount(transaction, {
      username,
      role,
      team_id: teamId,
      password_hash: passwordHash,
      is_demo: account.isDemo ?? false,
    })
    if (inserted === undefined) throw new DomainError('CONFLICT', `There is an account "${username}" already.`)
    await insertAuditEvent(transaction, {
      actor,
      action: 'created',
      subjectKind: 'account',
      subjectId: inserted.account_id,
      detail: { role },
    })
  })
}

/** Signs the account out everywhere, at once, and lets nobody in with it again. */
export async function disableAccount(db: Kysely<Database>, actor: string, username: string): Promise<void> {
  await changeAccount(db, actor, username, 'disabled', (transaction, account) =>
    setDisabled(transaction, account.account_id, new Date()),
  )
}

/** Sets a new password and signs the account out everywhere. */
export async function changePassword(
  db: Kysely<Database>,
  actor: string,
  username: string,
  password: string,
): Promise<void> {
  checkPasswordLength(password)
  const passwordHash = await hashPassword(password)
  await changeAccount(db, actor, username, 'password set', (transaction, account) =>
    setPasswordHash(transaction, account.account_id, passwordHash),
  )
}

async function changeAccount(
  db: Kysely<Database>,
  actor: string,
  username: string,
  action: string,
  change: (transaction: Kysely<Database>, account: Account) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const account = await findAccountByUsername(transaction, username)
    if (account === undefined) throw new DomainError('NOT_FOUND', `There is no account "${username}".`)
    await change(transaction, account)
    await deleteSessionsOf(transaction, account.account_id)
    await insertAuditEvent(transaction, { actor, action, subjectKind: 'account', subjectId: account.account_id })
  })
}
