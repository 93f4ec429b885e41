import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Incident, PlaceCells } from '@planner/shared/core'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { createTupleWriter } from './copy-writer.ts'

/** Of an incident: everything but its identity and the import; what makes it changed when it differs. */
export const INCIDENT_CONTENT = [
  'occurred_from',
  'occurred_to',
  'time_precision',
  'recorded_at',
  'offence',
  'offence_code',
  'flags',
  'how_found',
  'domestic',
  'place_type',
  'lng',
  'lat',
  'cell_r9',
  'cell_r10',
  'place_name',
] as const
/** The content of a row of `table`, for SQL. */
export const contentOf = (table: string): string => INCIDENT_CONTENT.map((name) => `${table}.${name}`).join(', ')
/** What a row of incidents is written with. */
export const INCIDENT_COLUMNS = ['publisher', 'source_id', ...INCIDENT_CONTENT, 'incident_import_id'] as const

/** A COPY of incidents under way on a connection, which can do nothing else until it has ended. */
export interface IncidentCopy {
  /** A promise when the database is behind: wait for it. */
  add(incident: Incident, cells: PlaceCells): void | Promise<void>
  /** Waits until every row has arrived. */
  finish(): Promise<void>
  /** Gives the connection back in a state in which it can roll back. */
  abandon(): Promise<void>
}

/** @param table that has `INCIDENT_COLUMNS` */
export function openIncidentCopy(client: PoolClient, table: string, importId: string): IncidentCopy {
  const copy = client.query(copyFrom(`copy ${table} (${INCIDENT_COLUMNS.join(', ')}) from stdin (format binary)`))
  // Whoever waits is told by `add` or `finish`; until then a failure must not count as unhandled.
  let failure: unknown
  copy.on('error', (error) => {
    failure = error
  })
  const writer = createTupleWriter(INCIDENT_COLUMNS.length)
  const importBytes = Buffer.from(importId.replaceAll('-', ''), 'hex')
  return {
    add(incident, cells) {
      if (failure !== undefined) throw failure
      writer.row()
      writer.text(incident.publisher)
      writer.text(incident.sourceId)
      writer.minute(incident.occurredFrom)
      writer.minute(incident.occurredTo)
      writer.text(incident.precision)
      writer.minute(incident.recordedAt)
      writer.text(incident.offence)
      writer.text(incident.offenceCode)
      writer.texts(incident.flags)
      writer.text(incident.howFound)
      writer.boolean(incident.domestic)
      writer.text(incident.placeType)
      writer.float(incident.lng)
      writer.float(incident.lat)
      writer.text(cells.cell9)
      writer.text(cells.cell10)
      writer.text(incident.placeName)
      writer.bytes(importBytes)
      const full = writer.takeFull()
      return full === undefined || copy.write(full) ? undefined : once(copy, 'drain').then(() => undefined)
    },
    async finish() {
      if (failure !== undefined) throw failure
      copy.end(writer.end())
      await finished(copy)
    },
    async abandon() {
      if (copy.destroyed || copy.writableFinished) return
      copy.destroy()
      await finished(copy).catch(() => undefined)
    },
  }
}
