import {
  createIncidentTable,
  type HowFound,
  type IncidentColumns,
  type IncidentFlag,
  type Offence,
  type PlaceType,
  type TimePrecision,
} from '@planner/shared/core'
import { sql, type Kysely } from 'kysely'
import type { Pool } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Database } from '../database.ts'
import { inClientTransaction } from './client-transaction.ts'
import { createTupleReader, type TupleFields } from './copy-tuples.ts'

/** One state of the incidents, with the version by which it is told from others. */
export interface IncidentSnapshot {
  version: string
  incidents: IncidentColumns
}

/** In the order in which `readIncident` takes them. */
const COLUMNS =
  'occurred_from, occurred_to, recorded_at, time_precision, offence, offence_code, flags, how_found, domestic, place_type, lng, lat, cell_r9, cell_r10, place_name'

/** Progress is told after so many rows. */
const ROWS_PER_REPORT = 50_000

/**
 * What the incidents are now, in a few letters: it changes when an import adds or updates one, and when a load is taken back, and then
 * only. Both are counted, so no state has the letters of an earlier one. Asked before each preview, so it looks at imports alone.
 */
export async function findIncidentVersion(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ changes: number; newest: string | null }>`
    select count(*)::int as changes,
      (array_agg(left(incident_import_id::text, 8) order by changed_at desc, incident_import_id))[1] as newest
    from (
      select incident_import_id, finished_at as changed_at
      from incident_import where status in ('completed', 'taken-back') and added + updated > 0
      union all
      select incident_import_id, taken_back_at from incident_import where status = 'taken-back'
    ) changes
  `.execute(db)
  const { changes, newest } = rows[0]!
  return newest === null ? '0' : `${changes}-${newest}`
}

/**
 * Incidents as columns, in the order in which they were first loaded. COPY in its binary form, since no row is written as text,
 * parsed again and named column by column.
 *
 * @param toUtcMin where to end, by `occurred_from`; left out: with the last
 * @param onProgress share of the rows read, 0 to 1
 */
export async function loadIncidents(
  pool: Pool,
  { toUtcMin, onProgress = () => {} }: { toUtcMin?: number; onProgress?: (share: number) => void } = {},
): Promise<IncidentSnapshot> {
  const until = toUtcMin === undefined ? 'infinity' : new Date(toUtcMin * 60_000).toISOString()
  return inClientTransaction(pool, async (client, db) => {
    // One state of the data for the version and the rows, whatever an import does meanwhile.
    await client.query('set transaction isolation level repeatable read, read only')
    const version = await findIncidentVersion(db)
    const { rows } = await client.query<{ added: number }>(
      `select coalesce(sum(added - taken_back_removed), 0)::float8 as added
       from incident_import where status in ('completed', 'taken-back')`,
    )
    const total = Math.max(1, rows[0]!.added)
    const table = createIncidentTable()
    let read = 0
    const reader = createTupleReader((fields) => {
      const { incident, cells } = readIncident(fields)
      table.add(incident, cells)
      read += 1
      if (read % ROWS_PER_REPORT === 0) onProgress(Math.min(1, read / total))
    })
    const stream = client.query(
      copyTo(
        `copy (select ${COLUMNS} from incident where occurred_from < '${until}' order by incident_id) to stdout (format binary)`,
      ),
    )
    for await (const chunk of stream) reader.take(chunk as Buffer)
    reader.end()
    return { version, incidents: table.finish() }
  })
}

function readIncident(fields: TupleFields) {
  const occurredFrom = fields.minute()!
  const incident = {
    occurredFrom,
    occurredTo: fields.minute(),
    recordedAt: fields.minute(),
    precision: fields.text() as TimePrecision,
    offence: fields.text() as Offence,
    offenceCode: fields.text(),
    flags: fields.texts() as IncidentFlag[],
    howFound: fields.text() as HowFound,
    domestic: fields.boolean(),
    placeType: fields.text() as PlaceType | null,
    lng: fields.float()!,
    lat: fields.float()!,
  }
  const cells = { cell9: fields.text()!, cell10: fields.text()! }
  return { incident: { ...incident, placeName: fields.text() }, cells }
}
