import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import type { Kysely } from 'kysely'
import { setAbandonedImportsRefused } from '../repositories/import.repository.ts'
import { listPendingUploads } from '../repositories/job.repository.ts'

/** A file that is still being received by another server grows; one that has not for so long is nobody's. */
const STILL_MS = 60 * 60_000

/**
 * Clears up after loads that nobody will end: a job that was given up, a command or server that was killed. Their imports are
 * told as refused and their uploads removed. Of their incidents nothing was stored. Loads under way are left alone, and so
 * are those that wait to be tried again.
 *
 * @param isAlone no other process receives files into `dataDir`
 */
export async function clearInterruptedImports(
  db: Kysely<Database>,
  dataDir: string,
  { isAlone, nowMs }: { isAlone: boolean; nowMs: number },
): Promise<void> {
  await setAbandonedImportsRefused(db, 'It was interrupted, and nothing of it was loaded. Load the file again.')
  const folder = join(dataDir, 'uploads')
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  if (names.length === 0) return
  const pending = new Set(await listPendingUploads(db))
  for (const name of names) {
    const path = join(folder, name)
    if (pending.has(path)) continue
    if (isAlone || nowMs - (await lastChangeMs(path)) > STILL_MS) await rm(path, { recursive: true, force: true })
  }
}

/** Of an upload's folder and the files in it; of what is gone meanwhile, never. */
async function lastChangeMs(path: string): Promise<number> {
  try {
    const found = await stat(path)
    const inside = found.isDirectory() ? await readdir(path) : []
    const changes = await Promise.all(inside.map(async (name) => (await stat(join(path, name))).mtimeMs))
    return Math.max(found.mtimeMs, ...changes)
  } catch {
    return Infinity
  }
}
