import type { AddressInfo } from 'node:net'
import { DomainError } from '@planner/shared/core'
import { buildApp } from './app.ts'
import { isLoopback, type Config } from './config.ts'
import { createJobFeed } from './jobs/job-feed.ts'
import { createJobEnder, createJobHandlers } from './jobs/job-handlers.ts'
import { createJobQueue } from './jobs/job-queue.ts'
import type { JobQueue } from './jobs/job.ts'
import { logError } from './log-error.ts'
import { countDemoAccounts } from './repositories/account.repository.ts'
import { clearInterruptedImports } from './services/import-clearing.service.ts'
import type { Say, StartedDatabase } from './start-database.ts'

/**
 * A queue that works jobs off in this process.
 *
 * @param dataDir where jobs keep what a second try goes on from
 */
export async function startWorker(database: StartedDatabase, dataDir: string): Promise<JobQueue> {
  const jobs = createJobQueue(database, logError)
  await jobs.start(createJobHandlers(database, dataDir), createJobEnder(database))
  await clearInterruptedImports(database.db, dataDir, {
    isAlone: database.embedded !== undefined,
    nowMs: Date.now(),
  })
  return jobs
}

export interface RunningServer {
  /** `http://HOST:PORT` */
  url: string
  /** Closes listener, jobs and feed, in this order; the database is the caller's. */
  close: () => Promise<void>
}

/**
 * Serves web app, API and jobs on HOST and PORT.
 *
 * @throws {DomainError} CONFLICT when the port is taken or not ours to take
 */
export async function startServer(config: Config, database: StartedDatabase, jobs: JobQueue): Promise<RunningServer> {
  const jobFeed = createJobFeed(database.url, logError)
  const app = await buildApp({
    db: database.db,
    jobs,
    jobFeed,
    settings: { dataDir: config.dataDir, maxUploadBytes: config.maxUploadBytes, databaseUrl: database.url },
    secure: !isLoopback(config.host),
    logLevel: config.logLevel,
  })
  const close = async (): Promise<void> => {
    await app.close()
    await jobs.stop()
    await jobFeed.stop()
  }
  try {
    await refuseDemoAccounts(config, database)
    await jobFeed.start()
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await close()
    throw explainListen(error, config)
  }
  const { port } = app.server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return { url: `http://${host}:${port}`, close }
}

/** Whether the demonstration force may be here: nobody but this machine can reach it, and the database is ours alone. */
export const mayHoldDemo = ({ host, databaseUrl }: Config): boolean => isLoopback(host) && databaseUrl === undefined

/** Their passwords lie in a file and on a screen: good for trying, not for a network. */
async function refuseDemoAccounts(config: Config, { db }: StartedDatabase): Promise<void> {
  if (mayHoldDemo(config) || (await countDemoAccounts(db)) === 0) return
  throw new DomainError(
    'CONFLICT',
    'This database holds the demonstration accounts, which must not be reachable by others. Keep HOST on 127.0.0.1 and DATABASE_URL unset, or start with a new DATA_DIR.',
  )
}

/** The refusal that a person can act on, for an error of listening; any other error as it is. */
export function explainListen(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use. Stop what uses it, or set PORT to another number (PORT=8081 npm start).`,
    EACCES: `Port ${port} on ${host} is not ours to take. Set PORT to a number above 1023.`,
    EADDRNOTAVAIL: `HOST ${host} is no address of this machine. Set HOST to one that is, such as 127.0.0.1.`,
    ENOTFOUND: `HOST ${host} is unknown. Set HOST to an address of this machine, such as 127.0.0.1.`,
  }
  const reason = reasons[code]
  return reason === undefined ? error : new DomainError('CONFLICT', reason)
}

/**
 * Waits until the process is told to end (Ctrl-C, SIGTERM) or `broken` settles; a second Ctrl-C ends at once.
 *
 * @returns false when it was `broken`
 */
export async function waitForEnd(say: Say, broken: Promise<void> = new Promise(() => undefined)): Promise<boolean> {
  // Something must keep the process alive where nothing listens, as in a worker.
  const alive = setInterval(() => undefined, 60_000)
  const told = new Promise<boolean>((resolve) => {
    let count = 0
    const onSignal = (): void => {
      count += 1
      if (count > 1) process.exit(130)
      say('stopping (once more to stop at once)')
      resolve(true)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
  const wasTold = await Promise.race([told, broken.then(() => false)])
  clearInterval(alive)
  return wasTold
}
