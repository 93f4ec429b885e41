import { DomainError, parseDay, type Hotspot } from '@planner/shared/core'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { PlanBase } from '../plans/plan-settings.ts'
import { findRanking, listHotspots } from '../repositories/ranking.repository.ts'
import { listShifts } from '../repositories/roster.repository.ts'
import { getForce } from './force.service.ts'
import { getOperation } from './operation.service.ts'

/** Which places, tours and days a plan is of. */
export interface PlanSources {
  operationId: string
  rankingId: string
  rosterId: string
}

/**
 * Places, tours and days, as the database holds them.
 *
 * @throws {DomainError} NOT_FOUND for the operation or the ranking
 */
export async function loadPlanBase(
  db: Kysely<Database>,
  { operationId, rankingId, rosterId }: PlanSources,
): Promise<{
  base: PlanBase
  /** days that the hotspots' expected counts cover */
  horizonDays: number
}> {
  const { timezone } = await getForce(db)
  const operation = await getOperation(db, operationId)
  const ranking = await findRanking(db, rankingId)
  if (ranking === undefined) throw new DomainError('NOT_FOUND', `There is no ranking ${rankingId}.`)
  const hotspots = await listHotspots(db, rankingId)
  const shifts = await listShifts(db, rosterId)
  const startDay = parseDay(operation.startDay)
  if (startDay === undefined) throw new DomainError('INVALID_INPUT', `There is no day "${operation.startDay}".`)
  return {
    // The ranking worker wrote them from the core's own hotspots; the record's types are merely wider.
    base: { hotspots: hotspots as Hotspot[], shifts, startDay, days: operation.days, timezone },
    horizonDays: ranking.meta.days,
  }
}
