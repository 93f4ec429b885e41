import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { PlanMeasurementTable } from './plan.table.ts'

export async function insertMeasurement(
  db: Kysely<Database>,
  measurement: Insertable<PlanMeasurementTable>,
): Promise<void> {
  await db.insertInto('plan_measurement').values(measurement).execute()
}

/** The newest measurement of a plan. */
export async function findNewestMeasurement(
  db: Kysely<Database>,
  planId: string,
): Promise<Selectable<PlanMeasurementTable> | undefined> {
  return db
    .selectFrom('plan_measurement')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
