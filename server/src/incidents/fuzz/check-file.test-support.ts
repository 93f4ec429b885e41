import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createZone, DomainError, INCIDENT_FORMATS, type Incident, type Reject } from '@planner/shared/core'
import { blankSource } from '../blank-source.ts'
import { readIncidents } from '../read-incidents.ts'
import { listSources, type SourcePath } from '../sources/list-sources.ts'
import { openSource } from '../sources/open-source.ts'
import type { FuzzedFormat } from './fuzzed-bytes.test-support.ts'

const zone = createZone('Europe/London')

/** Everything that became of some files; undefined when they are refused, with a reason that names them. */
async function readAll(paths: readonly SourcePath[], format: FuzzedFormat) {
  const incidents: Incident[] = []
  const rejects: Reject[] = []
  try {
    const counts = await readIncidents({
      paths,
      format,
      zone,
      onIncident: (incident) => void incidents.push(incident),
      onReject: (reject) => void rejects.push(reject),
    })
    const outOfScope = Object.values(counts.outOfScope).reduce((sum, rows) => sum + rows, 0)
    strictEqual(counts.rows, counts.accepted + outOfScope + counts.rejected + counts.duplicates)
    deepStrictEqual([incidents.length, rejects.length], [counts.accepted, counts.rejected])
    return { incidents, rejects: rejects.map(({ file, line, column, code }) => ({ file, line, column, code })) }
  } catch (error) {
    // A refusal is a message about the file; anything else is a bug.
    if (!(error instanceof DomainError)) throw error
    deepStrictEqual([error.code, error.message.includes('in.csv')], ['INVALID_INPUT', true])
    ok(error.message.length < 1000, error.message)
    return undefined
  }
}

/**
 * Reads a file, whatever it is, and what is left of it when it is blanked: both are refused or both read, to the same incidents
 * and rejects.
 *
 * @param folder for the files; one check at a time
 * @returns whether it was read
 * @throws when something other than a refusal comes of it, or the two differ
 */
export async function checkFile(bytes: Buffer, format: FuzzedFormat, folder: string): Promise<boolean> {
  const path = join(folder, 'in.csv')
  await writeFile(path, bytes)
  const direct = await readAll([path], format)
  if (direct === undefined) return false
  const blanked: SourcePath[] = []
  try {
    for (const file of await listSources([path], format)) {
      const copy = { path: join(folder, `${blanked.length}.csv`), name: file.name }
      const layout = { format: INCIDENT_FORMATS[format], zone, drop: [], file: file.name }
      await blankSource(await openSource(file), layout, copy.path)
      blanked.push(copy)
    }
    deepStrictEqual(await readAll(blanked, format), direct)
  } finally {
    for (const copy of blanked) await rm(typeof copy === 'string' ? copy : copy.path)
  }
  return true
}
