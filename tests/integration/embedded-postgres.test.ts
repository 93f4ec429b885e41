import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@planner/server/database.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@planner/server/embedded-postgres/embedded-postgres.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const MODULE = join(import.meta.dirname, '../../server/src/embedded-postgres/embedded-postgres.ts')

let folder: string
let dataDir: string
let lines: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patrol-planner-postgres-'))
  await chmod(folder, 0o711)
  dataDir = join(folder, 'data')
  lines = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const start = (): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir, fsync: false, say: (line) => lines.push(line) })

const ask = async (url: string, text: string): Promise<unknown[]> => {
  const pool = createPool(url, () => undefined)
  try {
    return (await pool.query<Record<string, unknown>>(text)).rows
  } finally {
    await pool.end()
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** A node that starts Postgres on `dataDir` and then does nothing; gives Postgres's own process id. */
async function startElsewhere(): Promise<{ parent: ChildProcess; postgresPid: number }> {
  const code = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(MODULE)})
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, fsync: false, say: () => {} })
    console.log('started')
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => parent.stdout.once('data', resolve))
  const postgresPid = Number.parseInt(await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'), 10)
  return { parent, postgresPid }
}

describe('startEmbeddedPostgres', () => {
  it('keeps what was written over a stop and a start, and tells what it does', async () => {
    const first = await start()
    await ask(first.url, 'create table kept as select 1 as one')
    await first.stop()
    await first.stop()
    expect(isRunning(first.pid)).toBe(false)
    expect(lines.join('\n')).toMatch(/making a new Postgres cluster\nPostgres 18\S* runs on 127\.0\.0\.1:\d+/)
    const second = await start()
    expect(await ask(second.url, 'select one from kept')).toEqual([{ one: 1 }])
    await second.stop()
  })

  it('asks for a password that only its owner can read, and listens on loopback alone', async () => {
    const postgres = await start()
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600)
    const without = new URL(postgres.url)
    without.password = 'wrong'
    await expect(ask(without.href, 'select 1')).rejects.toThrow('password authentication failed')
    expect(await ask(postgres.url, `select setting from pg_settings where name = 'listen_addresses'`)).toEqual([
      { setting: '127.0.0.1' },
    ])
    await postgres.stop()
  })

  it('leaves no Postgres behind when its parent is killed, and the next start goes on with the data', async () => {
    const { parent, postgresPid } = await startElsewhere()
    expect(isRunning(postgresPid)).toBe(true)
    parent.kill('SIGKILL')
    await until(() => !isRunning(postgresPid))
    const again = await start()
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  it('starts right after a crash, before the old Postgres has gone', async () => {
    const { parent } = await startElsewhere()
    parent.kill('SIGKILL')
    await until(() => parent.signalCode !== null)
    const again = await start()
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  it('refuses a folder that a living server uses, and leaves that server alone', async () => {
    const { parent, postgresPid } = await startElsewhere()
    await expect(start()).rejects.toThrow(`Another server already uses DATA_DIR ${dataDir}`)
    expect(isRunning(postgresPid)).toBe(true)
    parent.kill('SIGKILL')
    await until(() => !isRunning(postgresPid))
  })

  it('is not held up by a lock file whose process number now belongs to another program', async () => {
    await (await start()).stop()
    await writeFile(join(dataDir, 'postgres/cluster/postmaster.pid'), `${process.pid}\n`, { mode: 0o600 })
    const again = await start()
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  it.skipIf(process.getuid?.() !== 0)(
    'as root goes where an unprivileged user can follow when DATA_DIR is closed to others (needs root)',
    async () => {
      await chmod(folder, 0o700)
      const postgres = await start()
      const place = lines.find((line) => line.includes('cannot reach'))?.split(' is kept in ')[1]
      expect(place).toMatch(/^\/var\/lib\/hotspot-patrol-planner\/[0-9a-f]{16}$/)
      expect(existsSync(join(dataDir, 'postgres/cluster'))).toBe(false)
      expect(await ask(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
      await postgres.stop()
      await rm(place!, { recursive: true, force: true })
    },
  )
})
