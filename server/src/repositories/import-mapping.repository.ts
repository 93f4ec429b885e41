import type { IncidentMappingRecord } from '@planner/shared/schemas'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** When it was saved, in microseconds: a mapping that is removed and made again is at no version that it had. */
const version = sql<string>`(extract(epoch from saved_at) * 1000000)::bigint::text`
const COLUMNS = ['incident_mapping_id', 'name', 'mapping', 'saved_by', 'saved_at', version.as('version')] as const

export interface ImportMappingRow {
  incident_mapping_id: string
  name: string
  mapping: IncidentMappingRecord
  saved_by: string
  saved_at: Date
  version: string
}

interface MappingContent {
  name: string
  mapping: IncidentMappingRecord
  savedBy: string
}

const contentOf = ({ name, mapping, savedBy }: MappingContent) => ({
  name,
  mapping: JSON.stringify(mapping),
  saved_by: savedBy,
})

/** The one saved last first. */
export async function listImportMappings(db: Kysely<Database>): Promise<ImportMappingRow[]> {
  return db
    .selectFrom('incident_mapping')
    .select(COLUMNS)
    .orderBy('saved_at', 'desc')
    .orderBy('incident_mapping_id')
    .execute()
}

/** The id of the mapping of that name, whatever the case of its letters. */
export async function findImportMappingNamed(db: Kysely<Database>, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('incident_mapping')
    .select('incident_mapping_id')
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .executeTakeFirst()
  return row?.incident_mapping_id
}

/** Who saved a mapping last. */
export async function findImportMappingSaver(db: Kysely<Database>, mappingId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('incident_mapping')
    .select('saved_by')
    .where('incident_mapping_id', '=', mappingId)
    .executeTakeFirst()
  return row?.saved_by
}

export async function insertImportMapping(db: Kysely<Database>, content: MappingContent): Promise<ImportMappingRow> {
  return db.insertInto('incident_mapping').values(contentOf(content)).returning(COLUMNS).executeTakeFirstOrThrow()
}

/** @returns undefined: there is none of this id, or it is no longer at this version */
export async function updateImportMapping(
  db: Kysely<Database>,
  mappingId: string,
  known: string,
  content: MappingContent,
): Promise<ImportMappingRow | undefined> {
  return db
    .updateTable('incident_mapping')
    .set({ ...contentOf(content), saved_at: sql<Date>`clock_timestamp()` })
    .where('incident_mapping_id', '=', mappingId)
    .where(version, '=', known)
    .returning(COLUMNS)
    .executeTakeFirst()
}

/** @returns what it was; undefined: there was none */
export async function deleteImportMapping(
  db: Kysely<Database>,
  mappingId: string,
): Promise<ImportMappingRow | undefined> {
  return db
    .deleteFrom('incident_mapping')
    .where('incident_mapping_id', '=', mappingId)
    .returning(COLUMNS)
    .executeTakeFirst()
}
