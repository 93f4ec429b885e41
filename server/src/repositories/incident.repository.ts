import { OFFENCES } from '@planner/shared/core'
import type { IncidentSummary } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/**
 * What is loaded, for the line that tells how current the data is.
 *
 * @param timezone of the force: days and months are local ones. The last day of an incident that is known by its month only
 *   is the last of that month.
 */
export async function summariseIncidents(db: Kysely<Database>, timezone: string): Promise<IncidentSummary> {
  const local = sql`(occurred_from at time zone ${timezone}::text)`
  const { rows } = await sql<{
    incidents: number
    first_day: string | null
    last_day: string | null
    how_found_known: number
    minute_precision: number
  }>`
    select count(*)::int as incidents,
      to_char(min(${local}), 'YYYY-MM-DD') as first_day,
      to_char(max(case time_precision
        when 'month' then date_trunc('month', ${local}) + interval '1 month - 1 day' else ${local} end),
        'YYYY-MM-DD') as last_day,
      coalesce(avg((how_found <> 'unknown')::int), 0)::float8 as how_found_known,
      coalesce(avg((time_precision = 'minute')::int), 0)::float8 as minute_precision
    from incident
  `.execute(db)
  const offences = await sql<{ offence: string; incidents: number }>`
    select offence, count(*)::int as incidents from incident group by offence
  `.execute(db)
  const months = await sql<{ month: string; incidents: number }>`
    select to_char(${local}, 'YYYY-MM') as month, count(*)::int as incidents from incident group by 1 order by 1
  `.execute(db)
  const { first_day, last_day, how_found_known, minute_precision, incidents } = rows[0]!
  const order: readonly string[] = OFFENCES
  return {
    incidents,
    firstDay: first_day,
    lastDay: last_day,
    howFoundKnown: how_found_known,
    minutePrecision: minute_precision,
    byOffence: offences.rows.sort((a, b) => order.indexOf(a.offence) - order.indexOf(b.offence)),
    byMonth: months.rows,
  }
}
