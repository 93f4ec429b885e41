import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@planner/server/app.ts'
import { loadDemo } from '@planner/server/demo/load-demo.ts'
import { createJobFeed } from '@planner/server/jobs/job-feed.ts'
import { createJobHandlers } from '@planner/server/jobs/job-handlers.ts'
import { createJobQueue } from '@planner/server/jobs/job-queue.ts'
import { startPlan } from '@planner/server/services/plan.service.ts'
import { startRanking } from '@planner/server/services/ranking.service.ts'
import { parseDay } from '@planner/shared/core'
import type { HotspotList, OperationList, Role } from '@planner/shared/schemas'
import type { BrowserContext } from 'playwright-core'
import { createTestDatabase } from '../../helpers/create-test-database.ts'

/** Three boroughs of two command units and 16 weeks: enough for every screen to have something to show. */
const SIZE = { boroughs: ['Westminster', 'Kensington and Chelsea', 'Camden'], incidents: 2000, weeks: 16 }

/** A Monday, as any plan's first day could be. */
const TODAY = '2026-06-01'

export interface TestApp {
  url: string
  logins: Record<Role, { username: string; password: string }>
  operationId: string
  /** first day of the operation */
  startDay: string
  /** the hotspot of rank 1 */
  hotspotId: string
  /** Signs in without the form. */
  signIn: (context: BrowserContext, role: Role) => Promise<void>
  close: () => Promise<void>
}

/** The real server on a free port of this machine, with a database of its own that holds a small demonstration force. */
export async function startTestApp(): Promise<TestApp> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'planner-e2e-'))
  const fail = (error: unknown): void => console.error(error)
  const jobs = createJobQueue(database, fail)
  const jobFeed = createJobFeed(database.url, fail)
  await jobs.start(createJobHandlers(database))
  await jobFeed.start()
  const app = await buildApp({
    db: database.db,
    jobs,
    jobFeed,
    settings: { dataDir, maxUploadBytes: 10_000_000 },
    secure: false,
    logLevel: 'silent',
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })

  const finished = async ({ jobId }: { jobId: string }): Promise<void> => {
    for (;;) {
      const job = await database.db
        .selectFrom('job')
        .select(['status', 'error'])
        .where('job_id', '=', jobId)
        .executeTakeFirstOrThrow()
      if (job.status === 'failed') throw new Error(job.error ?? 'The job failed.')
      if (job.status === 'completed') return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const found = await loadDemo({
    db: database.db,
    pool: database.pool,
    dataDir,
    today: parseDay(TODAY) ?? 0,
    rank: async (request) => finished(await startRanking(database.db, jobs, 'test', { ...request, top: 120 })),
    plan: async (request) => finished(await startPlan(database.db, jobs, 'test', request)),
    say: () => undefined,
    size: SIZE,
  })
  const logins = Object.fromEntries(found.map((login) => [login.role, login])) as unknown as TestApp['logins']

  const ask = async <T>(path: string, cookie: string): Promise<T> =>
    (await (await fetch(`${url}/api${path}`, { headers: { cookie } })).json()) as T
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: logins.tasking.username, password: logins.tasking.password }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { operations } = await ask<OperationList>('/operations', cookie)
  const [operation] = operations
  if (operation?.rankingId == null || operation.planId === null) throw new Error('The demonstration has no plan.')
  const { hotspots } = await ask<HotspotList>(`/rankings/${operation.rankingId}/hotspots`, cookie)

  return {
    url,
    logins,
    operationId: operation.operationId,
    startDay: operation.startDay,
    hotspotId: hotspots[0]?.id ?? '',
    signIn: async (context, role) => {
      const { username, password } = logins[role]
      const response = await context.request.post(`${url}/api/session`, { data: { username, password } })
      if (!response.ok()) throw new Error(`Sign-in as ${role} answered ${response.status()}: ${await response.text()}`)
    },
    close: async () => {
      await app.close()
      await jobFeed.stop()
      await jobs.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
