import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Incident, PlaceCells, Reject } from '@planner/shared/core'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Takes the rows of one import into a temporary table of the transaction that `client` is in. */
export interface IncidentStaging {
  /** A promise when the database is behind: wait for it. */
  addIncident(incident: Incident, cells: PlaceCells): void | Promise<void>
  addReject(reject: Reject): void | Promise<void>
  /** Waits until every row has arrived. */
  finish(): Promise<void>
  /** Gives the connection back in a state in which it can roll back. */
  abandon(): Promise<void>
}

/** What merging did to the incidents. */
export interface MergeCounts {
  added: number
  updated: number
  unchanged: number
}

/** Of an incident: everything but its identity and the import; what makes it changed when it differs. */
const CONTENT =
  'occurred_from, occurred_to, time_precision, recorded_at, offence, offence_code, flags, how_found, domestic, place_type, lng, lat, cell_r9, cell_r10, place_name'
const REJECT = 'file, line, column_name, value, code, advice, row'

/** Rows are handed to the connection in pieces of about this size; one write a row costs more than the row. */
const CHUNK_CHARACTERS = 64 * 1024

/**
 * Opens a COPY into a temporary table. Incidents and rejects share it, since one connection has one COPY: a row is a reject
 * where `line` is set. Only in a transaction: the table goes with it.
 */
export async function openIncidentStaging(client: PoolClient): Promise<IncidentStaging> {
  await client.query(`
    create temporary table incident_staging (
      publisher text, source_id text,
      occurred_from timestamptz, occurred_to timestamptz, time_precision text, recorded_at timestamptz,
      offence text, offence_code text, flags text[], how_found text, domestic boolean, place_type text,
      lng double precision, lat double precision, cell_r9 text, cell_r10 text, place_name text,
      file text, line integer, column_name text, value text, code text, advice text, row jsonb
    ) on commit drop`)
  const copy = client.query(copyFrom(`copy incident_staging (publisher, source_id, ${CONTENT}, ${REJECT}) from stdin`))
  // Whoever waits is told by `write` or `finish`; until then a failure must not count as unhandled.
  let failure: unknown
  copy.on('error', (error) => {
    failure = error
  })
  let chunk = ''

  const write = (fields: readonly CopyValue[]): void | Promise<void> => {
    if (failure !== undefined) throw failure
    chunk += `${fields.map(copyText).join('\t')}\n`
    if (chunk.length < CHUNK_CHARACTERS) return undefined
    const full = chunk
    chunk = ''
    return copy.write(full) ? undefined : once(copy, 'drain').then(() => undefined)
  }

  return {
    addIncident: (incident, cells) =>
      write([
        incident.publisher,
        incident.sourceId,
        instantText(incident.occurredFrom),
        incident.occurredTo === null ? null : instantText(incident.occurredTo),
        incident.precision,
        incident.recordedAt === null ? null : instantText(incident.recordedAt),
        incident.offence,
        incident.offenceCode,
        `{${incident.flags.join(',')}}`,
        incident.howFound,
        incident.domestic,
        incident.placeType,
        incident.lng,
        incident.lat,
        cells.cell9,
        cells.cell10,
        incident.placeName,
        ...NO_REJECT,
      ]),
    addReject: ({ file, line, column, value, code, advice, row }) =>
      write([...NO_INCIDENT, file, line, column, value, code, advice, JSON.stringify(row)]),
    async finish() {
      if (failure !== undefined) throw failure
      copy.end(chunk)
      await finished(copy)
    },
    async abandon() {
      if (copy.destroyed || copy.writableFinished) return
      copy.destroy()
      await finished(copy).catch(() => undefined)
    },
  }
}

type CopyValue = string | number | boolean | null
const NO_INCIDENT: readonly null[] = Array.from({ length: 17 }, () => null)
const NO_REJECT: readonly null[] = Array.from({ length: 7 }, () => null)

const NEEDS_ESCAPE = /[\\\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A field of COPY's text format. */
function copyText(value: CopyValue): string {
  if (value === null) return '\\N'
  return typeof value === 'string' ? value.replaceAll(NEEDS_ESCAPE, (found) => ESCAPES[found]!) : String(value)
}

const instantText = (utcMin: number): string => new Date(utcMin * 60_000).toISOString()

/** Any number will do, as long as nothing else of ours locks it. */
const MERGE_LOCK = 7_210_250

/**
 * Puts staged incidents into `incident`: new ones are added, known ones with other content updated. One merge at a time, so
 * that two imports of one file neither double it nor wait for each other's rows in a circle.
 */
export async function mergeStagedIncidents(client: PoolClient, importId: string): Promise<MergeCounts> {
  await client.query('select pg_advisory_xact_lock($1)', [MERGE_LOCK])
  await client.query('analyze incident_staging')
  const names = CONTENT.split(', ')
  const contentOf = (table: string): string => names.map((name) => `${table}.${name}`).join(', ')
  const { rows } = await client.query<MergeCounts>(
    `with staged as (
       select s.* from incident_staging s left join incident i using (publisher, source_id)
       where s.line is null
         and (i.incident_id is null or (${contentOf('s')}) is distinct from (${contentOf('i')}))
     ), merged as (
       insert into incident (publisher, source_id, ${CONTENT}, incident_import_id)
       select publisher, source_id, ${CONTENT}, $1::uuid from staged
       on conflict (publisher, source_id) do update
       set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}, incident_import_id = excluded.incident_import_id
       returning xmax = 0 as is_new -- a row that was there carries the mark of its lock
     )
     select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as updated,
       (select count(*) from incident_staging where line is null)::int - count(*)::int as unchanged
     from merged`,
    [importId],
  )
  await client.query(
    `insert into incident_reject (incident_import_id, ${REJECT})
     select $1::uuid, ${REJECT} from incident_staging where line is not null`,
    [importId],
  )
  return rows[0]!
}
