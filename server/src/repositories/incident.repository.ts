import {
  countRecordingDays,
  dateFromDay,
  dayFromDate,
  formatDay,
  LONGEST_DELAY_DAYS,
  OFFENCES,
  type RecordingDays,
} from '@planner/shared/core'
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
  /** how long after they happened */
  recorded: RecordingDays
}

/** What is loaded. */
export interface IncidentCount extends Pick<IncidentSummary, 'byOffence' | 'byMonth'> {
  /** by name */
  publishers: PublisherFigures[]
}

/** By when it happened and was recorded. */
interface DayRow {
  is_day: true
  publisher: string
  time_precision: 'minute' | 'day' | 'month'
  /** days since 1970-01-01 */
  day: number
  /** local days, -1 for any before and LONGEST_DELAY_DAYS for any so late; null: not known, or known by the month only */
  delay: number | null
  incidents: number
  /** recorded at the minute at which they happened */
  same_minute: number
}
/** By what it was. */
interface KindRow {
  is_day: false
  publisher: string
  offence: IncidentSummary['byOffence'][number]['offence']
  how_found: keyof IncidentSummary['byHowFound']
  domestic: boolean | null
  incidents: number
  last_recorded_at: Date | null
}

/** Room for some 100,000 groups; with less they would be written to disk and read again. */
const WORK_MEM = '32MB'

/**
 * Counts what is loaded, in one look at each incident.
 *
 * @param timezone of the force: days are local ones
 */
export async function countIncidents(db: Kysely<Database>, timezone: string): Promise<IncidentCount> {
  const rows = await db.transaction().execute(async (transaction) => {
    // As the session's own zone, days cost a third of what they cost with `at time zone`, which looks the zone up for each.
    await sql`select set_config('timezone', ${timezone}, true), set_config('work_mem', ${WORK_MEM}, true)`.execute(
      transaction,
    )
    const found = await sql<DayRow | KindRow>`
      select grouping(offence) = 1 as is_day, publisher, time_precision, day - date '1970-01-01' as day, delay,
        offence, how_found, domestic, count(*)::int as incidents,
        (count(*) filter (where same_minute))::int as same_minute, max(recorded_at) as last_recorded_at
      from (
        select publisher, time_precision, day, offence, how_found, domestic, recorded_at,
          -- greatest and least would take an unknown delay for none
          case when time_precision <> 'month' and recorded_day is not null
            then greatest(-1, least(${LONGEST_DELAY_DAYS}, recorded_day - day)) end as delay,
          time_precision = 'minute' and recorded_at = occurred_from as same_minute
        from (
          select *, occurred_from::date as day, recorded_at::date as recorded_day
          from incident offset 0 -- keeps the days from being worked out again wherever they are named
        ) days
      ) counted
      group by grouping sets ((publisher, time_precision, day, delay), (publisher, offence, how_found, domestic))
    `.execute(transaction)
    return found.rows
  })
  return addUp(rows)
}

function addUp(rows: readonly (DayRow | KindRow)[]): IncidentCount {
  const publishers = new Map<string, ReturnType<typeof createFigures>>()
  const byMonth = new Map<string, number>()
  const byOffence = new Map<KindRow['offence'], number>()
  for (const row of rows) {
    let own = publishers.get(row.publisher)
    if (own === undefined) publishers.set(row.publisher, (own = createFigures(row.publisher)))
    if (row.is_day) {
      own.addDays(row)
      const month = formatDay(row.day).slice(0, 7)
      byMonth.set(month, (byMonth.get(month) ?? 0) + row.incidents)
    } else {
      own.addKind(row)
      byOffence.set(row.offence, (byOffence.get(row.offence) ?? 0) + row.incidents)
    }
  }
  return {
    publishers: [...publishers.values()]
      .map((one) => one.finish())
      .toSorted((a, b) => (a.publisher < b.publisher ? -1 : 1)),
    byMonth: [...byMonth]
      .map(([month, incidents]) => ({ month, incidents }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    byOffence: OFFENCES.flatMap((offence) => {
      const incidents = byOffence.get(offence)
      return incidents === undefined ? [] : [{ offence, incidents }]
    }),
  }
}

function createFigures(publisher: string) {
  const recorded = countRecordingDays()
  const byHowFound = { public: 0, police: 0, unknown: 0 }
  const byDomestic = { yes: 0, no: 0, unknown: 0 }
  let [incidents, toTheMinute, first, last] = [0, 0, Infinity, -Infinity]
  let lastRecordedAt: Date | null = null
  return {
    addDays(row: DayRow): void {
      incidents += row.incidents
      first = Math.min(first, row.day)
      last = Math.max(last, row.time_precision === 'month' ? lastOfMonth(row.day) : row.day)
      if (row.time_precision === 'month') return recorded.addMonthOnly(row.incidents)
      recorded.add(row.day, row.delay, row.incidents)
      if (row.time_precision !== 'minute') return
      toTheMinute += row.incidents
      if (row.delay !== null) recorded.addMinutes(row.incidents, row.same_minute)
    },
    addKind(row: KindRow): void {
      byHowFound[row.how_found] += row.incidents
      byDomestic[row.domestic === null ? 'unknown' : row.domestic ? 'yes' : 'no'] += row.incidents
      const at = row.last_recorded_at
      if (at !== null && (lastRecordedAt === null || at > lastRecordedAt)) lastRecordedAt = at
    },
    finish: (): PublisherFigures => ({
      publisher,
      incidents,
      firstDay: formatDay(first),
      lastDay: formatDay(last),
      lastRecordedAt,
      byHowFound,
      byDomestic,
      toTheMinute,
      recorded: recorded.finish(),
    }),
  }
}

function lastOfMonth(day: number): number {
  const { year, month } = dateFromDay(day)
  return month === 12 ? dayFromDate(year + 1, 1, 1)! - 1 : dayFromDate(year, month + 1, 1)! - 1
}
