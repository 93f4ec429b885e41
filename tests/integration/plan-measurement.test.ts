import { createJobHandlers } from '@planner/server/jobs/job-handlers.ts'
import { createJobQueue } from '@planner/server/jobs/job-queue.ts'
import type { JobHandlers } from '@planner/server/jobs/job.ts'
import { startMeasurement } from '@planner/server/services/plan-measurement.service.ts'
import { getJob } from '@planner/server/services/job.service.ts'
import { PLANNER_VERSION } from '@planner/shared/core'
import type { Accepted, Job, PlanMeasurement } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whileNobodyWrites } from '../helpers/hold-table.ts'
import { buildRankedOperation, type RankedOperation } from '../helpers/ranked-operation.ts'

let test: RankedOperation
let planId: string
beforeAll(async () => {
  test = await buildRankedOperation({ days: 3, top: 8 })
  const job = await test.run('/api/plans', { operationId: test.operationId, rosterId: test.rosterId })
  if (job.status !== 'completed') throw new Error(`There is no plan to measure: ${job.error ?? job.status}`)
  planId = job.resultId ?? ''
})
afterAll(() => test.close())

const measurements = async (): Promise<number> =>
  (await test.database.pool.query<{ n: number }>('select count(*)::int as n from plan_measurement')).rows[0]!.n

describe('measuring the mechanism', () => {
  it('is 404 until it was done, and takes 20 to 1000 draws', async () => {
    const response = await test.app.inject({ url: `/api/plans/${planId}/measurement`, headers: test.headers })
    expect([response.statusCode, response.body]).toEqual([404, expect.stringContaining('not been measured yet')])
    for (const draws of [19, 1001, 20.5])
      expect((await test.post(`/api/plans/${planId}/measurements`, { draws })).statusCode).toBe(400)
    expect((await test.post(`/api/plans/${test.operationId}/measurements`, { draws: 20 })).statusCode).toBe(404)
  })

  it('tells its progress, and keeps every figure with its error, bar and verdict, on record', async () => {
    const { body } = await test.post(`/api/plans/${planId}/measurements`, { draws: 40 })
    const { jobId } = JSON.parse(body) as Accepted
    const stream = await test.app.inject({
      url: `/api/jobs/${jobId}/events`,
      headers: { ...test.headers, accept: 'text/event-stream' },
    })
    const jobs = [...stream.body.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!) as Job)
    const measured = await test.get<PlanMeasurement>(`/api/plans/${planId}/measurement`)
    expect(jobs.at(-1)).toMatchObject({
      kind: 'measure',
      status: 'completed',
      message: measured.statement,
      resultId: measured.measurementId,
    })
    expect(measured).toMatchObject({ planId, draws: 40, plannerVersion: PLANNER_VERSION, createdBy: 'a-tasking' })
    const entropy = measured.figures.find(({ name }) => name === 'doseRatioA')
    expect(entropy).toMatchObject({ low: 0.95, high: 1.1, draws: 40, decisive: true })
    expect(entropy!.error).toBeGreaterThan(0)
    expect(entropy!.p10).toBeLessThanOrEqual(entropy!.median)
    expect(measured.fidelity).toMatchObject({ draws: 40 })
    // Forty draws can find a mechanism out, but not clear it.
    expect(measured.verdict).not.toBe('inside')
    const { rows } = await test.database.pool.query(
      `select action, detail from audit_event where subject_id = $1 order by audit_event_id desc limit 1`,
      [planId],
    )
    expect(rows[0]).toEqual({
      action: 'measured',
      detail: { measurementId: measured.measurementId, draws: 40, verdict: measured.verdict },
    })
  })

  it('leaves nothing when it is cancelled, and cannot be cancelled twice over or too late', async () => {
    const before = await measurements()
    const cancel = async (id: string) =>
      test.app.inject({ method: 'DELETE', url: `/api/jobs/${id}`, headers: test.headers })
    const jobId = await whileNobodyWrites(test.database, 'plan_measurement', async () => {
      const { body } = await test.post(`/api/plans/${planId}/measurements`, { draws: 1000 })
      const accepted = JSON.parse(body) as Accepted
      await expect
        .poll(async () => test.get<Job>(`/api/jobs/${accepted.jobId}`))
        .toMatchObject({ status: 'running', message: 'drawing 1000 times and measuring' })
      for (const response of [await cancel(accepted.jobId), await cancel(accepted.jobId)])
        expect([response.statusCode, response.json<Job>()]).toMatchObject([200, { status: 'cancelled', error: null }])
      return accepted.jobId
    })
    const { rows: queued } = await test.database.pool.query<{ state: string }>(
      'select state from job_queue.job where id = $1',
      [jobId],
    )
    expect(queued).toHaveLength(1)
    const events = await test.database.pool.query('select action from audit_event where subject_id = $1', [jobId])
    expect(events.rows).toEqual([{ action: 'cancelled' }])
    // The next job of its kind gets its turn, so the cancelled one has let go.
    const done = await test.run(`/api/plans/${planId}/measurements`, { draws: 20 })
    expect(done.status).toBe('completed')
    expect(await measurements()).toBe(before + 1)
    expect((await cancel(done.jobId)).statusCode).toBe(409)
    expect((await cancel(planId)).statusCode).toBe(404)
  })

  it('survives the end of the worker that was at it: the next one does it once', async () => {
    const before = await measurements()
    const { db } = test.database
    await test.stopJobs()
    const handlers = createJobHandlers(test.database)
    const open = async (using: JobHandlers) => {
      const queue = createJobQueue(test.database, () => undefined)
      await queue.start(using)
      return queue
    }
    const begun = Promise.withResolvers<void>()
    const first = await open(async (request, context) =>
      handlers(request, {
        ...context,
        report(share, message) {
          context.report(share, message)
          if (message.startsWith('drawing')) begun.resolve()
        },
      }),
    )
    const { jobId } = await startMeasurement(db, first, 'test', planId, { draws: 200 })
    // Heard in the same turn as the first news of the threads, before any other of theirs.
    await begun.promise
    await first.stop()
    expect(await getJob(db, jobId)).toMatchObject({ status: 'queued', finishedAt: null })
    expect(await measurements()).toBe(before)
    const second = await open(handlers)
    expect(await test.waitFor(jobId)).toMatchObject({ status: 'completed' })
    await second.stop()
    expect(await measurements()).toBe(before + 1)
  })
})
