import { createIncidentTable, OFFENCES, type IncidentColumns } from '@planner/shared/core'
import type { IncidentSummary } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { IncidentTable } from './incident.table.ts'

/** Half-open, by `occurred_from`; a side left out is open. */
export interface IncidentPeriod {
  fromUtcMin?: number
  toUtcMin?: number
}

type ContentRow = Pick<
  IncidentTable,
  | 'time_precision'
  | 'offence'
  | 'offence_code'
  | 'flags'
  | 'how_found'
  | 'domestic'
  | 'place_type'
  | 'lng'
  | 'lat'
  | 'cell_r9'
  | 'cell_r10'
  | 'place_name'
> & { occurred_from_min: number; occurred_to_min: number | null; recorded_at_min: number | null }

/** Rows in memory at once beside the columns that they become. */
const FETCHED_ROWS = 10_000

/**
 * Incidents as columns, in the order in which they were first loaded. Read through a cursor: one state of the data, in
 * constant memory but for the columns.
 */
export async function loadIncidentColumns(db: Kysely<Database>, period: IncidentPeriod = {}): Promise<IncidentColumns> {
  if (!db.isTransaction)
    return db
      .transaction()
      .setAccessMode('read only')
      .execute((transaction) => loadIncidentColumns(transaction, period))
  const from = period.fromUtcMin === undefined ? '-infinity' : new Date(period.fromUtcMin * 60_000).toISOString()
  const to = period.toUtcMin === undefined ? 'infinity' : new Date(period.toUtcMin * 60_000).toISOString()
  await sql`
    declare incident_columns no scroll cursor for
    select (extract(epoch from occurred_from) / 60)::int as occurred_from_min,
      (extract(epoch from occurred_to) / 60)::int as occurred_to_min,
      (extract(epoch from recorded_at) / 60)::int as recorded_at_min,
      time_precision, offence, offence_code, flags, how_found, domestic, place_type,
      lng, lat, cell_r9, cell_r10, place_name
    from incident
    where occurred_from >= ${sql.lit(from)}::timestamptz and occurred_from < ${sql.lit(to)}::timestamptz
    order by incident_id
  `.execute(db)
  const table = createIncidentTable()
  for (;;) {
    const { rows } = await sql<ContentRow>`fetch ${sql.lit(FETCHED_ROWS)} from incident_columns`.execute(db)
    for (const row of rows)
      table.add(
        {
          occurredFrom: row.occurred_from_min,
          occurredTo: row.occurred_to_min,
          precision: row.time_precision,
          recordedAt: row.recorded_at_min,
          offence: row.offence,
          offenceCode: row.offence_code,
          flags: row.flags,
          howFound: row.how_found,
          domestic: row.domestic,
          placeType: row.place_type,
          lng: row.lng,
          lat: row.lat,
          placeName: row.place_name,
        },
        { cell9: row.cell_r9, cell10: row.cell_r10 },
      )
    if (rows.length < FETCHED_ROWS) break
  }
  await sql`close incident_columns`.execute(db)
  return table.finish()
}

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
