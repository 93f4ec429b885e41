import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** How one month of a publisher coincides with the same month of another. */
export interface Coincidence {
  /** the other one */
  publisher: string
  /** local month, YYYY-MM */
  month: string
  /** incidents that have a partner in month, offence and place, each partner counted once */
  coinciding: number
  own: number
  others: number
}

/** Places are alike to this many decimals of a degree: about 100 m, within which two editions of one file stay. */
const DECIMALS = 3

/**
 * Where other publishers have incidents of the same months, offences and places as this one: editions of one file under two
 * identities would count twice. Nothing is looked at where there is no other publisher.
 *
 * @param period of the incidents to compare, UTC; whole local months around it are taken
 */
export async function listCoincidences(
  db: Kysely<Database>,
  { publisher, from, to, timezone }: { publisher: string; from: Date; to: Date; timezone: string },
): Promise<Coincidence[]> {
  const others = await sql<{ publisher: string }>`
    with recursive publishers (publisher) as (
      (select publisher from incident order by publisher limit 1)
      union all
      select (select min(i.publisher) from incident i where i.publisher > p.publisher)
      from publishers p where p.publisher is not null
    )
    select publisher from publishers where publisher <> ${publisher}
  `.execute(db)
  if (others.rows.length === 0) return []
  // Without a join: what this transaction has added is in no statistics yet, so Postgres would take few rows for granted and compare each
  // place of the one with each of the other, which lasts hours.
  const { rows } = await sql<Coincidence>`
    with place as (
      select publisher, to_char(occurred_from at time zone ${timezone}::text, 'YYYY-MM') as month, offence,
        round(lat::numeric, ${sql.lit(DECIMALS)}) as lat, round(lng::numeric, ${sql.lit(DECIMALS)}) as lng, count(*) as incidents
      from incident
      where occurred_from >= date_trunc('month', ${from}::timestamptz at time zone ${timezone}::text) at time zone ${timezone}::text
        and occurred_from < (date_trunc('month', ${to}::timestamptz at time zone ${timezone}::text) + interval '1 month') at time zone ${timezone}::text
      group by 1, 2, 3, 4, 5
    ), beside as (
      select publisher, month, incidents,
        max(incidents) filter (where publisher = ${publisher}) over (partition by month, offence, lat, lng) as own
      from place
    ), month as (
      select publisher, month, sum(least(incidents, coalesce(own, 0))) as coinciding, sum(incidents) as incidents,
        max(sum(incidents) filter (where publisher = ${publisher})) over (partition by month) as own
      from beside group by publisher, month
    )
    select publisher, month, coinciding::int, own::int, incidents::int as others
    from month where publisher <> ${publisher} and coinciding > 0
    order by publisher, month
  `.execute(db)
  return rows
}
