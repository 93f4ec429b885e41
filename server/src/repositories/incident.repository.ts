import { countRecordingDays, LONGEST_DELAY_DAYS, OFFENCES, type RecordingDays } from '@planner/shared/core'
import type { IncidentSummary } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** What the incidents of one publisher come to. */
export interface PublisherFigures {
  publisher: string
  incidents: number
  /** local days; the last day of an incident that is known by its month only is the last of that month */
  firstDay: string
  lastDay: string
  lastRecordedAt: Date | null
  byHowFound: IncidentSummary['byHowFound']
  byDomestic: IncidentSummary['byDomestic']
  /** timed to the minute */
  toTheMinute: number
}

/**
 * What is loaded, by publisher.
 *
 * @param timezone of the force: days are local ones
 */
export async function summarisePublishers(db: Kysely<Database>, timezone: string): Promise<PublisherFigures[]> {
  const local = sql`(occurred_from at time zone ${timezone}::text)`
  const count = (condition: ReturnType<typeof sql>) => sql`(count(*) filter (where ${condition}))::int`
  const { rows } = await sql<PublisherFigures>`
    select publisher, count(*)::int as incidents,
      to_char(min(${local}), 'YYYY-MM-DD') as "firstDay",
      to_char(max(case time_precision
        when 'month' then date_trunc('month', ${local}) + interval '1 month - 1 day' else ${local} end),
        'YYYY-MM-DD') as "lastDay",
      max(recorded_at) as "lastRecordedAt",
      json_build_object('public', ${count(sql`how_found = 'public'`)}, 'police', ${count(sql`how_found = 'police'`)},
        'unknown', ${count(sql`how_found = 'unknown'`)}) as "byHowFound",
      json_build_object('yes', ${count(sql`domestic`)}, 'no', ${count(sql`not domestic`)},
        'unknown', ${count(sql`domestic is null`)}) as "byDomestic",
      ${count(sql`time_precision = 'minute'`)} as "toTheMinute"
    from incident group by publisher order by publisher
  `.execute(db)
  return rows
}

/** Incidents by offence class, in the order of the classes. */
export async function countByOffence(db: Kysely<Database>): Promise<IncidentSummary['byOffence']> {
  const { rows } = await sql<IncidentSummary['byOffence'][number]>`
    select offence, count(*)::int as incidents from incident group by offence
  `.execute(db)
  const order: readonly string[] = OFFENCES
  return rows.sort((a, b) => order.indexOf(a.offence) - order.indexOf(b.offence))
}

/** Incidents by local month. */
export async function countByMonth(db: Kysely<Database>, timezone: string): Promise<IncidentSummary['byMonth']> {
  const { rows } = await sql<IncidentSummary['byMonth'][number]>`
    select to_char(occurred_from at time zone ${timezone}::text, 'YYYY-MM') as month, count(*)::int as incidents
    from incident group by 1 order by 1
  `.execute(db)
  return rows
}

/** How long after they happened incidents were recorded, in local days, by publisher. */
export async function listRecordingDays(db: Kysely<Database>, timezone: string): Promise<Map<string, RecordingDays>> {
  const dayOf = (column: string) => sql`((${sql.ref(column)} at time zone ${timezone}::text)::date - date '1970-01-01')`
  const { rows } = await sql<{
    publisher: string
    day: number | null
    delay: number | null
    incidents: number
    to_the_minute: number
    same_minute: number
  }>`
    select publisher,
      case when time_precision <> 'month' then ${dayOf('occurred_from')} end as day,
      -- greatest and least would take an unknown delay for no null
      case when time_precision <> 'month' and recorded_at is not null
        then greatest(-1, least(${LONGEST_DELAY_DAYS}, ${dayOf('recorded_at')} - ${dayOf('occurred_from')})) end as delay,
      count(*)::int as incidents,
      count(*) filter (where time_precision = 'minute' and recorded_at is not null)::int as to_the_minute,
      count(*) filter (where time_precision = 'minute' and recorded_at = occurred_from)::int as same_minute
    from incident group by 1, 2, 3
  `.execute(db)
  const counters = new Map<string, ReturnType<typeof countRecordingDays>>()
  for (const { publisher, day, delay, incidents, to_the_minute, same_minute } of rows) {
    let counter = counters.get(publisher)
    if (counter === undefined) counters.set(publisher, (counter = countRecordingDays()))
    if (day === null) counter.addMonthOnly(incidents)
    else {
      counter.add(day, delay, incidents)
      counter.addMinutes(to_the_minute, same_minute)
    }
  }
  return new Map([...counters].map(([publisher, counter]) => [publisher, counter.finish()]))
}
