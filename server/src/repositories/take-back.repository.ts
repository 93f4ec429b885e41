import { CompiledQuery, type Kysely, type QueryResult } from 'kysely'
import type { Database } from '../database.ts'
import { contentOf, INCIDENT_CONTENT } from './incident-copy.ts'
import { closeFamilies, listFamilies } from './repeated-id.repository.ts'

/** Temporary tables and conditions made of lists of columns are beyond the query builder. */
const ask = async <Row>(
  db: Kysely<Database>,
  text: string,
  values: readonly unknown[] = [],
): Promise<QueryResult<Row>> => db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))

/** A load that is to be taken back. */
export interface TakenLoad {
  importId: string
  loadNumber: number
}

/** What becomes of the incidents whose content a load brought. */
export interface TakeBackCounts {
  /** no other load holds them */
  removed: number
  /** the load brought them, and a later one holds them as well */
  kept: number
  /** the load had changed them, and no later one holds them */
  restored: number
}

/** A later load because of which incidents stay. */
export interface LaterHolder {
  importId: string
  fileName: string
  incidents: number
}

/**
 * Finds the incidents whose content the load brought, now or before a later load changed it, into the temporary table
 * `taken_incident` of the transaction: `changed_by` is the later load that changed that content (null: it is the present one),
 * `was_there` whether the load itself had changed another content, `next` the next load that holds the incident (null: none).
 *
 * @param onProgress share of the loads that are looked at, 0 to 1
 */
