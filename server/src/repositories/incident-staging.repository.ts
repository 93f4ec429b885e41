import { setTimeout as wait } from 'node:timers/promises'
import type { Incident, PlaceCells, Reject } from '@planner/shared/core'
import type { PoolClient } from 'pg'
import { INCIDENT_COLUMNS, INCIDENT_CONTENT, openIncidentCopy, type IncidentCopy } from './incident-copy.ts'

/** Takes the rows of one import in the transaction that `client` is in. */
export interface IncidentStaging {
  /** A promise when the database is behind: wait for it. */
  addIncident(incident: Incident, cells: PlaceCells): void | Promise<void>
  addReject(reject: Reject): void | Promise<void>
  /** Waits until every row has arrived. */
  finish(): Promise<void>
  /** Puts the rows into `incident`; after `finish`. */
  merge(): Promise<MergeCounts>
  /** Gives the connection back in a state in which it can roll back. */
  abandon(): Promise<void>
}

/** What merging did to the incidents. */
export interface MergeCounts {
  added: number
  updated: number
  unchanged: number
  /** of the updated, how many differ in which column */
  changedFields: Record<string, number>
}

export interface StagingOptions {
  importId: string
  /** of all rows to come */
  publisher: string
  /** the publisher writes one id on several real rows, kept as `id`, `id#2` ... */
  repeatsIds?: boolean
  signal?: AbortSignal
}

/** Any number will do, as long as nothing else of ours locks it. */
const MERGE_LOCK = 7_210_250
/** How soon a merge that waits for another one hears that it may go on, or that it was cancelled. */
const LOCK_POLL_MS = 100
/** Rejects wait for one another: each lot interrupts the COPY of incidents, since one connection has one COPY. */
const REJECTS_PER_WRITE = 2000

/**
 * Opens the way for the rows of an import. Where nothing of the publisher is there and no other import is merging, they go
 * straight into `incident`, unseen by others until the transaction ends; otherwise into a temporary table, from which `merge` adds what is
 * new and updates what is known with other content. One merge at a time, so that two imports of one file neither double it
 * nor wait for each other's rows in a circle.
 */
export async function openIncidentStaging(client: PoolClient, options: StagingOptions): Promise<IncidentStaging> {
  const { importId } = options
  const isDirect = await takeEmptyGround(client, options.publisher)
  if (!isDirect)
    await client.query(`
      create temporary table incident_staging on commit drop as
      select ${INCIDENT_COLUMNS.join(', ')} from incident with no data`)
  const table = isDirect ? 'incident' : 'incident_staging'
  let copy: IncidentCopy | undefined
  let rows = 0
  let rejects: Reject[] = []

  const writeRejects = async (): Promise<void> => {
    const written = rejects
    rejects = []
    await copy?.finish()
    copy = undefined
    await insertRejects(client, importId, written)
  }

  return {
    addIncident(incident, cells) {
      copy ??= openIncidentCopy(client, table, importId)
      rows += 1
      return copy.add(incident, cells)
    },
    addReject(reject) {
      rejects.push(reject)
      return rejects.length < REJECTS_PER_WRITE ? undefined : writeRejects()
    },
    finish: writeRejects,
    async merge() {
      if (isDirect) return { added: rows, updated: 0, unchanged: 0, changedFields: {} }
      return mergeStaged(client, rows, options)
    },
    abandon: async () => copy?.abandon(),
  }
}

/** Whether nothing of the publisher is there, and nobody else can add any before this transaction ends. */
async function takeEmptyGround(client: PoolClient, publisher: string): Promise<boolean> {
  const isEmpty = async (): Promise<boolean> => {
    const { rows } = await client.query('select from incident where publisher = $1 limit 1', [publisher])
    return rows.length === 0
  }
  // Looked at again behind the lock: another import may have ended between.
  return (await isEmpty()) && (await tryMergeLock(client)) && (await isEmpty())
}

async function tryMergeLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ is_taken: boolean }>('select pg_try_advisory_xact_lock($1) as is_taken', [
    MERGE_LOCK,
  ])
  return rows[0]!.is_taken
}

async function insertRejects(client: PoolClient, importId: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return
  await client.query(
    `insert into incident_reject (incident_import_id, file, line, column_name, value, code, advice, row)
     select $1::uuid, r.file, r.line, r.column_name, r.value, r.code, r.advice, r.row::jsonb
     from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       with ordinality as r (file, line, column_name, value, code, advice, row, n)
     order by n`,
    [
      importId,
      rejects.map(({ file }) => file),
      rejects.map(({ line }) => line),
      rejects.map(({ column }) => column),
      rejects.map(({ value }) => value),
      rejects.map(({ code }) => code),
      rejects.map(({ advice }) => advice),
      rejects.map(({ row }) => JSON.stringify(row)),
    ],
  )
}

const IDENTITY = 'i.publisher = s.publisher and i.source_id = s.source_id'
const contentOf = (table: string): string => INCIDENT_CONTENT.map((name) => `${table}.${name}`).join(', ')

async function mergeStaged(client: PoolClient, rows: number, options: StagingOptions): Promise<MergeCounts> {
  while (!(await tryMergeLock(client))) await wait(LOCK_POLL_MS, undefined, { signal: options.signal })
  await client.query('analyze incident_staging')
  if (options.repeatsIds === true) await matchRepeatedIds(client)
  // Updates first: what is added is not to be compared with itself.
  await client.query(`
    create temporary table incident_change on commit drop as
    select i.incident_id, ${contentOf('s')}, s.incident_import_id,
      ${INCIDENT_CONTENT.map((name) => `s.${name} is distinct from i.${name} as changes_${name}`).join(', ')}
    from incident_staging s join incident i on ${IDENTITY}
    where (${contentOf('s')}) is distinct from (${contentOf('i')})`)
  const changed = await client.query<Record<string, number>>(`
    select count(*)::int as incidents,
      ${INCIDENT_CONTENT.map((name) => `(count(*) filter (where changes_${name}))::int as ${name}`).join(', ')}
    from incident_change`)
  const { incidents: updated = 0, ...fields } = changed.rows[0]!
  if (updated > 0)
    await client.query(`
      update incident i set ${[...INCIDENT_CONTENT, 'incident_import_id'].map((name) => `${name} = s.${name}`).join(', ')}
      from incident_change s where i.incident_id = s.incident_id`)
  const columns = INCIDENT_COLUMNS.join(', ')
  const { rowCount } = await client.query(`
    insert into incident (${columns})
    select ${columns} from incident_staging s where not exists (select from incident i where ${IDENTITY})`)
  const added = rowCount ?? 0
  return {
    added,
    updated,
    unchanged: rows - updated - added,
    changedFields: Object.fromEntries(Object.entries(fields).filter(([, incidents]) => incidents > 0)),
  }
}

/**
 * Gives staged rows whose id stands on several real rows the ids of the incidents that they are: by content first, whatever the order
 * of rows in this file; the rest take the numbers that are left, in their order, and so update or add.
 */
async function matchRepeatedIds(client: PoolClient): Promise<void> {
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
