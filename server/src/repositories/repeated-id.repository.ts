import { sql, type Kysely } from 'kysely'
import type { PoolClient } from 'pg'
import type { Database } from '../database.ts'
import { contentOf } from './incident-copy.ts'

/**
 * Gives staged rows whose id stands on several real rows the ids of the incidents that they are: by content first, whatever the order
 * of rows in this file; the rest take the numbers that are left, in their order, and so update or add.
 */
export async function matchRepeatedIds(client: PoolClient): Promise<void> {
  const row = (table: string): string => `row(${contentOf(table)})::text`
  await client.query(`
    with recursive family (publisher, base) as (
      select s.publisher, s.source_id from incident_staging s
      join incident_staging t on t.publisher = s.publisher and t.source_id = s.source_id || '#2'
      union
      select s.publisher, s.source_id from incident_staging s
      join incident i on i.publisher = s.publisher and i.source_id = s.source_id || '#2'
    ), known (publisher, base, n, source_id) as (
      select f.publisher, f.base, 1, f.base from family f join incident i on i.publisher = f.publisher and i.source_id = f.base
      union all
      select k.publisher, k.base, k.n + 1, i.source_id from known k
      join incident i on i.publisher = k.publisher and i.source_id = k.base || '#' || (k.n + 1)
    ), kept as (
      select k.*, ${row('i')} as content,
        row_number() over (partition by k.publisher, k.base, ${row('i')} order by k.n) as nth
      from known k join incident i on i.publisher = k.publisher and i.source_id = k.source_id
    ), came as (
      select s.publisher, f.base, s.source_id, ${row('s')} as content,
        row_number() over (partition by s.publisher, f.base, ${row('s')} order by s.source_id) as nth
      from incident_staging s join family f
        on f.publisher = s.publisher and f.base = regexp_replace(s.source_id, '#[0-9]+$', '')
    ), same as (
      select c.publisher, c.base, c.source_id as from_id, k.source_id as to_id
      from came c join kept k using (publisher, base, content, nth)
    ), free as (
      select publisher, base, n, row_number() over (partition by publisher, base order by n) as place
      from (
        select f.publisher, f.base, n from family f
        cross join lateral generate_series(1, (
          select count(*) from kept k where k.publisher = f.publisher and k.base = f.base) + (
          select count(*) from came c where c.publisher = f.publisher and c.base = f.base)) as n
      ) numbers
      where not exists (
        select from same where same.publisher = numbers.publisher and same.base = numbers.base
          and same.to_id = case when n = 1 then numbers.base else numbers.base || '#' || n end)
    ), other as (
      select c.publisher, c.base, c.source_id as from_id,
        row_number() over (partition by c.publisher, c.base order by c.source_id) as place
      from came c where not exists (
        select from same where same.publisher = c.publisher and same.base = c.base and same.from_id = c.source_id)
    ), renamed as (
      select publisher, from_id, to_id from same
      union all
      select publisher, from_id, case when n = 1 then base else base || '#' || n end
      from other join free using (publisher, base, place)
    )
    update incident_staging s set source_id = renamed.to_id
    from renamed where s.publisher = renamed.publisher and s.source_id = renamed.from_id and renamed.from_id <> renamed.to_id`)
}

/**
 * Notes the incidents that share an id with one that is about to be removed (`taken_incident`), before it is, in the order of their
 * numbers. A source's own rows without an id are numbered as well, from `#1`: of those the last ones go, never one between.
 */
export async function listFamilies(db: Kysely<Database>): Promise<void> {
  await sql`
    create temporary table repeated_id on commit drop as
    with recursive family as (
      select distinct i.publisher, regexp_replace(i.source_id, '#[0-9]+$', '') as base
      from taken_incident t join incident i on i.incident_id = t.incident_id
      where t.next is null and not t.was_there
    ), member (publisher, base, n, incident_id) as (
      select f.publisher, f.base, 1, i.incident_id
      from family f join incident i on i.publisher = f.publisher and i.source_id = f.base
      where exists (select from incident j where j.publisher = f.publisher and j.source_id = f.base || '#2')
        and not exists (select from incident j where j.publisher = f.publisher and j.source_id = f.base || '#1')
      union all
      select m.publisher, m.base, m.n + 1, i.incident_id
      from member m join incident i on i.publisher = m.publisher and i.source_id = m.base || '#' || (m.n + 1)
    )
    select * from member`.execute(db)
}

/** Numbers what is left of those incidents without gaps, as every load of the source expects them. */
export async function closeFamilies(db: Kysely<Database>): Promise<void> {
  await sql`
    create temporary table renumbered on commit drop as
    select incident_id, case when place = 1 then base else base || '#' || place end as source_id
    from (
      select r.incident_id, r.base, r.n, row_number() over (partition by r.publisher, r.base order by r.n) as place
      from repeated_id r join incident i on i.incident_id = r.incident_id
    ) places
    where place <> n`.execute(db)
  // By way of numbers that nobody has: one may still be another's when it is given.
  for (const name of [sql`r.source_id || '#moved'`, sql`r.source_id`])
    await sql`update incident i set source_id = ${name} from renumbered r where i.incident_id = r.incident_id`.execute(
      db,
    )
}
