import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@planner/server/app.ts'
import { closeDatabase, createPool, openDatabase, type OpenDatabase } from '@planner/server/database.ts'
import { createJobFeed } from '@planner/server/jobs/job-feed.ts'
import { createJobHandlers } from '@planner/server/jobs/job-handlers.ts'
import { createJobQueue } from '@planner/server/jobs/job-queue.ts'
import { slowAnswers } from './slow-answers.ts'

export interface TestServer {
  url: string
  database: OpenDatabase
  dataDir: string
  jobs: ReturnType<typeof createJobQueue>
  /** Ends it and leaves its database, which nobody is connected to then. */
  stop: () => Promise<void>
  /** Ends it and removes its database. */
  close: () => Promise<void>
}

/** Where the run's Postgres is and which of its databases is to be cloned. */
export interface PostgresOfRun {
  postgresUrl: string
  templateDatabase: string
}

/** The real server on a free port of this machine, with a database of its own: a clone of the template. */
export async function startServer({ postgresUrl, templateDatabase }: PostgresOfRun): Promise<TestServer> {
  const name = `browser_${randomUUID().replaceAll('-', '')}`
  await runSql(postgresUrl, `create database ${name} template ${templateDatabase}`)
  const address = new URL(postgresUrl)
  address.pathname = `/${name}`
  const database = openDatabase(address.href, () => undefined)
  const dataDir = await mkdtemp(join(tmpdir(), 'planner-e2e-'))
  const say = (error: unknown): void => console.error(error)
  const jobs = createJobQueue(database, say)
  const jobFeed = createJobFeed(database.url, say)
  await jobs.start(createJobHandlers(database))
  await jobFeed.start()
  const app = await buildApp({
    db: database.db,
    jobs,
    jobFeed,
    settings: { dataDir, maxUploadBytes: 10_000_000, databaseUrl: database.url },
    secure: false,
    logLevel: 'silent',
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  slowAnswers(app.server)
  const stop = async (): Promise<void> => {
    await app.close()
    await jobFeed.stop()
    await jobs.stop()
    await closeDatabase(database)
    await untilNobodyIsConnected(postgresUrl, name)
    await rm(dataDir, { recursive: true, force: true })
  }
  return {
    url,
    database,
    dataDir,
    jobs,
    stop,
    close: async () => {
      await stop()
      await dropDatabase(postgresUrl, database.url)
    },
  }
}

/** Connections end a moment after farewell was said, and a database that somebody is connected to cannot be cloned. */
async function untilNobodyIsConnected(postgresUrl: string, name: string): Promise<void> {
  const pool = createPool(postgresUrl, () => undefined)
  try {
    for (;;) {
      const { rowCount } = await pool.query('select from pg_stat_activity where datname = $1', [name])
      if (rowCount === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    await pool.end()
  }
}

/** Removes a database of the run with whoever is connected to it. */
export const dropDatabase = (postgresUrl: string, url: string): Promise<void> =>
  runSql(postgresUrl, `drop database if exists ${databaseName(url)} with (force)`)

export const databaseName = (url: string): string => new URL(url).pathname.slice(1)

async function runSql(url: string, statement: string): Promise<void> {
  const pool = createPool(url, () => undefined)
  try {
    await pool.query(statement)
  } finally {
    await pool.end()
  }
}
