import type { PoolClient } from 'pg'
import { INCIDENT_CONTENT } from './incident-copy.ts'

/** Gives a load its place in the order of loads; behind the merge lock. */
export async function numberLoad(client: PoolClient, importId: string): Promise<number> {
  const { rows } = await client.query<{ load_number: number }>(
    `update incident_import
     set load_number = (select coalesce(max(load_number), 0) + 1 from incident_import), is_recorded = true
     where incident_import_id = $1 returning load_number`,
    [importId],
  )
  return rows[0]!.load_number
}

/**
 * Writes down which incidents a load found there already: as runs of ids, since a file that comes again holds those of one load,
 * which follow one another.
 *
 * @param matches SQL: `from` joins what came to `incident i`; `isChanged` says whether it has other content
 * @returns how many there are, and how many of them it is to change
 */
export async function recordHeld(
  client: PoolClient,
  loadNumber: number,
  matches: { from: string; isChanged: string },
): Promise<{ held: number; updated: number }> {
  const { rows } = await client.query<{ held: number; updated: number }>(
    `with matched as materialized (
       select i.incident_id, ${matches.isChanged} as is_changed from ${matches.from}
     ), recorded as (
       insert into held_incident (load_number, first_id, last_id)
       select $1::int, min(incident_id), max(incident_id)
       from (select incident_id, incident_id - row_number() over (order by incident_id) as run from matched) runs
       group by run
     )
     select count(*)::int as held, (count(*) filter (where is_changed))::int as updated from matched`,
    [loadNumber],
  )
  return rows[0]!
}

/** Writes down incidents as they are before a load changes them. @param changes a table with their `incident_id` */
export async function recordFormer(client: PoolClient, loadNumber: number, changes: string): Promise<void> {
  const columns = [...INCIDENT_CONTENT, 'incident_import_id']
  await client.query(
    `insert into former_incident (load_number, incident_id, ${columns.join(', ')})
     select $1::int, i.incident_id, ${columns.map((name) => `i.${name}`).join(', ')}
     from ${changes} changed join incident i on i.incident_id = changed.incident_id`,
    [loadNumber],
  )
}
