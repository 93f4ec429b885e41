import { loadDemo } from '@planner/server/demo/load-demo.ts'
import { startPlan } from '@planner/server/services/plan.service.ts'
import { startRanking } from '@planner/server/services/ranking.service.ts'
import { parseDay } from '@planner/shared/core'
import type { HotspotList, OperationList, Role } from '@planner/shared/schemas'
import { request, type Cookie } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findChromium, type ChromiumBinary } from '../../helpers/browser.ts'
import { databaseName, dropDatabase, startServer, type TestServer } from './start-server.ts'

/** Three boroughs of two command units and 16 weeks: enough for every screen to have something to show. */
const SIZE = { boroughs: ['Westminster', 'Kensington and Chelsea', 'Camden'], incidents: 2000, weeks: 16 }

/** A Monday, as any plan's first day could be. */
const TODAY = '2026-06-01'

/** The demonstration force that files of the suite read and do not change. */
export interface DemoApp {
  url: string
  logins: Record<Role, { username: string; password: string }>
  /** of a session of each role, here and in every clone */
  cookies: Record<Role, Cookie[]>
  operationId: string
  /** first day of the operation */
  startDay: string
  /** the hotspot of rank 1 */
  hotspotId: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    demoApp: DemoApp
    /** the force at rest, to clone where a file changes it */
    demoDatabase: string
    chromium: ChromiumBinary
  }
}

/**
 * Loads a small demonstration force once, starts the server that the files which only read share, and finds the browser, since that
 * may mean unpacking it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { postgresUrl, templateDatabase } = project.getProvidedContext()
  const chromium = await findChromium()
  const first = await startServer({ postgresUrl, templateDatabase })
  const drop = () => dropDatabase(postgresUrl, first.database.url)
  try {
    let demo: DemoApp
    try {
      demo = await loadForce(first)
    } finally {
      await first.stop()
    }
    const demoDatabase = databaseName(first.database.url)
    const shared = await startServer({ postgresUrl, templateDatabase: demoDatabase })
    project.provide('demoApp', { ...demo, url: shared.url })
    project.provide('demoDatabase', demoDatabase)
    project.provide('chromium', chromium)
    return async () => {
      await shared.close()
      await drop()
    }
  } catch (error) {
    await drop()
    throw error
  }
}

async function loadForce({ database, dataDir, jobs, url }: TestServer): Promise<DemoApp> {
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
    rank: async (asked) => finished(await startRanking(database.db, jobs, 'test', { ...asked, top: 120 })),
    plan: async (asked) => finished(await startPlan(database.db, jobs, 'test', asked)),
    say: () => undefined,
    size: SIZE,
  })
  const cookies: Partial<DemoApp['cookies']> = {}
  for (const { role, username, password } of found) cookies[role] = await makeSession(url, { username, password })
  const ask = await request.newContext({ baseURL: url, storageState: { cookies: cookies.tasking ?? [], origins: [] } })
  try {
    const get = async <T>(path: string): Promise<T> => (await ask.get(`/api${path}`)).json() as Promise<T>
    const [operation] = (await get<OperationList>('/operations')).operations
    if (operation?.rankingId == null || operation.planId === null) throw new Error('The demonstration has no plan.')
    const { hotspots } = await get<HotspotList>(`/rankings/${operation.rankingId}/hotspots`)
    return {
      url,
      logins: Object.fromEntries(found.map((login) => [login.role, login])) as unknown as DemoApp['logins'],
      cookies: cookies as DemoApp['cookies'],
      operationId: operation.operationId,
      startDay: operation.startDay,
      hotspotId: hotspots[0]?.id ?? '',
    }
  } finally {
    await ask.dispose()
  }
}

/** A session of whoever this is, as a browser keeps it. */
async function makeSession(url: string, data: { username: string; password: string }): Promise<Cookie[]> {
  const context = await request.newContext({ baseURL: url })
  try {
    const response = await context.post('/api/session', { data })
    if (!response.ok()) throw new Error(`Signing in answered ${response.status()}: ${await response.text()}`)
    return (await context.storageState()).cookies
  } finally {
    await context.dispose()
  }
}
