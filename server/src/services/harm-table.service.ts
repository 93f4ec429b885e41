import { CAMBRIDGE_2026, DomainError } from '@planner/shared/core'
import type { ForceHarmTable, HarmTableChange } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { checkOwnHarmTable } from '../hotspots/own-harm-table.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  deleteHarmTable,
  findSavedHarmTable,
  insertHarmTable,
  updateHarmTable,
} from '../repositories/harm-table.repository.ts'

/** The force's own, or the one that comes with the application. */
export async function getHarmTable(db: Kysely<Database>): Promise<ForceHarmTable> {
  const own = await findSavedHarmTable(db)
  return own === undefined
    ? { ...CAMBRIDGE_2026, days: { ...CAMBRIDGE_2026.days }, isShipped: true, version: null }
    : { ...own.record, isShipped: false, version: own.version }
}

/**
 * Gives the force a table of its own, in the place of the version that was changed. Rankings keep the one that they were made with.
 *
 * @throws {DomainError} INVALID_INPUT naming the class and its value; where nothing would count; without a name or source. CONFLICT when
 *   somebody else has saved or removed one since
 */
export async function saveHarmTable(
  db: Kysely<Database>,
  actor: string,
  { version: known, ...given }: HarmTableChange,
): Promise<ForceHarmTable> {
  const table = { ...given, name: given.name.trim(), source: given.source.trim() }
  if (table.name === '' || table.source === '')
    throw new DomainError('INVALID_INPUT', 'A harm table needs a name and a source: both are shown with each ranking.')
  checkOwnHarmTable(table)
  return db.transaction().execute(async (transaction) => {
    const version =
      known === null
        ? await insertHarmTable(transaction, table, actor)
        : await updateHarmTable(transaction, table, known, actor)
    if (version === undefined) throw await whyUnchanged(transaction, 'yours was not saved')
    await insertAuditEvent(transaction, {
      actor,
      action: 'saved',
      subjectKind: 'harm table',
      subjectId: 'force',
      detail: { ...table },
    })
    return { ...table, isShipped: false, version }
  })
}

/**
 * Goes back to the table that comes with the application; changes nothing where that is already so.
 *
 * @throws {DomainError} CONFLICT when somebody else has saved another version than the one that was looked at
 */
export async function removeHarmTable(db: Kysely<Database>, actor: string, known: string): Promise<ForceHarmTable> {
  return db.transaction().execute(async (transaction) => {
    const table = await deleteHarmTable(transaction, known)
    const now = await getHarmTable(transaction)
    if (!now.isShipped) throw await whyUnchanged(transaction, 'it was not removed')
    if (table !== undefined)
      await insertAuditEvent(transaction, {
        actor,
        action: 'removed',
        subjectKind: 'harm table',
        subjectId: 'force',
        detail: { ...table },
      })
    return now
  })
}

async function whyUnchanged(db: Kysely<Database>, outcome: string): Promise<DomainError> {
  const now = await findSavedHarmTable(db)
  const what = now === undefined ? 'was removed' : `was changed by ${now.savedBy}`
  return new DomainError(
    'CONFLICT',
    `The harm table ${what} after you opened it, so ${outcome}. Open it again to see how it is now.`,
  )
}