export async function findTakenIncidents(
  db: Kysely<Database>,
  { importId, loadNumber }: TakenLoad,
  { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<TakeBackCounts> {
  await ask(
    db,
    `create temporary table taken_incident (
       n int not null, incident_id bigint not null, changed_by int, was_there boolean not null, next int
     ) on commit drop`,
  )
  // The content that a load brought is in one place: the incident, or what the next load that changed it wrote down.
  const { numAffectedRows } = await ask(
    db,
    `insert into taken_incident (n, incident_id, changed_by, was_there)
     select row_number() over (order by brought.incident_id), brought.incident_id, changed_by, own.incident_id is not null
     from (
       select incident_id, null::int as changed_by from incident where incident_import_id = $1
       union all
       select incident_id, load_number from former_incident where incident_import_id = $1
     ) brought
     left join former_incident own on own.incident_id = brought.incident_id and own.load_number = $2`,
    [importId, loadNumber],
  )
  // By both: whichever table a statement begins with, it finds the rows of the other without reading all of them each time.
  await ask(db, 'create unique index on taken_incident (n)')
  await ask(db, 'create unique index on taken_incident (incident_id)')
  await ask(db, 'analyze taken_incident')
  await findNextHolders(db, loadNumber, Number(numAffectedRows ?? 0), { onProgress, signal })
  const { rows } = await ask<TakeBackCounts>(
    db,
    `select (count(*) filter (where next is null and not was_there))::int as removed,
       (count(*) filter (where next is not null and not was_there))::int as kept,
       (count(*) filter (where next is null and was_there))::int as restored
     from taken_incident`,
  )
  return rows[0]!
}

/** Load by load in their order, each row once: the runs of many loads at once would be most of what there is many times over. */
async function findNextHolders(
  db: Kysely<Database>,
  loadNumber: number,
  incidents: number,
  { onProgress, signal }: { onProgress: ((share: number) => void) | undefined; signal: AbortSignal | undefined },
): Promise<void> {
  const { rows: later } = await ask<{ load_number: number }>(
    db,
    `select distinct load_number
     from held_incident, (select min(incident_id) as first, max(incident_id) as last from taken_incident) taken
     where load_number > $1 and last_id >= first and first_id <= last order by 1`,
    [loadNumber],
  )
  let open = incidents
  for (const [i, { load_number: holder }] of later.entries()) {
    if (open === 0) return
    signal?.throwIfAborted()
    const { numAffectedRows } = await ask(
      db,
      `update taken_incident taken set next = $1
       from (select generate_series(first_id, last_id) as incident_id from held_incident where load_number = $1) held
       where taken.incident_id = held.incident_id and next is null`,
      [holder],
    )
    open -= Number(numAffectedRows ?? 0)
    onProgress?.((i + 1) / later.length)
  }
}

/** The later loads because of which incidents stay, those with the most first; after `findTakenIncidents`. */
export async function listLaterHolders(db: Kysely<Database>): Promise<LaterHolder[]> {
  const { rows } = await ask<LaterHolder>(
    db,
    `select incident_import_id as "importId", file_name as "fileName", incidents
     from (select next, count(*)::int as incidents from taken_incident where not was_there group by next) held
     join incident_import on load_number = next
     order by incidents desc, load_number`,
  )
  return rows
}

/** So many incidents a statement: often enough for a cancellation and for telling how far it is. */
const BATCH = 20_000

const setContent = (from: string): string =>
  [...INCIDENT_CONTENT, 'incident_import_id'].map((name) => `${name} = ${from}.${name}`).join(', ')

/**
 * What each incident needs, apart from all others. A later load that holds it stands where the load stood: a content that it found
 * unchanged becomes its own; one that it changed, it changed from what was there before the load.
 */
const stepsOf = (batch: string, loadNumber: number): string[] => [
  // What the next load found unchanged is its own now, wherever that content is.
  `update incident i set incident_import_id = later.incident_import_id
   from ${batch} t join incident_import later on later.load_number = t.next
   where i.incident_id = t.incident_id and t.changed_by is null`,
  `update former_incident f set incident_import_id = later.incident_import_id
   from ${batch} t join incident_import later on later.load_number = t.next
   where f.incident_id = t.incident_id and f.load_number = t.changed_by and t.next <> t.changed_by`,
  // What the next load changed is content that nobody brought.
  `delete from former_incident f using ${batch} t
   where f.incident_id = t.incident_id and f.load_number = t.changed_by and t.next = t.changed_by`,
  // The next load changed what was there before the load.
  `update former_incident f set load_number = t.next from ${batch} t
   where f.incident_id = t.incident_id and f.load_number = ${loadNumber} and t.next is not null`,
  // Unless it had the same content: then it changed nothing, and that content is still whose it was.
  `with same as (
     select t.incident_id, t.next, f.incident_import_id, after.load_number as after
     from ${batch} t
     join former_incident f on f.incident_id = t.incident_id and f.load_number = t.next
     join incident i on i.incident_id = t.incident_id
     left join lateral (
       select * from former_incident a where a.incident_id = t.incident_id and a.load_number > t.next
       order by a.load_number limit 1
     ) after on true
     where t.was_there and t.next = t.changed_by
       and (${contentOf('f')}) is not distinct from (${INCIDENT_CONTENT.map(
         (name) => `case when after.load_number is null then i.${name} else after.${name} end`,
       ).join(', ')})
   ), unchanged as (
     delete from former_incident f using same where f.incident_id = same.incident_id and f.load_number = same.next
   ), of_others as (
     update former_incident f set incident_import_id = same.incident_import_id from same
     where f.incident_id = same.incident_id and f.load_number = same.after
   )
   update incident i set incident_import_id = same.incident_import_id from same
   where i.incident_id = same.incident_id and same.after is null`,
  // Nobody holds it any more, or nobody but whoever had it before the load.
  `update incident i set ${setContent('f')} from ${batch} t, former_incident f
   where i.incident_id = t.incident_id and f.incident_id = t.incident_id and f.load_number = ${loadNumber} and t.next is null`,
  `delete from incident i using ${batch} t where i.incident_id = t.incident_id and t.next is null and not t.was_there`,
]

/**
 * Makes the incidents what they would be had the load never come; after `findTakenIncidents` in the same transaction, behind the merge
 * lock. The process holds nothing of them.
 *
 * @param repeatsIds the load's source writes one id on several real rows
 * @param onProgress share done, 0 to 1
 */
export async function takeIncidentsBack(
  db: Kysely<Database>,
  { loadNumber, repeatsIds }: Omit<TakenLoad, 'importId'> & { repeatsIds: boolean },
  { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<void> {
  if (repeatsIds) await listFamilies(db)
  const { rows } = await ask<{ incidents: number }>(
    db,
    'select coalesce(max(n), 0)::int as incidents from taken_incident',
  )
  const { incidents } = rows[0]!
  await ask(db, 'analyze taken_incident')
  // Incident by incident: a batch is a small part of what there is, which no statement is to read as a whole.
  await ask(db, 'set local enable_hashjoin = off')
  await ask(db, 'set local enable_mergejoin = off')
  for (let from = 0; from < incidents; from += BATCH) {
    signal?.throwIfAborted()
    const batch = `(select * from taken_incident where n > ${from} and n <= ${from + BATCH})`
    for (const step of stepsOf(batch, loadNumber)) await ask(db, step)
    onProgress?.(Math.min(1, (from + BATCH) / incidents))
  }
  await ask(db, 'set local enable_hashjoin = on')
  await ask(db, 'set local enable_mergejoin = on')
  await ask(db, 'delete from former_incident where load_number = $1', [loadNumber])
  await ask(db, 'delete from held_incident where load_number = $1', [loadNumber])
  if (repeatsIds) await closeFamilies(db)
}
