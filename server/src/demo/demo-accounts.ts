import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '@planner/shared/core'
import type { Role } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { findAccountByUsername } from '../repositories/account.repository.ts'
import { changePassword, createAccount } from '../services/account.service.ts'
import { DEMO_ACTOR } from './demo-force.ts'
import { inventWords } from './street-names.ts'

export interface DemoLogin {
  username: string
  role: Role
  password: string
  teamId: string | null
}

const ROLES: readonly Role[] = ['tasking', 'supervisor', 'commander', 'officer']

const LOGINS_FILE = 'demo-logins.json'

/**
 * One account for each role with a password of this installation alone, kept in DATA_DIR so that every start can print it.
 * Where that file was lost the accounts get new passwords.
 *
 * @param teamId the crew whose tours the officer sees
 * @throws {DomainError} CONFLICT when a username is taken by an account that is not the demonstration's
 */
export async function ensureDemoAccounts(db: Kysely<Database>, dataDir: string, teamId: string): Promise<DemoLogin[]> {
  const file = join(dataDir, LOGINS_FILE)
  const known = await readLogins(file)
  const logins = ROLES.map(
    (role): DemoLogin =>
      known.find((login) => login.role === role) ?? {
        username: role,
        role,
        password: inventPassword(),
        teamId: role === 'officer' ? teamId : null,
      },
  )
  // The file first: an account whose password nobody knows would lock the demonstration.
  await writeWholeFile(file, `${JSON.stringify(logins, null, 2)}\n`, 0o600)
  for (const login of logins) {
    const account = await findAccountByUsername(db, login.username)
    if (account === undefined) await createAccount(db, DEMO_ACTOR, { ...login, isDemo: true })
    else if (!account.is_demo)
      throw new DomainError(
        'CONFLICT',
        `"${login.username}" is an account of this force and none of the demonstration's.`,
      )
    else if (!known.includes(login)) await changePassword(db, DEMO_ACTOR, login.username, login.password)
  }
  return logins
}

async function readLogins(file: string): Promise<DemoLogin[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoLogin[]
  } catch {
    return [] // absent, or cut short by a crash: new passwords are the cure for both
  }
}

/** Three words of the street list and four digits: 35 bits, for accounts that exist on a loopback address only. */
function inventPassword(): string {
  return [...inventWords(3, randomInt), String(randomInt(1000, 10_000))].join('-')
}
