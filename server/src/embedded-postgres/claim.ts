import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '@planner/shared/core'

const DYING_SECONDS = 30

/**
 * Makes sure that nobody else's Postgres runs on `cluster`, and notes that it is ours.
 *
 * After a crash of the server its Postgres needs a moment to stop: that is waited for. A lock file whose process is gone, or
 * whose number now belongs to some other program (after a restart of a container numbers repeat), is removed.
 *
 * @throws {DomainError} CONFLICT when a living server uses it
 */
export async function claimCluster(cluster: string, dataDir: string, say: (line: string) => void): Promise<void> {
  const ownerFile = join(dataDir, 'server.pid')
  const lockFile = join(cluster, 'postmaster.pid')
  const owner = await readPid(ownerFile)
  const inUse = (postgres: number): DomainError =>
    new DomainError(
      'CONFLICT',
      `Another server already uses DATA_DIR ${dataDir} (its Postgres is process ${postgres}). Stop that one, or give this one another DATA_DIR.`,
    )
  for (let tenths = 0; ; tenths++) {
    const postgres = await readPid(lockFile)
    if (postgres === undefined) break
    if (!isPostgres(await commandOf(postgres))) {
      await rm(lockFile, { force: true })
      break
    }
    if (owner !== undefined && owner !== process.pid && (await commandOf(owner)).includes('node')) throw inUse(postgres)
    if (tenths === 0) say('waiting for the Postgres of a server that has ended')
    if (tenths >= DYING_SECONDS * 10) throw inUse(postgres)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await writeFile(ownerFile, `${process.pid}\n`)
}

/** Told by the program itself: another's arguments may well mention Postgres. */
const isPostgres = (command: string): boolean => /^[^\0 ]*postgres(\0| |:|$)/.test(command)

async function readPid(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

/** The command line of a process; empty when there is none. */
async function commandOf(pid: number): Promise<string> {
  // /proc first: `ps` is missing from small containers, /proc from macOS.
  if (existsSync('/proc/self/cmdline')) return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
}
