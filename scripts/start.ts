/**
 * What `npm start` runs once the packages are there: builds the web app when its sources changed, starts the database, loads
 * the demonstration force into an empty one, and serves. Progress goes to standard error; the one line on standard output is
 * `ready http://HOST:PORT`.
 */
import { createServer } from 'node:net'
import { readConfig, type Config } from '@planner/server/config.ts'
import { loadDemo } from '@planner/server/demo/load-demo.ts'
import type { JobQueue } from '@planner/server/jobs/job.ts'
import { explainListen, mayHoldDemo, startServer, startWorker, waitForEnd } from '@planner/server/main.ts'
import { isDatabaseUnused } from '@planner/server/repositories/force.repository.ts'
import { startBacktest } from '@planner/server/services/backtest.service.ts'
import { getForce } from '@planner/server/services/force.service.ts'
import { getJob } from '@planner/server/services/job.service.ts'
import { startPlan } from '@planner/server/services/plan.service.ts'
import { startRanking } from '@planner/server/services/ranking.service.ts'
import { startDatabase, type StartedDatabase } from '@planner/server/start-database.ts'
import { createZone, dayOf, DomainError } from '@planner/shared/core'
import { buildWebApp } from './build-web-app.ts'

const DEMO_TIMEZONE = 'Europe/London'
const DEMO_ACTOR = 'demonstration'
const JOB_POLL_MS = 200

const say = (line: string): void => {
  process.stderr.write(`start: ${line}\n`)
}

async function main(): Promise<number> {
  const config = readConfig(process.env, process.cwd())
  await checkPort(config)
  await buildWebApp(say)
  say('starting the database')
  const database = await startDatabase(config, say)
  try {
    const jobs = await startWorker(database, config.dataDir)
    const server = await startServer(config, database, jobs)
    try {
      if (mayHoldDemo(config)) await offerDemo(config, database, jobs)
      process.stdout.write(`ready ${server.url}\n`)
      const wasTold = await waitForEnd(say, database.embedded?.ended)
      if (!wasTold) say(`the built-in Postgres has ended by itself; its log is under ${config.dataDir}`)
      return wasTold ? 0 : 1
    } finally {
      await server.close()
    }
  } finally {
    await database.close()
  }
}

/** Early: nobody should wait a minute for a message about a port. */
async function checkPort(config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(explainListen(error, config)))
    server.listen(config.port, config.host, () => server.close(() => resolve()))
  })
}

async function offerDemo(config: Config, database: StartedDatabase, jobs: JobQueue): Promise<void> {
  const { db, pool } = database
  if (!(await getForce(db)).synthetic && !(await isDatabaseUnused(db))) return
  const logins = await loadDemo({
    db,
    pool,
    dataDir: config.dataDir,
    today: dayOf(createZone(DEMO_TIMEZONE).toLocalMin(Math.floor(Date.now() / 60_000))),
    rank: async (request) => waitForJob(database, (await startRanking(db, jobs, DEMO_ACTOR, request)).jobId),
    plan: async (request) => waitForJob(database, (await startPlan(db, jobs, DEMO_ACTOR, request)).jobId),
    // Serving does not wait for it: it is there a moment later.
    lookBack: async () => void (await startBacktest(db, jobs, DEMO_ACTOR, {})),
    say,
  })
  say('demonstration logins (this data is synthetic):')
  for (const { role, username, password } of logins) say(`  ${role.padEnd(12)}${username.padEnd(16)}${password}`)
}

async function waitForJob({ db }: StartedDatabase, jobId: string): Promise<void> {
  for (;;) {
    const job = await getJob(db, jobId)
    if (job.status === 'completed') return
    if (job.finishedAt !== null) throw new DomainError('CONFLICT', job.error ?? `Job ${jobId} was ${job.status}.`)
    await new Promise((resolve) => setTimeout(resolve, JOB_POLL_MS))
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  say(error.message)
  process.exitCode = 2
}
