import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '@planner/shared/core'
import { copyBinaries, type PostgresBinaries } from './binaries.ts'
import { listUnprivilegedUsers, runToEnd, type RunAs } from './run-as.ts'

/** Who runs Postgres, from which binaries, on which folder. */
export interface Place {
  binaries: PostgresBinaries
  /** holds the cluster and its log; belongs to `runAs` */
  folder: string
  runAs: RunAs | undefined
}

/** Where things go when the unprivileged user can reach neither the clone nor DATA_DIR, as under a home folder with mode 700. */
const SYSTEM_FOLDER = '/var/lib/hotspot-patrol-planner'

/**
 * Finds a place where Postgres can run. What a user can reach is found by trying as that user: permissions, access lists
 * and mount options together are not worth predicting.
 *
 * @param dataDir exists; the place is inside it where that can be
 * @throws {DomainError} CONFLICT when nobody could be found to run Postgres
 */
export async function findPlace(dataDir: string, found: PostgresBinaries, say: (line: string) => void): Promise<Place> {
  const inside = join(dataDir, 'postgres')
  const name = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 16)
  const outside = join(SYSTEM_FOLDER, name)
  const problems: string[] = []
  for (const runAs of listUnprivilegedUsers()) {
    const who = runAs?.name ?? 'this user'
    let binaries = found
    if (!(await canRun(binaries, runAs))) {
      if (runAs === undefined) {
        problems.push(`${who} cannot run ${join(found.folder, 'bin', 'postgres')}`)
        continue
      }
      binaries = await copyBinaries(found, join(SYSTEM_FOLDER, `postgres-${found.version}`))
      if (!(await canRun(binaries, runAs))) {
        problems.push(`${who} can run neither ${found.folder} nor its copy ${binaries.folder}`)
        continue
      }
    }
    // A cluster that was once put outside stays there, even if DATA_DIR has become reachable since.
    const wanted = runAs !== undefined && existsSync(outside) ? [outside] : [inside, ...(runAs ? [outside] : [])]
    for (const folder of wanted) {
      if (!(await canKeep(folder, runAs))) continue
      if (folder === outside) say(`the user ${who} cannot reach ${dataDir}: its Postgres is kept in ${outside}`)
      return { binaries, folder, runAs }
    }
    problems.push(`${who} can write to none of ${wanted.join(', ')}`)
  }
  throw new DomainError(
    'CONFLICT',
    `The built-in Postgres cannot run here: ${problems.join('; ')}. Run as the user that owns DATA_DIR (${dataDir}), or set DATABASE_URL to a Postgres of your own.`,
  )
}

async function canRun(binaries: PostgresBinaries, runAs: RunAs | undefined): Promise<boolean> {
  return (await runToEnd(join(binaries.folder, 'bin', 'postgres'), ['--version'], runAs, '/')).status === 0
}

async function canKeep(folder: string, runAs: RunAs | undefined): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o711 })
    if (runAs !== undefined) await chown(folder, runAs.uid, runAs.gid)
  } catch {
    return false
  }
  const attempt = await runToEnd('/bin/sh', ['-c', 'cd "$0" && : > .reach && rm .reach', folder], runAs, '/')
  return attempt.status === 0
}
