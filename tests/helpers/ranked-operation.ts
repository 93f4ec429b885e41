import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDemoFiles } from '@planner/server/demo/demo-files.ts'
import { readShifts } from '@planner/server/plans/read-shifts.ts'
import { insertImport } from '@planner/server/repositories/import.repository.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import { createOperation } from '@planner/server/services/operation.service.ts'
import { saveRoster } from '@planner/server/services/roster.service.ts'
import { parseDay, type Area } from '@planner/shared/core'
import type { Accepted, HotspotSummary, Job } from '@planner/shared/schemas'
import { expect } from 'vitest'
import { buildTestApp, type TestApp } from './build-test-app.ts'

const START = '2026-01-05'
const TIMEZONE = 'Europe/London'

const square = (name: string, bcu: string, lng: number): Area => ({
  name,
  bcu,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [lng, 51.5],
        [lng + 0.06, 51.5],
        [lng + 0.06, 51.55],
        [lng, 51.55],
        [lng, 51.5],
      ],
    ],
  },
})

/** An operation of two command units, ranked and rostered, ready to be planned by whoever signs in as tasking. */
export interface RankedOperation extends TestApp {
  headers: { cookie: string }
  operationId: string
  rosterId: string
  rankingId: string
  hotspots: HotspotSummary[]
  get: <T>(url: string) => Promise<T>
  post: (url: string, payload?: object) => Promise<{ statusCode: number; body: string }>
  /** Follows a job to its end. */
  waitFor: (jobId: string) => Promise<Job>
  /** Posts what is answered by 202, and follows the job to its end. */
  run: (url: string, payload?: object) => Promise<Job>
}

export async function buildRankedOperation({ days, top }: { days: number; top: number }): Promise<RankedOperation> {
  const test = await buildTestApp({ jobs: true })
  const { app, database, dataDir } = test
  const { db } = database
  const headers = await test.signIn('tasking')
  const areas = [square('Northtown', 'North', -0.16), square('Southtown', 'South', -0.08)]
  await setForce(db, 'test', { name: 'Test', timezone: TIMEZONE, synthetic: true })
  await setAreas(db, 'test', areas)
  const files = makeDemoFiles({ areas, incidents: 2000, weeks: 26, startDay: parseDay(START)!, seed: 1 })
  const paths = { incidents: join(dataDir, 'incidents.csv'), shifts: join(dataDir, 'shifts.csv') }
  await writeFile(paths.incidents, files['incidents.csv'] ?? '')
  await writeFile(paths.shifts, files['shifts.csv'] ?? '')
  const importId = await insertImport(db, {
    fileName: 'incidents.csv',
    format: 'canonical',
    timezone: TIMEZONE,
    createdBy: 'test',
  })
  await runImport(database, { importId, paths: [paths.incidents], format: 'canonical', timezone: TIMEZONE })
  const { operationId } = await createOperation(db, 'test', { name: `Test ${randomUUID()}`, startDay: START, days })
  const { rosterId } = await saveRoster(db, 'test', 'shifts.csv', await readShifts(paths.shifts, TIMEZONE))

  const get = async <T>(url: string): Promise<T> => {
    const response = await app.inject({ url, headers })
    expect([url, response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([url, 200, ''])
    return response.json()
  }
  const post = async (url: string, payload?: object): Promise<{ statusCode: number; body: string }> =>
    app.inject({ method: 'POST', url, headers, ...(payload && { payload }) })
  const waitFor = async (jobId: string): Promise<Job> => {
    for (;;) {
      const job = await get<Job>(`/api/jobs/${jobId}`)
      if (job.finishedAt !== null) return job
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const run = async (url: string, payload?: object): Promise<Job> => {
    const { statusCode, body } = await post(url, payload)
    expect([url, statusCode, statusCode === 202 ? '' : body]).toEqual([url, 202, ''])
    return waitFor((JSON.parse(body) as Accepted).jobId)
  }
  const ranked = await run('/api/rankings', { operationId, asOf: START, top })
  expect(ranked).toMatchObject({ status: 'completed', error: null })
  const rankingId = ranked.resultId ?? ''
  const { hotspots } = await get<{ hotspots: HotspotSummary[] }>(`/api/rankings/${rankingId}/hotspots`)
  return { ...test, headers, operationId, rosterId, rankingId, hotspots, get, post, waitFor, run }
}
