import { DomainError, parseMapping } from '@planner/shared/core'
import type { ImportMapping, ImportMappingChange, NewImportMapping } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  deleteImportMapping,
  findImportMappingNamed,
  findImportMappingSaver,
  insertImportMapping,
  listImportMappings,
  updateImportMapping,
  type ImportMappingRow,
} from '../repositories/import-mapping.repository.ts'

const toImportMapping = (row: ImportMappingRow): ImportMapping => ({
  mappingId: row.incident_mapping_id,
  name: row.name,
  mapping: row.mapping,
  version: row.version,
  savedBy: row.saved_by,
  savedAt: row.saved_at.toISOString(),
})

/** The one saved last first. */
export async function getImportMappings(db: Kysely<Database>): Promise<ImportMapping[]> {
  return (await listImportMappings(db)).map(toImportMapping)
}

function readGiven(actor: string, given: NewImportMapping) {
  const name = given.name.trim()
  if (name === '') throw new DomainError('INVALID_INPUT', 'A mapping that is kept needs a name, such as its source.')
  return { name, mapping: parseMapping(given.mapping, `The mapping "${name}"`), savedBy: actor }
}

/** @throws {DomainError} CONFLICT when another mapping has the name */
async function refuseTaken(db: Kysely<Database>, name: string, ownId?: string): Promise<void> {
  const other = await findImportMappingNamed(db, name)
  if (other !== undefined && other !== ownId)
    throw new DomainError('CONFLICT', `There is a mapping "${name}" already. Choose another name, or change that one.`)
}

const audit = (db: Kysely<Database>, actor: string, action: 'saved' | 'removed', row: ImportMappingRow) =>
  insertAuditEvent(db, {
    actor,
    action,
    subjectKind: 'import mapping',
    subjectId: row.incident_mapping_id,
    detail: { name: row.name, mapping: row.mapping },
  })

/**
 * Keeps a mapping for the next file of its source.
 *
 * @throws {DomainError} INVALID_INPUT when it makes no sense or reads a column about a person; CONFLICT when the name is taken
 */
export async function createImportMapping(
  db: Kysely<Database>,
  actor: string,
  given: NewImportMapping,
): Promise<ImportMapping> {
  const content = readGiven(actor, given)
  return db.transaction().execute(async (transaction) => {
    await refuseTaken(transaction, content.name)
    const row = await insertImportMapping(transaction, content)
    await audit(transaction, actor, 'saved', row)
    return toImportMapping(row)
  })
}

/**
 * Puts a mapping in the place of the version that was changed. Imports keep what they were read by.
 *
 * @throws {DomainError} INVALID_INPUT; NOT_FOUND; CONFLICT when the name is taken, or somebody else has changed it since
 */
export async function changeImportMapping(
  db: Kysely<Database>,
  actor: string,
  mappingId: string,
  { version, ...given }: ImportMappingChange,
): Promise<ImportMapping> {
  const content = readGiven(actor, given)
  return db.transaction().execute(async (transaction) => {
    await refuseTaken(transaction, content.name, mappingId)
    const row = await updateImportMapping(transaction, mappingId, version, content)
    if (row === undefined) {
      const saver = await findImportMappingSaver(transaction, mappingId)
      if (saver === undefined) throw new DomainError('NOT_FOUND', `There is no mapping ${mappingId}.`)
      throw new DomainError(
        'CONFLICT',
        `The mapping was changed by ${saver} after you opened it, so yours was not saved. Open it again to see how it is now.`,
      )
    }
    await audit(transaction, actor, 'saved', row)
    return toImportMapping(row)
  })
}

/** @throws {DomainError} NOT_FOUND */
export async function removeImportMapping(db: Kysely<Database>, actor: string, mappingId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = await deleteImportMapping(transaction, mappingId)
    if (row === undefined) throw new DomainError('NOT_FOUND', `There is no mapping ${mappingId}.`)
    await audit(transaction, actor, 'removed', row)
  })
}
