import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backtest } from '@planner/server/cli/backtest.ts'
import { EXIT, runCommand } from '@planner/server/cli/command.ts'
import type { Accepted, BacktestFile, BacktestList, Job } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp } from '../helpers/build-test-app.ts'
import { whileNobodyWrites } from '../helpers/hold-table.ts'
import { useOrder } from '../helpers/in-order.ts'
import { buildRankedOperation, type RankedOperation } from '../helpers/ranked-operation.ts'

let test: RankedOperation
beforeAll(async () => {
  test = await buildRankedOperation({ days: 3, top: 8 })
})
afterAll(() => test.close())

const ASKED = { from: '2025-10-13', to: '2026-01-05', top: 15, methods: ['window-count', 'auto'] }

const countRows = async (): Promise<number> =>
  (await test.database.pool.query<{ n: number }>('select count(*)::int as n from backtest')).rows[0]!.n

describe('looking back', () => {
  useOrder()

  let methods: string[]
  it('is followed to its end and keeps the file that the command writes for the same incidents, to the byte', async () => {
    const { body: first } = await test.post('/api/backtests', { from: '2025-10-13', to: '2026-01-05', top: 15 })
    const { jobId } = JSON.parse(first) as Accepted
    const stream = await test.app.inject({
      url: `/api/jobs/${jobId}/events`,
      headers: { ...test.headers, accept: 'text/event-stream' },
    })
    const jobs = [...stream.body.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!) as Job)
    expect(jobs.at(-1)).toMatchObject({ kind: 'backtest', status: 'completed', message: 'looked back from 3 dates' })

    const { body, headers } = await test.app.inject({
      url: `/api/backtests/${jobs.at(-1)!.resultId ?? ''}`,
      headers: test.headers,
    })
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    let said = ''
    const io = {
      cwd: test.dataDir,
      out: () => undefined,
      err: (text: string) => void (said += text),
      interactive: false,
    }
    const args = ['--incidents', 'incidents.csv', '--format', 'canonical', '--from', '2025-10-13', '--to', '2026-01-05']
    const status = await runCommand('backtest', backtest, [...args, '--top', '15', '--out', 'backtest.json'], io)
    expect([status, said]).toEqual([EXIT.done, expect.any(String)])
    expect(body).toBe(await readFile(join(test.dataDir, 'backtest.json'), 'utf8'))
    const file = JSON.parse(body) as BacktestFile
    methods = file.methods.map(({ method }) => method)
    expect(methods).toContain('auto')
    const { rows } = await test.database.pool.query(
      `select actor, detail from audit_event where action = 'looked back'`,
    )
    expect(rows).toEqual([{ actor: 'a-tasking', detail: { from: ASKED.from, to: ASKED.to, top: 15, origins: 3 } }])
  })

  it('chooses days from the data, takes one method beside the count, and lists the newest first with its figures', async () => {
    const job = await test.run('/api/backtests', { methods: ['auto'], top: 5 })
    expect(job).toMatchObject({ status: 'completed', error: null })
    const { backtests } = await test.get<BacktestList>('/api/backtests')
    expect(backtests).toHaveLength(2)
    const [newest, older] = backtests
    expect(newest).toMatchObject({
      backtestId: job.resultId,
      createdBy: 'a-tasking',
      meta: { to: '2026-01-05', top: 5 },
    })
    expect(newest!.meta.origins).toBeGreaterThanOrEqual(3)
    expect(newest!.methods.map(({ method }) => method)).toContain('auto')
    expect(newest!.methods.length).toBeLessThan(methods.length)
    expect(older!.methods.map(({ method }) => method)).toEqual(methods)
    expect(newest).not.toHaveProperty('origins')
  })

  it('narrows to a theme and says so', async () => {
    const job = await test.run('/api/backtests', { themeId: 'robbery', methods: ['auto'], top: 5 })
    expect(job).toMatchObject({ status: 'completed', error: null })
    const file = await test.get<BacktestFile>(`/api/backtests/${job.resultId ?? ''}`)
    expect(file.meta).toMatchObject({ offences: ['robbery'], theme: { id: 'robbery', isProxy: false } })
  })

  it('weighs harm by the force’s own table', async () => {
    const url = '/api/harm-table'
    const days = {
      homicide: 7,
      'violence-with-injury': 7,
      'violence-without-injury': 7,
      'sexual-offence': 7,
      robbery: 7,
    }
    const table = { name: 'Ours', source: 'a test', capDays: 1825, days: { ...days, weapons: 0, other: 0 } }
    const payload = { ...table, version: null }
    const saved = await test.app.inject({ method: 'PUT', url, headers: test.headers, payload })
    expect([saved.statusCode, saved.body]).toEqual([200, expect.any(String)])
    try {
      const job = await test.run('/api/backtests', { methods: ['auto'], top: 5 })
      const { meta } = await test.get<BacktestFile>(`/api/backtests/${job.resultId ?? ''}`)
      expect(meta).toMatchObject({ harmTable: { name: 'Ours', source: 'a test' }, harmDays: 7 * meta.incidents })
    } finally {
      const { version } = saved.json<{ version: string }>()
      await test.app.inject({ method: 'DELETE', url: `${url}?version=${version}`, headers: test.headers })
    }
  })

  it.each([
    [{ from: '2025-02-30' }, 400, 'from is \\"2025-02-30\\"'],
    [{ from: '2026-01-05', to: '2025-10-13' }, 400, 'not after the first'],
    [{ methods: ['tarot'] }, 400, 'There is no method \\"tarot\\". Methods: '],
    [{ themeId: 'nothing' }, 404, 'no theme \\"nothing\\"'],
    [{ stepWeeks: 0 }, 400, 'stepWeeks'],
    [{ top: 10_001 }, 400, 'top'],
    [{ colour: 'red' }, 400, 'additional'],
  ])('refuses %j at once', async (asked, status, words) => {
    const { statusCode, body } = await test.post('/api/backtests', asked)
    expect([statusCode, body]).toEqual([status, expect.stringContaining(words)])
  })

  it('fails in words where the days and the data do not fit, and keeps nothing', async () => {
    const before = await countRows()
    const job = await test.run('/api/backtests', { from: '2027-01-04', to: '2027-03-01' })
    expect(job).toMatchObject({ status: 'failed', error: expect.stringContaining('The data runs from 2025-07-') })
    expect(job.error).not.toContain('--')
    expect(await countRows()).toBe(before)
  })

  it('tells its progress, and leaves nothing when it is cancelled', async () => {
    const before = await countRows()
    await whileNobodyWrites(test.database, 'backtest', async () => {
      const { body } = await test.post('/api/backtests', { stepWeeks: 1, weeks: 2, horizonDays: 7 })
      const { jobId } = JSON.parse(body) as Accepted
      await expect
        .poll(async () => (await test.get<Job>(`/api/jobs/${jobId}`)).message)
        .toBe('ranking as of earlier dates')
      const cancelled = await test.app.inject({ method: 'DELETE', url: `/api/jobs/${jobId}`, headers: test.headers })
      expect([cancelled.statusCode, cancelled.json<Job>().status]).toEqual([200, 'cancelled'])
    })
    // The next one gets its turn, so the cancelled one has let go.
    expect(await test.run('/api/backtests', { methods: ['auto'], top: 5 })).toMatchObject({ status: 'completed' })
    expect(await countRows()).toBe(before + 1)
  })

  it('of none is 404, and without incidents says what to do', async () => {
    const response = await test.app.inject({ url: `/api/backtests/${test.operationId}`, headers: test.headers })
    expect([response.statusCode, response.body]).toEqual([404, expect.stringContaining('There is no backtest')])
    const empty = await buildTestApp({ jobs: true })
    try {
      const headers = await empty.signIn('tasking')
      const { body } = await empty.app.inject({ method: 'POST', url: '/api/backtests', headers, payload: {} })
      const { jobId } = JSON.parse(body) as Accepted
      await expect
        .poll(async () => (await empty.app.inject({ url: `/api/jobs/${jobId}`, headers })).json<Job>())
        .toMatchObject({ status: 'failed', error: expect.stringContaining('Load incidents first') })
    } finally {
      await empty.close()
    }
  })
})
