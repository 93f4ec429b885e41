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
  const { rows } = await sql<Coincidence>`
    with place as (
      select publisher, to_char(occurred_from at time zone ${timezone}::text, 'YYYY-MM') as month, offence,
        round(lat::numeric, ${sql.lit(DECIMALS)}) as lat, round(lng::numeric, ${sql.lit(DECIMALS)}) as lng, count(*) as incidents
      from incident
      where occurred_from >= date_trunc('month', ${from}::timestamptz at time zone ${timezone}::text) at time zone ${timezone}::text
        and occurred_from < (date_trunc('month', ${to}::timestamptz at time zone ${timezone}::text) + interval '1 month') at time zone ${timezone}::text
      group by 1, 2, 3, 4, 5
    ), month as (
      select publisher, month, sum(incidents)::int as incidents from place group by 1, 2
    )
    select b.publisher, b.month, sum(least(a.incidents, b.incidents))::int as coinciding,
      (select incidents from month where publisher = ${publisher} and month = b.month) as own,
      (select incidents from month where publisher = b.publisher and month = b.month) as others
    from place a join place b using (month, offence, lat, lng)
    where a.publisher = ${publisher} and b.publisher <> ${publisher}
    group by b.publisher, b.month
    order by b.publisher, b.month
  `.execute(db)
  return rows
}
