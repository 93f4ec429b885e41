import { createZone } from '@planner/shared/core'
import type { Session } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { findForce, upsertForce } from '../repositories/force.repository.ts'

export type Force = Session['force']

/** What a database says of itself before anybody has set the force up. */
const UNNAMED_FORCE: Force = { name: 'Unnamed force', timezone: 'Europe/London', synthetic: false }

export async function getForce(db: Kysely<Database>): Promise<Force> {
  const row = await findForce(db)
  return row === undefined ? UNNAMED_FORCE : { name: row.name, timezone: row.timezone, synthetic: row.synthetic }
}

/** @throws {DomainError} INVALID_INPUT when the time zone is unknown */
export async function setForce(db: Kysely<Database>, actor: string, force: Force): Promise<void> {
  createZone(force.timezone)
  await db.transaction().execute(async (transaction) => {
    await upsertForce(transaction, { name: force.name, timezone: force.timezone, synthetic: force.synthetic })
    await insertAuditEvent(transaction, {
      actor,
      action: 'set',
      subjectKind: 'force',
      subjectId: force.name,
      detail: { timezone: force.timezone, synthetic: force.synthetic },
    })
  })
}
