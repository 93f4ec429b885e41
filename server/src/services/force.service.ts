import { DomainError, readZoneName } from '@planner/shared/core'
import type { Force, ForceChange } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { findForce, upsertForce } from '../repositories/force.repository.ts'

/** What can be said of a force. */
export type NewForce = Omit<Force, 'isNamed'>

/** What a database says of itself before anybody has set the force up. */
const UNNAMED_FORCE: NewForce = { name: 'Unnamed force', timezone: 'Europe/London', synthetic: false }

export async function getForce(db: Kysely<Database>): Promise<Force> {
  const { name, timezone, synthetic } = (await findForce(db)) ?? UNNAMED_FORCE
  return { name, timezone, synthetic, isNamed: name !== UNNAMED_FORCE.name }
}

/** @throws {DomainError} INVALID_INPUT when there is no name, or the time zone is unknown */
export async function setForce(db: Kysely<Database>, actor: string, force: NewForce): Promise<Force> {
  return db.transaction().execute((transaction) => saveForce(transaction, actor, force))
}

/**
 * Gives the force another name and time zone; whether it is synthetic stays as it is.
 *
 * @throws {DomainError} INVALID_INPUT when there is no name, or the time zone is unknown
 */
export async function nameForce(db: Kysely<Database>, actor: string, change: ForceChange): Promise<Force> {
  return db.transaction().execute(async (transaction) => {
    const { synthetic } = await getForce(transaction)
    return saveForce(transaction, actor, { ...change, synthetic })
  })
}

async function saveForce(transaction: Kysely<Database>, actor: string, given: NewForce): Promise<Force> {
  const name = given.name.trim().replaceAll(/\s+/g, ' ')
  if (name === '') throw new DomainError('INVALID_INPUT', 'The force needs a name: it stands on every screen.')
  const { synthetic } = given
  const timezone = readZoneName(given.timezone)
  await upsertForce(transaction, { name, timezone, synthetic })
  await insertAuditEvent(transaction, {
    actor,
    action: 'set',
    subjectKind: 'force',
    subjectId: name,
    detail: { timezone, synthetic },
  })
  return getForce(transaction)
}
