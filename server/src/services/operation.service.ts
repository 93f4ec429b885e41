import { DomainError, parseDay } from '@planner/shared/core'
import type { NewOperation, Operation } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  findOperation,
  insertOperation,
  listOperations,
  type OperationRow,
} from '../repositories/operation.repository.ts'

const toOperation = (row: OperationRow): Operation => ({
  operationId: row.operation_id,
  name: row.name,
  startDay: row.start_day,
  days: row.days,
  rankingId: row.ranking_id,
  planId: row.plan_id,
  createdAt: row.created_at.toISOString(),
})

export async function getOperations(db: Kysely<Database>): Promise<Operation[]> {
  return (await listOperations(db)).map(toOperation)
}

/** @throws {DomainError} NOT_FOUND */
export async function getOperation(db: Kysely<Database>, operationId: string): Promise<Operation> {
  const row = await findOperation(db, operationId)
  if (row === undefined) throw new DomainError('NOT_FOUND', `There is no operation ${operationId}.`)
  return toOperation(row)
}

/** @throws {DomainError} INVALID_INPUT when there is no such day */
export async function createOperation(db: Kysely<Database>, actor: string, given: NewOperation): Promise<Operation> {
  const name = given.name.trim()
  if (name === '') throw new DomainError('INVALID_INPUT', 'An operation needs a name.')
  if (parseDay(given.startDay) === undefined)
    throw new DomainError('INVALID_INPUT', `There is no day "${given.startDay}". Write it as YYYY-MM-DD.`)
  return db.transaction().execute(async (transaction) => {
    const operationId = await insertOperation(transaction, {
      name,
      start_day: given.startDay,
      days: given.days,
      created_by: actor,
    })
    await insertAuditEvent(transaction, { actor, action: 'created', subjectKind: 'operation', subjectId: operationId })
    return getOperation(transaction, operationId)
  })
}
