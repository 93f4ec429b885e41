import { type Insertable, type Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { OperationTable } from './operation.table.ts'

/** An operation with its newest ranking and plan. */
export interface OperationRow {
  operation_id: string
  name: string
  start_day: string
  days: number
  created_at: Date
  ranking_id: string | null
  plan_id: string | null
}

const selectOperations = (db: Kysely<Database>) =>
  db
    .selectFrom('operation')
    .select((column) => [
      'operation_id',
      'name',
      'start_day',
      'days',
      'created_at',
      column
        .selectFrom('ranking')
        .select('ranking_id')
        .whereRef('ranking.operation_id', '=', 'operation.operation_id')
        .orderBy('ranking.created_at', 'desc')
        .limit(1)
        .as('ranking_id'),
      column
        .selectFrom('plan')
        .select('plan_id')
        .whereRef('plan.operation_id', '=', 'operation.operation_id')
        .orderBy('plan.created_at', 'desc')
        .limit(1)
        .as('plan_id'),
    ])

/** All operations, the latest start first. */
export async function listOperations(db: Kysely<Database>): Promise<OperationRow[]> {
  return selectOperations(db).orderBy('start_day', 'desc').orderBy('created_at', 'desc').execute()
}

export async function findOperation(db: Kysely<Database>, operationId: string): Promise<OperationRow | undefined> {
  return selectOperations(db).where('operation_id', '=', operationId).executeTakeFirst()
}

/** The id of the new operation. */
export async function insertOperation(db: Kysely<Database>, operation: Insertable<OperationTable>): Promise<string> {
  const { operation_id } = await db
    .insertInto('operation')
    .values(operation)
    .returning('operation_id')
    .executeTakeFirstOrThrow()
  return operation_id
}
