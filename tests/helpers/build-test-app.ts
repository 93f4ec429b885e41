import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@planner/server/app.ts'
import { createJobFeed } from '@planner/server/jobs/job-feed.ts'
import { createJobHandlers } from '@planner/server/jobs/job-handlers.ts'
import { createJobQueue } from '@planner/server/jobs/job-queue.ts'
import { createAccount } from '@planner/server/services/account.service.ts'
import type { Role } from '@planner/shared/schemas'
import type { FastifyInstance } from 'fastify'
import { createTestDatabase, type TestDatabase } from './create-test-database.ts'

export const TEST_PASSWORD = 'correct horse battery staple'
export const TEST_TEAM = 'team-1'

export interface TestApp {
  app: FastifyInstance
  database: TestDatabase
  dataDir: string
  /** Makes an account of this role when there is none, signs it in and gives the cookie header. */
  signIn: (role: Role) => Promise<{ cookie: string }>
  /** Ends this app's own work on jobs, for a test that brings another worker. */
  stopJobs: () => Promise<void>
  close: () => Promise<void>
}

/** The whole app on a database of its own; with `jobs` it also works jobs off. */
export async function buildTestApp({ jobs = false } = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'patrol-planner-app-'))
  const failures: unknown[] = []
  const queue = createJobQueue(database, (error) => failures.push(error))
  const feed = createJobFeed(database.url, (error) => failures.push(error))
  await queue.start(jobs ? createJobHandlers(database) : undefined)
  await feed.start()
  const app = await buildApp({
    db: database.db,
    jobs: queue,
    jobFeed: feed,
    settings: { dataDir, maxUploadBytes: 1024 * 1024, databaseUrl: database.url },
    secure: false,
    logLevel: 'silent',
  })
  await app.ready()
  const cookies = new Map<Role, string>()
  return {
    app,
    database,
    dataDir,
    async signIn(role) {
      const known = cookies.get(role)
      if (known !== undefined) return { cookie: known }
      const teamId = role === 'officer' ? TEST_TEAM : null
      await createAccount(database.db, 'test', { username: `a-${role}`, role, teamId, password: TEST_PASSWORD })
      const response = await app.inject({
        method: 'POST',
        url: '/api/session',
        payload: { username: `a-${role}`, password: TEST_PASSWORD },
      })
      const [cookie] = response.cookies
      if (cookie === undefined) throw new Error(`Signing in as ${role} gave ${response.statusCode}: ${response.body}`)
      const header = `${cookie.name}=${cookie.value}`
      cookies.set(role, header)
      return { cookie: header }
    },
    stopJobs: () => queue.stop(),
    async close() {
      await app.close()
      await queue.stop()
      await feed.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
      // What went wrong in the background is a failure of the test that caused it.
      if (failures.length > 0) throw new AggregateError(failures, 'Something failed in the background.')
    },
  }
}
