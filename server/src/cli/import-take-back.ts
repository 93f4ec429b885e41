import { DomainError } from '@planner/shared/core'
import type { Kysely } from 'kysely'
import { readConfig } from '../config.ts'
import type { Database } from '../database.ts'
import { findImport, listImports } from '../repositories/import.repository.ts'
import { takeImportBack } from '../services/take-back.service.ts'
import { startDatabase } from '../start-database.ts'
import { EXIT, type CommandIo, type ParsedOptions } from './command.ts'
import { createProgressLine } from './progress.ts'

const ACTOR = 'command line'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Of the loads that are told to whoever has no ID. */
const LOOKED_AT = 200
const NAMED = 10

/** `import --take-back ID`. @throws {DomainError} INVALID_INPUT beside other options, or as `takeImportBack` */
export async function takeLoadBack(options: ParsedOptions, io: CommandIo): Promise<number> {
  const importId = options.getText('take-back')
  const other = ['incidents', 'format', 'map', 'drop', 'timezone', 'rejects'].find((name) => options.has(name))
  if (other !== undefined)
    throw new DomainError('INVALID_INPUT', `--take-back goes with no other option: leave out --${other}.`)
  const database = await startDatabase(readConfig(process.env, process.cwd()), (line) => io.err(`import: ${line}\n`))
  try {
    const row = UUID.test(importId) ? await findImport(database.db, importId) : undefined
    if (row === undefined) throw new DomainError('NOT_FOUND', await describeLoads(database.db, importId))
    const progress = io.interactive ? { onProgress: createProgressLine(io, 'import') } : {}
    const { removed, kept, restored } = await takeImportBack(database, { importId, actor: ACTOR, ...progress })
    if (io.interactive) io.err('\n')
    const incidents = removed === 1 ? '1 incident' : `${removed} incidents`
    io.err(
      `import: took ${row.file_name} back: ${incidents} removed, ${kept} stay since later loads hold them, ${restored} have their former values back\n`,
    )
    return EXIT.done
  } finally {
    await database.close()
  }
}

async function describeLoads(db: Kysely<Database>, importId: string): Promise<string> {
  const loads = (await listImports(db, LOOKED_AT)).filter(({ status }) => status === 'completed').slice(0, NAMED)
  if (loads.length === 0) return `There is no load "${importId}", nor any other.`
  const lines = loads.map(
    ({ incident_import_id: id, file_name: name, created_at: at }) =>
      `  ${id}  ${at.toISOString().slice(0, 16)}Z  ${name}`,
  )
  return [`There is no load "${importId}". Loads that are there, the newest first:`, ...lines].join('\n')
}
