import { basename } from 'node:path'
import { findFormat, INCIDENT_FORMATS, type CoordinateMethod } from '@planner/shared/core'
import type { Kysely } from 'kysely'
import { readConfig } from '../config.ts'
import type { Database } from '../database.ts'
import { createRejectFile } from '../incidents/write-rejects.ts'
import { startDatabase } from '../start-database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { insertImport, listRejects } from '../repositories/import.repository.ts'
import { getForce } from '../services/force.service.ts'
import { runImport, type ImportResult } from '../services/import.service.ts'
import { EXIT, resolvePath, type Command } from './command.ts'
import { FORMAT_OPTIONS, readFormatInput } from './format-input.ts'
import { createProgressLine } from './progress.ts'
import { coordinateLines } from './rank-summary.ts'

const ACTOR = 'command line'
const REJECTS_PER_PAGE = 5000

/** `import` is a word of the language, hence the name. */
export const importIncidents: Command = {
  summary: 'load incidents into the database; the same file again adds nothing',
  options: {
    ...FORMAT_OPTIONS,
    // Not for taking a load back, which has been read already.
    incidents: { ...FORMAT_OPTIONS.incidents, required: false },
    format: { ...FORMAT_OPTIONS.format, required: false },
    timezone: { value: 'ZONE', help: 'IANA time zone of the files’ local times (default: the force’s)' },
    rejects: { value: 'F.csv', help: 'where to write rejected rows (default: only in the database)' },
    'take-back': { value: 'ID', help: 'in place of a file: undo this load; each load tells its ID at its end' },
  },
  example: 'import --incidents examples/incidents.csv --format canonical --rejects rejects.csv',
  notes: `${Object.values(INCIDENT_FORMATS)
    .map(({ name, describes }) => `${name}: ${describes}`)
    .join('\n')}
mapped: any CSV, with a mapping (--map) that says which column is what

Columns whose names speak of persons are never read; a file that has them is refused by name, unless --map leaves them
out or --drop names them.

A row is accepted, out of scope (weapons, other offences, cancelled and transferred records: counted, never stored) or rejected with line, column,
value, code and advice; bad rows do not stop the good ones. All good rows are loaded, or none when a file cannot
be read. A known id with other content updates the incident. Works on DATABASE_URL, else on the built-in Postgres
in DATA_DIR, which must not be in use by a running server.

--incidents and --format are needed but with --take-back: the incidents are then what they would be had that load never
come; those that a later load holds as well stay. Rankings and plans keep what they were made from.
Exit 0: done. Exit 2: a file cannot be read, or a load not taken back; nothing was changed.
`,
  async run(options, io) {
    // Loaded only when wanted: a million rows are held to a bar of memory.
    if (options.has('take-back')) return (await import('./import-take-back.ts')).takeLoadBack(options, io)
    options.getText('incidents')
    const input = await readFormatInput(options, io)
    const format = findFormat(input.format, input.mapping)
    const paths = options.texts('incidents').map((path) => resolvePath(path, io))
    const database = await startDatabase(readConfig(process.env, process.cwd()), (line) => io.err(`import: ${line}\n`))
    try {
      const { db, pool } = database
      const timezone = options.text('timezone') ?? (await getForce(db)).timezone
      const more = paths.length > 1 ? ` and ${paths.length - 1} more` : ''
      const fileName = `${basename(paths[0] ?? '')}${more}`
      const importId = await insertImport(db, { ...input, fileName, timezone, createdBy: ACTOR, dropped: input.drop })
      const progress = io.interactive ? { onProgress: createProgressLine(io, 'import') } : {}
      const counts = await runImport({ db, pool }, { ...input, importId, paths, timezone, ...progress })
      await insertAuditEvent(db, {
        actor: ACTOR,
        action: 'imported',
        subjectKind: 'import',
        subjectId: importId,
        detail: { added: counts.added, updated: counts.updated, rejected: counts.rejected },
      })
      if (io.interactive) io.err('\n')
      const rejectsPath = options.text('rejects')
      if (rejectsPath !== undefined) await writeRejects(db, importId, resolvePath(rejectsPath, io), format.columns)
      io.err(importSummary(counts, rejectsPath, format.coordinates))
      io.err(`import: this was load ${importId}\n`)
      return EXIT.done
    } finally {
      await database.close()
    }
  },
}

async function writeRejects(
  db: Kysely<Database>,
  importId: string,
  path: string,
  columns: readonly string[],
): Promise<void> {
  const file = createRejectFile(path, columns)
  try {
    let afterId = 0
    for (;;) {
      const page = await listRejects(db, importId, { limit: REJECTS_PER_PAGE, afterId })
      for (const reject of page) await file.add(reject)
      const last = page.at(-1)
      if (last === undefined) break
      afterId = last.rejectId
    }
    await file.close()
  } catch (error) {
    await file.abandon()
    throw error
  }
}

/** What became of the rows, for a person. */
function importSummary(counts: ImportResult, rejectsPath: string | undefined, coordinates: CoordinateMethod): string {
  const { rows, added, updated, unchanged, duplicates, rejected, outOfScope, ambiguousTimes, skippedTimes } = counts
  const left = Object.entries(outOfScope).filter(([, n]) => n > 0)
  const lines = [
    `${rows} rows: ${added} added, ${updated} updated, ${unchanged} unchanged${duplicates > 0 ? ` (${duplicates} met twice in this load)` : ''}`,
    `out of scope: ${left.length === 0 ? 'none' : left.map(([reason, n]) => `${reason} ${n}`).join(', ')}`,
    `rejected: ${rejected}${rejected > 0 && rejectsPath !== undefined ? `, in ${rejectsPath}` : ''}`,
  ]
  if (ambiguousTimes + skippedTimes > 0)
    lines.push(`times at a clock change: ${ambiguousTimes} in the repeated hour, ${skippedTimes} in the skipped one`)
  lines.push(...counts.warnings, ...coordinateLines(coordinates))
  return lines.map((line) => `import: ${line}\n`).join('')
}
