import { CAMBRIDGE_2026, DomainError } from '@planner/shared/core'
import type { HarmTableRecord, NewHarmTable } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { checkOwnHarmTable } from '../hotspots/own-harm-table.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { deleteHarmTable, findHarmTable, upsertHarmTable } from '../repositories/harm-table.repository.ts'

/** The force's own, or the one that comes with the application. */
export async function getHarmTable(db: Kysely<Database>): Promise<HarmTableRecord> {
  const own = await findHarmTable(db)
  return own === undefined
    ? { ...CAMBRIDGE_2026, days: { ...CAMBRIDGE_2026.days }, isShipped: true }
    : { ...own, isShipped: false }
}

/**
 * Gives the force a table of its own. Rankings keep the one that they were made with.
 *
 * @throws {DomainError} INVALID_INPUT naming the class and its value; where nothing would count; without a name or source
 */
export async function saveHarmTable(
  db: Kysely<Database>,
  actor: string,
  given: NewHarmTable,
): Promise<HarmTableRecord> {
  const table = { ...given, name: given.name.trim(), source: given.source.trim() }
  if (table.name === '' || table.source === '')
    throw new DomainError('INVALID_INPUT', 'A harm table needs a name and a source: both are shown with each ranking.')
  checkOwnHarmTable(table)
  return db.transaction().execute(async (transaction) => {
    await upsertHarmTable(transaction, table, actor)
    await insertAuditEvent(transaction, {
      actor,
      action: 'saved',
      subjectKind: 'harm table',
      subjectId: 'force',
      detail: { ...table },
    })
    return { ...table, isShipped: false }
  })
}

/** Goes back to the table that comes with the application; changes nothing where that is already so. */
export async function removeHarmTable(db: Kysely<Database>, actor: string): Promise<HarmTableRecord> {
  return db.transaction().execute(async (transaction) => {
    const table = await deleteHarmTable(transaction)
    if (table !== undefined)
      await insertAuditEvent(transaction, {
        actor,
        action: 'removed',
        subjectKind: 'harm table',
        subjectId: 'force',
        detail: { ...table },
      })
    return getHarmTable(transaction)
  })
}
