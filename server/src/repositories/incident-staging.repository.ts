import type { Incident, PlaceCells, Reject } from '@planner/shared/core'
import type { PoolClient } from 'pg'
import { contentOf, INCIDENT_COLUMNS, INCIDENT_CONTENT, openIncidentCopy, type IncidentCopy } from './incident-copy.ts'
import { numberLoad, recordFormer, recordHeld } from './load-record.repository.ts'
import { tryMergeLock, waitForMergeLock } from './merge-lock.ts'
import { matchRepeatedIds } from './repeated-id.repository.ts'

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
      if (!isDirect) return mergeStaged(client, rows, options)
      // It found nothing there, so there is nothing to record.
      await numberLoad(client, importId)
      return { added: rows, updated: 0, unchanged: 0, changedFields: {} }
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

async function mergeStaged(client: PoolClient, rows: number, options: StagingOptions): Promise<MergeCounts> {
  await waitForMergeLock(client, options.signal)
  const loadNumber = await numberLoad(client, options.importId)
  await client.query('analyze incident_staging')
  if (options.repeatsIds === true) await matchRepeatedIds(client)
  const { held, updated } = await recordHeld(client, loadNumber, {
    from: `incident_staging s join incident i on ${IDENTITY}`,
    isChanged: `(${contentOf('s')}) is distinct from (${contentOf('i')})`,
  })
  // Updates first: what is added is not to be compared with itself.
  const changedFields = updated > 0 ? await updateKnown(client, loadNumber) : {}
  if (held === rows) return { added: 0, updated, unchanged: held - updated, changedFields }
  const columns = INCIDENT_COLUMNS.join(', ')
  const { rowCount } = await client.query(`
    insert into incident (${columns})
    select ${columns} from incident_staging s where not exists (select from incident i where ${IDENTITY})`)
  const added = rowCount ?? 0
  return { added, updated, unchanged: rows - updated - added, changedFields }
}

/** @returns of the incidents that were changed, how many differ in which column */
async function updateKnown(client: PoolClient, loadNumber: number): Promise<Record<string, number>> {
  await client.query(`
    create temporary table incident_change on commit drop as
    select i.incident_id, ${contentOf('s')}, s.incident_import_id,
      ${INCIDENT_CONTENT.map((name) => `s.${name} is distinct from i.${name} as changes_${name}`).join(', ')}
    from incident_staging s join incident i on ${IDENTITY}
    where (${contentOf('s')}) is distinct from (${contentOf('i')})`)
  const { rows } = await client.query<Record<string, number>>(`
    select ${INCIDENT_CONTENT.map((name) => `(count(*) filter (where changes_${name}))::int as ${name}`).join(', ')}
    from incident_change`)
  await recordFormer(client, loadNumber, 'incident_change')
  await client.query(`
    update incident i set ${[...INCIDENT_CONTENT, 'incident_import_id'].map((name) => `${name} = s.${name}`).join(', ')}
    from incident_change s where i.incident_id = s.incident_id`)
  return Object.fromEntries(Object.entries(rows[0]!).filter(([, incidents]) => incidents > 0))
}
