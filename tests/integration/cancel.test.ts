import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { createJobHandlers } from '@planner/server/jobs/job-handlers.ts'
import { createJobQueue } from '@planner/server/jobs/job-queue.ts'
import type { Accepted, ImportAccepted, Job } from '@planner/shared/schemas'
import { afterEach, describe, expect, it } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'
import { whileNobodyWrites } from '../helpers/hold-table.ts'
import { buildRankedOperation } from '../helpers/ranked-operation.ts'

let test: TestApp | undefined
afterEach(async () => test?.close())

describe('a cancelled import', () => {
  it('that had not begun is refused, with its upload cleared away and no incident', async () => {
    const app = await buildTestApp()
    test = app
    const headers = await app.signIn('tasking')
    const [boundary, id] = ['test-boundary', 'content-disposition: form-data; name=']
    const csv = 'id,occurred_from,occurred_to,offence,lat,lng\n1,2026-01-05T10:00,,robbery,51.5,-0.1\n'
    const { body } = await app.app.inject({
      method: 'POST',
      url: '/api/imports',
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: [
        `--${boundary}\r\n${id}"format"\r\n\r\ncanonical\r\n`,
        `--${boundary}\r\n${id}"file"; filename="late.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--${boundary}--\r\n`,
      ].join(''),
    })
    const { jobId, importId } = JSON.parse(body) as ImportAccepted
    const uploads = join(app.dataDir, 'uploads')
    expect(await readdir(uploads)).toHaveLength(1)
    const cancelled = await app.app.inject({ method: 'DELETE', url: `/api/jobs/${jobId}`, headers })
    expect([cancelled.statusCode, cancelled.json<Job>().status]).toEqual([200, 'cancelled'])

    const worker = createJobQueue(app.database, () => undefined)
    await worker.start(createJobHandlers(app.database))
    await expect.poll(async () => readdir(uploads)).toEqual([])
    await worker.stop()
    const shown = await app.app.inject({ url: `/api/imports/${importId}`, headers })
    expect(shown.json()).toMatchObject({ status: 'refused', refusedBecause: 'It was cancelled.', added: 0 })
    const { rows } = await app.database.pool.query('select count(*) as incidents from incident')
    expect(rows).toEqual([{ incidents: 0 }])
  })
})

describe('a file whose sender has gone', () => {
  it('is not loaded, though all of it has come', async () => {
    const app = await buildTestApp()
    test = app
    const headers = await app.signIn('tasking')
    const url = await app.app.listen({ host: '127.0.0.1', port: 0 })
    const [boundary, id] = ['test-boundary', 'content-disposition: form-data; name=']
    const sending = request(`${url}/api/imports`, {
      method: 'POST',
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    })
    sending.on('error', () => undefined)
    sending.write(`--${boundary}\r\n${id}"format"\r\n\r\ncanonical\r\n`)
    sending.write(`--${boundary}\r\n${id}"file"; filename="left.csv"\r\ncontent-type: text/csv\r\n\r\n`)
    sending.write('id,occurred_from,occurred_to,offence,lat,lng\n')
    const uploads = (): Promise<string[]> => readdir(join(app.dataDir, 'uploads')).catch(() => [])
    await expect.poll(uploads).toHaveLength(1)
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},2026-01-05T10:00,,robbery,51.5,-0.1\n`).join('')
    await new Promise<void>((resolve) => {
      sending.write(`${rows}\r\n--${boundary}--\r\n`, () => resolve())
    })
    sending.destroy()
    await expect.poll(uploads).toEqual([])
    const shown = await app.app.inject({ url: '/api/imports', headers })
    expect(shown.json()).toEqual({ imports: [] })
  })
})

describe('a cancelled plan', () => {
  it('leaves neither plan nor tours; its draw stays counted and on record', async () => {
    const operation = await buildRankedOperation({ days: 21, top: 60 })
    test = operation
    const { app, database, headers, post, get } = operation
    const { jobId, resultId: planId } = await whileNobodyWrites(database, 'tour', async () => {
      const { body } = await post('/api/plans', { operationId: operation.operationId, rosterId: operation.rosterId })
      const accepted = JSON.parse(body) as Accepted
      const url = `/api/jobs/${accepted.jobId}`
      // Planned or, on a quick machine, measured already: in its threads, or with a result that it may not store.
      await expect.poll(async () => (await get<Job>(url)).message).toMatch(/^planning patrol windows|^measuring/)
      const cancelled = await app.inject({ method: 'DELETE', url, headers })
      expect([cancelled.statusCode, cancelled.json<Job>().status]).toEqual([200, 'cancelled'])
      return cancelled.json<Job>()
    })
    // A plan that is asked for now is drawn after the cancelled one has let go.
    await expect
      .poll(async () => (await database.pool.query('select state from job_queue.job where id = $1', [jobId])).rows)
      .toEqual([{ state: 'completed' }])
    expect((await app.inject({ url: `/api/plans/${planId ?? ''}`, headers })).statusCode).toBe(404)
    const { rows } = await database.pool.query(
      `select (select count(*) from plan) as plans, (select count(*) from tour) as tours,
              (select count(*) from patrol_window) as windows, (select count(*) from plan_draw) as draws`,
    )
    expect(rows).toEqual([{ plans: 0, tours: 0, windows: 0, draws: 1 }])
  })
})
