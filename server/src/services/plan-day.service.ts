import { createZone, DomainError, formatInstant, parseDay } from '@planner/shared/core'
import type { PlanDay } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findPlanOfDay, listTours, listWindows, type PlanRow } from '../repositories/plan.repository.ts'
import { getForce } from './force.service.ts'
import { getPlanRow } from './plan.service.ts'

/** Which tours of a day; left out: all. */
interface Filter {
  bcu?: string | undefined
  teamId?: string | undefined
}

/**
 * The tours of a plan that start on one day, with their windows.
 *
 * @throws {DomainError} NOT_FOUND for the plan; INVALID_INPUT when there is no such day
 */
export async function getPlanDay(db: Kysely<Database>, planId: string, day: string, filter: Filter): Promise<PlanDay> {
  checkDay(day)
  return toPlanDay(db, await getPlanRow(db, planId), day, filter)
}

/**
 * One crew's tours of a day in the newest plan that covers it; none when no plan does.
 *
 * @throws {DomainError} INVALID_INPUT when there is no such day
 */
export async function getToursOfTeam(db: Kysely<Database>, teamId: string, day: string): Promise<PlanDay> {
  checkDay(day)
  const plan = await findPlanOfDay(db, day)
  if (plan === undefined) return { day, timezone: (await getForce(db)).timezone, tours: [] }
  return toPlanDay(db, plan, day, { teamId })
}

function checkDay(day: string): void {
  if (parseDay(day) === undefined)
    throw new DomainError('INVALID_INPUT', `There is no day "${day}". Write it as YYYY-MM-DD.`)
}

async function toPlanDay(db: Kysely<Database>, plan: PlanRow, day: string, filter: Filter): Promise<PlanDay> {
  const tours = await listTours(db, plan.plan_id, day, filter)
  const windows = Map.groupBy(
    await listWindows(
      db,
      plan,
      tours.map((tour) => tour.shift_id),
    ),
    (window) => window.shift_id,
  )
  const zone = createZone(plan.timezone)
  const time = (date: Date): string => formatInstant(Math.round(date.getTime() / 60_000), zone)
  return {
    day,
    timezone: plan.timezone,
    tours: tours.map((tour) => ({
      shiftId: tour.shift_id,
      teamId: tour.team_id,
      callSign: tour.call_sign,
      bcu: tour.bcu,
      start: time(tour.starts_at),
      end: time(tour.ends_at),
      refreshments:
        tour.refreshments_from === null || tour.refreshments_to === null
          ? null
          : { start: time(tour.refreshments_from), end: time(tour.refreshments_to) },
      windows: (windows.get(tour.shift_id) ?? []).map((window) => ({
        windowId: window.patrol_window_id,
        hotspotId: window.hotspot_id,
        hotspotName: window.name,
        rank: window.rank,
        tier: window.tier,
        lat: window.lat,
        lng: window.lng,
        start: time(window.starts_at),
        end: time(window.ends_at),
        entryPoint: window.entry_point,
        activity: window.activity,
      })),
    })),
  }
}
