import type { Shift } from '@planner/shared/core'
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { RosterTable } from './roster.table.ts'

/** Rows sent in one statement: Postgres takes at most 65,535 parameters, a shift has 7. */
const ROWS_PER_STATEMENT = 5000

const toDate = (utcMin: number): Date => new Date(utcMin * 60_000)

export async function insertRoster(
  db: Kysely<Database>,
  roster: Insertable<RosterTable>,
  shifts: readonly Shift[],
): Promise<Selectable<RosterTable>> {
  const inserted = await db.insertInto('roster').values(roster).returningAll().executeTakeFirstOrThrow()
  for (let from = 0; from < shifts.length; from += ROWS_PER_STATEMENT)
    await db
      .insertInto('shift')
      .values(
        shifts.slice(from, from + ROWS_PER_STATEMENT).map((shift) => ({
          roster_id: inserted.roster_id,
          shift_id: shift.id,
          team_id: shift.teamId,
          bcu: shift.bcu,
          starts_at: toDate(shift.start),
          ends_at: toDate(shift.end),
          record: JSON.stringify(shift),
        })),
      )
      .execute()
  return inserted
}

/** All rosters, the newest first. */
export async function listRosters(db: Kysely<Database>): Promise<Selectable<RosterTable>[]> {
  return db.selectFrom('roster').selectAll().orderBy('created_at', 'desc').execute()
}

export async function findRoster(db: Kysely<Database>, rosterId: string): Promise<Selectable<RosterTable> | undefined> {
  return db.selectFrom('roster').selectAll().where('roster_id', '=', rosterId).executeTakeFirst()
}

/** The tours of a roster, by start and id. */
export async function listShifts(db: Kysely<Database>, rosterId: string): Promise<Shift[]> {
  const rows = await db
    .selectFrom('shift')
    .select('record')
    .where('roster_id', '=', rosterId)
    .orderBy('starts_at')
    .orderBy('shift_id')
    .execute()
  return rows.map(({ record }) => record)
}
