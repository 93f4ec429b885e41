import { randomUUID } from 'node:crypto'
import { createZone, dayOf, DomainError, formatDay, type Shift } from '@planner/shared/core'
import type { Roster } from '@planner/shared/schemas'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { insertRoster, listRosters } from '../repositories/roster.repository.ts'
import type { RosterTable } from '../repositories/roster.table.ts'
import { getForce } from './force.service.ts'

const toRoster = (row: Selectable<RosterTable>): Roster => ({
  rosterId: row.roster_id,
  fileName: row.file_name,
  tours: row.tours,
  crews: row.crews,
  firstDay: row.first_day,
  lastDay: row.last_day,
  byBcu: row.by_bcu,
  createdAt: row.created_at.toISOString(),
})

/** All rosters with what they hold, the newest first. */
export async function getRosters(db: Kysely<Database>): Promise<Roster[]> {
  return (await listRosters(db)).map(toRoster)
}

/** Rostered time by command unit, by name. */
function sumByBcu(shifts: readonly Shift[]): Roster['byBcu'] {
  const sums = new Map<string, { bcu: string; tours: number; hours: number }>()
  for (const { bcu, start, end } of shifts) {
    const sum = sums.get(bcu) ?? { bcu, tours: 0, hours: 0 }
    sums.set(bcu, { bcu, tours: sum.tours + 1, hours: sum.hours + (end - start) / 60 })
  }
  return [...sums.values()].toSorted((a, b) => (a.bcu < b.bcu ? -1 : 1))
}

/**
 * Keeps the tours of one roster file.
 *
 * @throws {DomainError} INVALID_INPUT when there are none
 */
export async function saveRoster(
  db: Kysely<Database>,
  actor: string,
  fileName: string,
  shifts: readonly Shift[],
): Promise<Roster> {
  if (shifts.length === 0) throw new DomainError('INVALID_INPUT', `${fileName} has a header and no tour.`)
  const zone = createZone((await getForce(db)).timezone)
  const days = shifts.map(({ start }) => dayOf(zone.toLocalMin(start)))
  return db.transaction().execute(async (transaction) => {
    const roster = await insertRoster(
      transaction,
      {
        roster_id: randomUUID(),
        file_name: fileName,
        tours: shifts.length,
        crews: new Set(shifts.map(({ teamId }) => teamId)).size,
        // Not Math.min(...days): a year of a large force is more arguments than a call can take.
        first_day: formatDay(days.reduce((least, day) => Math.min(least, day))),
        last_day: formatDay(days.reduce((most, day) => Math.max(most, day))),
        by_bcu: JSON.stringify(sumByBcu(shifts)),
        created_by: actor,
      },
      shifts,
    )
    await insertAuditEvent(transaction, {
      actor,
      action: 'loaded',
      subjectKind: 'roster',
      subjectId: roster.roster_id,
      detail: { tours: shifts.length },
    })
    return toRoster(roster)
  })
}
