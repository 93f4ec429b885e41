import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { PatrolWindowTable, PlanTable, TourTable } from './plan.table.ts'

export type PlanRow = Omit<Selectable<PlanTable>, 'file'>

/** Rows sent in one statement: Postgres takes at most 65,535 parameters, a tour has 10 and a window 9. */
const ROWS_PER_STATEMENT = 5000

export async function insertPlan(
  db: Kysely<Database>,
  plan: Insertable<PlanTable>,
  tours: readonly Insertable<TourTable>[],
  windows: readonly Insertable<PatrolWindowTable>[],
): Promise<void> {
  await db.insertInto('plan').values(plan).execute()
  for (let from = 0; from < tours.length; from += ROWS_PER_STATEMENT)
    await db
      .insertInto('tour')
      .values(tours.slice(from, from + ROWS_PER_STATEMENT))
      .execute()
  for (let from = 0; from < windows.length; from += ROWS_PER_STATEMENT)
    await db
      .insertInto('patrol_window')
      .values(windows.slice(from, from + ROWS_PER_STATEMENT))
      .execute()
}

const PLAN_COLUMNS = [
  'plan_id',
  'operation_id',
  'ranking_id',
  'roster_id',
  'start_day',
  'days',
  'timezone',
  'draw',
  'key_hash',
  'inputs_hash',
  'summary',
  'created_by',
  'created_at',
] as const

export async function findPlan(db: Kysely<Database>, planId: string): Promise<PlanRow | undefined> {
  return db.selectFrom('plan').select(PLAN_COLUMNS).where('plan_id', '=', planId).executeTakeFirst()
}

/** The newest plan that covers a local date. */
export async function findPlanOfDay(db: Kysely<Database>, day: string): Promise<PlanRow | undefined> {
  return db
    .selectFrom('plan')
    .select(PLAN_COLUMNS)
    .where('start_day', '<=', day)
    .where(sql<string>`start_day + days`, '>', day)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The plan file, gzip. */
export async function findPlanFile(db: Kysely<Database>, planId: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('plan').select('file').where('plan_id', '=', planId).executeTakeFirst()
  return row?.file
}

/** Tours that start on one local date, by command unit, start and crew. */
export async function listTours(
  db: Kysely<Database>,
  planId: string,
  day: string,
  only: { bcu?: string | undefined; teamId?: string | undefined },
): Promise<Selectable<TourTable>[]> {
  return db
    .selectFrom('tour')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('day', '=', day)
    .$if(only.bcu !== undefined, (query) => query.where('bcu', '=', only.bcu ?? ''))
    .$if(only.teamId !== undefined, (query) => query.where('team_id', '=', only.teamId ?? ''))
    .orderBy('bcu')
    .orderBy('starts_at')
    .orderBy('team_id')
    .orderBy('shift_id')
    .execute()
}

/** A patrol window with what a tasking sheet says of its hotspot. */
export type TaskedWindow = Selectable<PatrolWindowTable> & {
  name: string
  rank: number
  tier: string
  lat: number
  lng: number
}

/** The windows of these tours, in time order. */
export async function listWindows(
  db: Kysely<Database>,
  plan: Pick<PlanRow, 'plan_id' | 'ranking_id'>,
  shiftIds: readonly string[],
): Promise<TaskedWindow[]> {
  if (shiftIds.length === 0) return []
  const rows = await db
    .selectFrom('patrol_window')
    .innerJoin('hotspot', (join) =>
      join.onRef('hotspot.hotspot_id', '=', 'patrol_window.hotspot_id').on('hotspot.ranking_id', '=', plan.ranking_id),
    )
    .selectAll('patrol_window')
    .select(['hotspot.rank', 'hotspot.record'])
    .where('plan_id', '=', plan.plan_id)
    .where('shift_id', 'in', [...shiftIds])
    .orderBy('starts_at')
    .orderBy('patrol_window_id')
    .execute()
  return rows.map(({ record: { name, tier, lat, lng }, ...window }) => ({ ...window, name, tier, lat, lng }))
}
