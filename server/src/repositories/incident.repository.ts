import { countRecordingDays, formatDay, LONGEST_DELAY_DAYS, OFFENCES, type RecordingDays } from '@planner/shared/core'
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

/** When incidents happened and were recorded. */
export interface IncidentDays {
  /** by local month */
  byMonth: IncidentSummary['byMonth']
  /** by publisher */
  recorded: Map<string, RecordingDays>
}

/** Counts incidents by local day and by how long after it they were recorded: one look at each, since a million take seconds. */
export async function countIncidentDays(db: Kysely<Database>, timezone: string): Promise<IncidentDays> {
  const localDay = (column: string) => sql`(${sql.ref(column)} at time zone ${timezone}::text)::date`
  const { rows } = await sql<{
    publisher: string
    is_month: boolean
    /** days since 1970-01-01 */
    day: number
    delay: number | null
    incidents: number
    to_the_minute: number
    same_minute: number
  }>`
    select publisher, is_month, day - date '1970-01-01' as day,
      -- greatest and least would take an unknown delay for none
      case when recorded_day is not null then greatest(-1, least(${LONGEST_DELAY_DAYS}, recorded_day - day)) end as delay,
      count(*)::int as incidents, sum(to_the_minute)::int as to_the_minute, sum(same_minute)::int as same_minute
    from (
      select publisher, time_precision = 'month' as is_month,
        ${localDay('occurred_from')} as day, ${localDay('recorded_at')} as recorded_day,
        (time_precision = 'minute' and recorded_at is not null)::int as to_the_minute,
        (time_precision = 'minute' and recorded_at is not distinct from occurred_from)::int as same_minute
      from incident offset 0 -- keeps the days from being worked out again wherever they are named
    ) days
    group by 1, 2, 3, 4
  `.execute(db)
  const counters = new Map<string, ReturnType<typeof countRecordingDays>>()
  const byMonth = new Map<string, number>()
  for (const { publisher, is_month, day, delay, incidents, to_the_minute, same_minute } of rows) {
    const month = formatDay(day).slice(0, 7)
    byMonth.set(month, (byMonth.get(month) ?? 0) + incidents)
    let counter = counters.get(publisher)
    if (counter === undefined) counters.set(publisher, (counter = countRecordingDays()))
    if (is_month) counter.addMonthOnly(incidents)
    else {
      counter.add(day, delay, incidents)
      counter.addMinutes(to_the_minute, same_minute)
    }
  }
  return {
    byMonth: [...byMonth]
      .map(([month, incidents]) => ({ month, incidents }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    recorded: new Map([...counters].map(([publisher, counter]) => [publisher, counter.finish()])),
  }
}
