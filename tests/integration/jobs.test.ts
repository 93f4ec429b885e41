import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { makeDemoFiles } from '@planner/server/demo/demo-files.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import {
  checkPlan,
  DEFAULT_TRAVEL,
  formatPlanFile,
  makePlan,
  parseDay,
  parseKey,
  setDosesFromCapacity,
  type Area,
  type Hotspot,
  type Shift,
} from '@planner/shared/core'
import type { Job, Plan, PlanDay, PlanFile, Ranking } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'
import { useOrder } from '../helpers/in-order.ts'

const START = '2026-01-05'

const area: Area = {
  name: 'Northtown',
  bcu: 'North',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [-0.16, 51.5],
        [-0.1, 51.5],
        [-0.1, 51.55],
        [-0.16, 51.55],
        [-0.16, 51.5],
      ],
    ],
  },
}

let test: TestApp
let headers: { cookie: string }

beforeAll(async () => {
  test = await buildTestApp({ jobs: true })
  headers = await test.signIn('tasking')
  await setForce(test.database.db, 'test', { name: 'Test', timezone: 'Europe/London', synthetic: true })
  await setAreas(test.database.db, 'test', [area])
})
afterAll(() => test.close())

const get = async <T>(url: string): Promise<T> => {
  const response = await test.app.inject({ url, headers })
  expect([url, response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([url, 200, ''])
  return response.json()
}

function multipart(name: string, content: string, fields: Record<string, string> = {}) {
  const boundary = 'test-boundary'
  const parts = Object.entries(fields).map(
    ([field, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`
  return {
    method: 'POST' as const,
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: parts.join('') + file,
  }
}

async function waitFor(jobId: string): Promise<Job> {
  for (;;) {
    const job = await get<Job>(`/api/jobs/${jobId}`)
    if (job.finishedAt !== null) return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('from a file of incidents to a plan', () => {
  useOrder()

  const startDay = parseDay(START)!
  const files = makeDemoFiles({ areas: [area], incidents: 1500, weeks: 26, startDay, seed: 1 })
  let operationId: string
  let planId: string

  it('imports a file, tells what became of its rows, and the same file again adds nothing', async () => {
    for (const added of [1500, 0]) {
      const response = await test.app.inject({
        url: '/api/imports',
        ...multipart('incidents.csv', files['incidents.csv'] ?? '', { format: 'canonical' }),
      })
      expect([response.statusCode, response.body.slice(0, 10)]).toEqual([202, '{"jobId":"'])
      const { jobId, importId } = response.json<{ jobId: string; importId: string }>()
      expect(await waitFor(jobId)).toMatchObject({
        status: 'completed',
        progress: 1,
        resultId: importId,
        kind: 'import',
      })
      const done = await get<{ rows: number; added: number; outOfScope: number; rejected: number }>(
        `/api/imports/${importId}`,
      )
      expect(done.rows).toBe(1500)
      expect(done.rejected).toBe(0)
      expect(done.added).toBe(added === 0 ? 0 : 1500 - done.outOfScope)
    }
    // It is removed once the job is known to be done.
    await expect.poll(async () => readdir(`${test.dataDir}/uploads`)).toEqual([])
  })

  it('refuses a file whose columns do not fit, in words, and leaves nothing behind', async () => {
    const before = await get('/api/incidents/summary')
    const response = await test.app.inject({
      url: '/api/imports',
      ...multipart('wrong.csv', 'a,b\n1,2\n', { format: 'canonical' }),
    })
    expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining('wrong.csv: the header lacks')])
    expect(await get('/api/incidents/summary')).toEqual(before)
    expect(await readdir(`${test.dataDir}/uploads`)).toEqual([])
  })

  it('refuses an upload without a format, beyond the limit or of another shape', async () => {
    const none = await test.app.inject({ url: '/api/imports', ...multipart('a.csv', 'x') })
    expect([none.statusCode, none.body]).toEqual([400, expect.stringContaining('police-uk')])
    const big = await test.app.inject({
      url: '/api/imports',
      ...multipart('a.csv', 'x'.repeat(1024 * 1024 + 1), { format: 'canonical' }),
    })
    expect(big.statusCode).toBe(413)
    const json = await test.app.inject({
      method: 'POST',
      url: '/api/imports',
      headers,
      payload: { format: 'canonical' },
    })
    expect(json.statusCode).toBe(400)
    expect(await readdir(`${test.dataDir}/uploads`)).toEqual([])
  })

  it('refuses a plan before there is a ranking', async () => {
    const made = await test.app.inject({
      method: 'POST',
      url: '/api/operations',
      headers,
      payload: { name: 'Operation Test', startDay: START, days: 3 },
    })
    operationId = made.json<{ operationId: string }>().operationId
    const roster = await test.app.inject({ url: '/api/rosters', ...multipart('shifts.csv', files['shifts.csv'] ?? '') })
    expect(roster.statusCode).toBe(201)
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/plans',
      headers,
      payload: { operationId, rosterId: roster.json<{ rosterId: string }>().rosterId },
    })
    expect([response.statusCode, response.body]).toEqual([409, expect.stringContaining('no ranking yet')])
  })

  it('ranks, and follows the job by server-sent events to its end', async () => {
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/rankings',
      headers,
      payload: { operationId, asOf: START, top: 20 },
    })
    expect(response.statusCode).toBe(202)
    const { jobId } = response.json<{ jobId: string }>()
    const stream = await test.app.inject({
      url: `/api/jobs/${jobId}/events`,
      headers: { ...headers, accept: 'text/event-stream' },
    })
    expect(stream.headers['content-type']).toContain('text/event-stream')
    const jobs = [...stream.body.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json!) as Job)
    expect(jobs.at(-1)).toMatchObject({ jobId, status: 'completed', progress: 1 })
    expect(jobs.slice(0, -1).every(({ finishedAt }) => finishedAt === null)).toBe(true)

    const { rankingId } = await get<{ rankingId: string }>(`/api/operations/${operationId}`)
    const ranking = await get<Ranking>(`/api/rankings/${rankingId}`)
    expect(ranking).toMatchObject({ hotspotCount: 20, meta: { asOf: START, top: 20, days: 3 } })
    const { hotspots } = await get<{ hotspots: { id: string; rank: number; bcu: string }[] }>(
      `/api/rankings/${rankingId}/hotspots`,
    )
    expect(hotspots.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(hotspots[0]).not.toHaveProperty('profile')
    const detail = await get<{ reasons: string[]; hotspot: { id: string } }>(
      `/api/rankings/${rankingId}/hotspots/${hotspots[0]!.id}`,
    )
    expect(detail.hotspot.id).toBe(hotspots[0]!.id)
    expect(detail.reasons.length).toBeGreaterThan(0)
    const outlines = await get<{ features: { properties: { id: string } }[] }>(`/api/rankings/${rankingId}/outlines`)
    expect(outlines.features.map(({ properties }) => properties.id)).toEqual(hotspots.map(({ id }) => id))
    const csv = await test.app.inject({ url: `/api/rankings/${rankingId}/file?format=csv`, headers })
    expect(csv.body.split('\n')[0]).toMatch(/^rank,hotspot_id,cells,name,lat,lng,area,bcu,observed,expected,/)
  })

  it('plans with a key whose hash was on record before the draw, and gives the file of the command to the byte', async () => {
    const { rosters } = await get<{ rosters: { rosterId: string }[] }>('/api/rosters')
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/plans',
      headers,
      payload: { operationId, rosterId: rosters[0]!.rosterId },
    })
    expect(await waitFor(response.json<{ jobId: string }>().jobId)).toMatchObject({ status: 'completed', error: null })
    planId = (await get<{ planId: string }>(`/api/operations/${operationId}`)).planId
    const plan = await get<Plan>(`/api/plans/${planId}`)
    expect(plan.windows).toBeGreaterThan(0)
    expect(plan.byDay.map(({ day }) => day)).toEqual(['2026-01-05', '2026-01-06', '2026-01-07'])
    expect(plan.byTier.reduce((sum, { visits }) => sum + visits, 0)).toBe(plan.windows)
    expect(plan.byDay.reduce((sum, { tours }) => sum + tours, 0)).toBe(plan.tours)

    const { pool } = test.database
    const kept = await pool.query<{ key: Buffer; record: Shift; hotspot: Hotspot }>(
      'select key from plan_key where plan_id = $1',
      [planId],
    )
    const key = kept.rows[0]!.key
    expect(createHash('sha256').update(key).digest('hex')).toBe(plan.keyHash)
    const audit = await pool.query<{ action: string; detail: { keyHash: string } }>(
      `select action, detail from audit_event where subject_id = $1 order by audit_event_id`,
      [planId],
    )
    expect(audit.rows.map(({ action, detail }) => [action, detail.keyHash])).toEqual([
      ['key made', plan.keyHash],
      ['planned', plan.keyHash],
    ])
    const everything = await pool.query('select detail::text from audit_event union all select job::text from job')
    expect(JSON.stringify(everything.rows)).not.toContain(key.toString('hex'))

    const hotspots = await pool.query<{ record: Hotspot }>('select record from hotspot where ranking_id = $1', [
      plan.rankingId,
    ])
    const shifts = await pool.query<{ record: Shift }>('select record from shift where roster_id = $1', [plan.rosterId])
    const { input } = setDosesFromCapacity({
      hotspots: hotspots.rows.map(({ record }) => record),
      shifts: shifts.rows.map(({ record }) => record),
      startDay,
      days: 3,
      timezone: 'Europe/London',
      travel: DEFAULT_TRAVEL,
    })
    const expected = formatPlanFile(makePlan(input, { key }))
    const file = await test.app.inject({ url: `/api/plans/${planId}/file`, headers })
    expect(file.body === expected).toBe(true)
  })

  it('shows a day of the plan: the tours that start on it with their windows, all of it in the file', async () => {
    const file = (await test.app.inject({ url: `/api/plans/${planId}/file`, headers })).json<PlanFile>()
    const shown = new Set<string>()
    for (const day of ['2026-01-05', '2026-01-06', '2026-01-07']) {
      const { tours } = await get<PlanDay>(`/api/plans/${planId}/days/${day}`)
      for (const tour of tours) {
        expect(tour.start.slice(0, 10)).toBe(day)
        for (const window of tour.windows) {
          shown.add(window.windowId)
          expect(file.windows.find(({ id }) => id === window.windowId)).toMatchObject({
            start: window.start,
            end: window.end,
            teamId: tour.teamId,
          })
        }
      }
    }
    expect(shown.size).toBe(file.windows.length)
    const first = (await get<PlanDay>(`/api/plans/${planId}/days/${START}`)).tours[0]!
    const only = await get<PlanDay>(`/api/plans/${planId}/days/${START}?teamId=${encodeURIComponent(first.teamId)}`)
    expect(new Set(only.tours.map(({ teamId }) => teamId))).toEqual(new Set([first.teamId]))
    expect((await get<PlanDay>(`/api/plans/${planId}/days/${START}?bcu=north`)).tours).toEqual([])
  })

  it('shows an officer the tours of the own crew only', async () => {
    const officer = await test.signIn('officer')
    const { teamId } = (await get<PlanDay>(`/api/plans/${planId}/days/${START}`)).tours[0]!
    const mine = async (): Promise<PlanDay> =>
      (await test.app.inject({ url: `/api/my-tours?day=${START}`, headers: officer })).json<PlanDay>()
    expect((await mine()).tours).toEqual([])
    await test.database.pool.query(`update account set team_id = $1 where role = 'officer'`, [teamId])
    const { tours } = await mine()
    expect(tours.length).toBeGreaterThan(0)
    expect(new Set(tours.map((tour) => tour.teamId))).toEqual(new Set([teamId]))
    const other = await test.app.inject({ url: `/api/my-tours?day=${START}&teamId=other`, headers: officer })
    expect(other.statusCode).toBe(400)
  })

  describe('drawing again and the key', () => {
    const { post, shift } = {
      post: async (url: string) => test.app.inject({ method: 'POST', url, headers }),
      /** Moves all windows by whole years: the nearest thing to another clock. */
      shift: async (years: number) =>
        test.database.pool.query(
          `update patrol_window set starts_at = starts_at + $1::interval, ends_at = ends_at + $1::interval`,
          [`${years} years`],
        ),
    }
    const eventsOf = async (subjectId: string): Promise<[string, unknown][]> => {
      const { rows } = await test.database.pool.query<{ action: string; detail: { draw?: number } }>(
        'select action, detail from audit_event where subject_id = $1 order by audit_event_id',
        [subjectId],
      )
      return rows.map(({ action, detail }) => [action, detail.draw])
    }
    let redrawnId: string

    it('makes another plan of the same key and inputs, numbered on record before it is drawn', async () => {
      const first = await get<Plan>(`/api/plans/${planId}`)
      expect(first).toMatchObject({ draw: 0, draws: 1 })
      await shift(50)
      const response = await post(`/api/plans/${planId}/redraws`)
      expect(response.statusCode).toBe(202)
      const job = await waitFor(response.json<{ jobId: string }>().jobId)
      expect(job).toMatchObject({ status: 'completed', error: null })
      redrawnId = (await get<{ planId: string }>(`/api/operations/${operationId}`)).planId
      expect(job.resultId).toBe(redrawnId)
      const second = await get<Plan>(`/api/plans/${redrawnId}`)
      expect(second).toMatchObject({ draw: 1, draws: 2, keyHash: first.keyHash, inputsHash: first.inputsHash })
      expect(await get<Plan>(`/api/plans/${planId}`)).toMatchObject({ draw: 0, draws: 2 })
      const [one, two] = await Promise.all(
        [planId, redrawnId].map(async (id) => test.app.inject({ url: `/api/plans/${id}/file`, headers })),
      )
      expect(one!.json<PlanFile>().windows).not.toEqual(two!.json<PlanFile>().windows)
      expect(await eventsOf(redrawnId)).toEqual([
        ['redraw numbered', 1],
        ['planned', 1],
      ])
    })

    it('counts a draw whose job failed', async () => {
      const { pool } = test.database
      await pool.query('update force set timezone = $1', ['Mars/Olympus'])
      const response = await post(`/api/plans/${planId}/redraws`)
      const job = await waitFor(response.json<{ jobId: string }>().jobId)
      await pool.query('update force set timezone = $1', ['Europe/London'])
      expect(job.status).toBe('failed')
      expect(await get<Plan>(`/api/plans/${redrawnId}`)).toMatchObject({ draw: 1, draws: 3 })
      expect(await eventsOf(job.resultId ?? '')).toEqual([['redraw numbered', 2]])
    })

    it('gives each of many draws at once a number of its own', async () => {
      const responses = await Promise.all([1, 2, 3].map(async () => post(`/api/plans/${redrawnId}/redraws`)))
      const jobs = await Promise.all(
        responses.map(async (response) => waitFor(response.json<{ jobId: string }>().jobId)),
      )
      const plans = await Promise.all(jobs.map(async ({ resultId }) => get<Plan>(`/api/plans/${resultId ?? ''}`)))
      expect(plans.map(({ draw }) => draw).sort((a, b) => a - b)).toEqual([3, 4, 5])
    })

    it('keeps the key secret until the last window of every draw has ended, then gives it, both on record', async () => {
      const before = await test.app.inject({ url: `/api/plans/${redrawnId}/key`, headers })
      expect([before.statusCode, before.body]).toEqual([403, expect.stringContaining('until the last window')])
      await shift(-50)
      const { key, keyHash, draw } = await get<{ key: string; keyHash: string; draw: number }>(
        `/api/plans/${redrawnId}/key`,
      )
      expect(createHash('sha256').update(Buffer.from(key, 'hex')).digest('hex')).toBe(keyHash)
      expect(draw).toBe(1)
      expect((await eventsOf(redrawnId)).slice(2)).toEqual([
        ['key refused', 1],
        ['key shown', 1],
      ])
      const { body: text } = await test.app.inject({ url: `/api/plans/${redrawnId}/file`, headers })
      const plan = await get<Plan>(`/api/plans/${redrawnId}`)
      const { pool } = test.database
      const hotspots = await pool.query<{ record: Hotspot }>('select record from hotspot where ranking_id = $1', [
        plan.rankingId,
      ])
      const shifts = await pool.query<{ record: Shift }>('select record from shift where roster_id = $1', [
        plan.rosterId,
      ])
      const { violations } = checkPlan(JSON.parse(text), {
        text,
        hotspots: hotspots.rows.map(({ record }) => record),
        shifts: shifts.rows.map(({ record }) => record),
        key: parseKey(key),
      })
      expect(violations).toEqual([])
    })

    it('draws no more once the key is out', async () => {
      const response = await post(`/api/plans/${planId}/redraws`)
      expect([response.statusCode, response.body]).toEqual([409, expect.stringContaining('has ended')])
      expect(await get<Plan>(`/api/plans/${planId}`)).toMatchObject({ draws: 6 })
    })
  })
})
