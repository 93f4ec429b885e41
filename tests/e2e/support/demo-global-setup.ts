import { loadDemo } from '@planner/server/demo/load-demo.ts'
import { startPlan } from '@planner/server/services/plan.service.ts'
import { startRanking } from '@planner/server/services/ranking.service.ts'
import { parseDay } from '@planner/shared/core'
import type { HotspotList, OperationList, Role } from '@planner/shared/schemas'
import type { TestProject } from 'vitest/node'
import { findChromium, type ChromiumBinary } from '../../helpers/browser.ts'
import { startServer, type TestServer } from './start-server.ts'

/** Three boroughs of two command units and 16 weeks: enough for every screen to have something to show. */
const SIZE = { boroughs: ['Westminster', 'Kensington and Chelsea', 'Camden'], incidents: 2000, weeks: 16 }

/** A Monday, as any plan's first day could be. */
const TODAY = '2026-06-01'

/** The demonstration force that all files of the suite read and none changes. */
export interface DemoApp {
  url: string
  logins: Record<Role, { username: string; password: string }>
  operationId: string
  /** first day of the operation */
  startDay: string
  /** the hotspot of rank 1 */
  hotspotId: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    demoApp: DemoApp
    chromium: ChromiumBinary
  }
}

/** One server with a small demonstration force for the whole suite, and the browser found once, since that may mean unpacking it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await findChromium()
  const server = await startServer(project.getProvidedContext())
  try {
    project.provide('demoApp', await loadForce(server))
    project.provide('chromium', chromium)
  } catch (error) {
    await server.close()
    throw error
  }
  return server.close
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
    rank: async (request) => finished(await startRanking(database.db, jobs, 'test', { ...request, top: 120 })),
    plan: async (request) => finished(await startPlan(database.db, jobs, 'test', request)),
    say: () => undefined,
    size: SIZE,
  })
  const logins = Object.fromEntries(found.map((login) => [login.role, login])) as unknown as DemoApp['logins']
  const { username, password } = logins.tasking
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const ask = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${url}/api${path}`, { headers: { cookie } })).json()) as T
  const [operation] = (await ask<OperationList>('/operations')).operations
  if (operation?.rankingId == null || operation.planId === null) throw new Error('The demonstration has no plan.')
  const { hotspots } = await ask<HotspotList>(`/rankings/${operation.rankingId}/hotspots`)
  return {
    url,
    logins,
    operationId: operation.operationId,
    startDay: operation.startDay,
    hotspotId: hotspots[0]?.id ?? '',
  }
}
