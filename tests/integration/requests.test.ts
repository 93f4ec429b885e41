import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setForce } from '@planner/server/services/force.service.ts'
import type { NewExcludedPlace } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'

let test: TestApp
let headers: { cookie: string }
beforeAll(async () => {
  test = await buildTestApp()
  headers = await test.signIn('tasking')
})
afterAll(() => test.close())

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
const call = async (method: Method, url: string, payload?: object) =>
  test.app.inject({ method, url, headers, ...(payload && { payload }) })
const refusal = async (method: Method, url: string, payload?: object): Promise<unknown[]> => {
  const { statusCode, body } = await call(method, url, payload)
  return [statusCode, (JSON.parse(body) as { error: { code: string; message: string } }).error]
}

const place: NewExcludedPlace = { name: 'Hospital', reason: 'has its own guards', lat: 51.5, lng: -0.1, radiusM: 200 }
const theme = {
  name: 'Ours',
  offences: ['robbery'],
  flags: [],
  placeTypes: [],
  hours: [],
  weights: {},
  includeDomestic: false,
}
const days = { homicide: 1, 'violence-with-injury': 1, 'violence-without-injury': 1, 'sexual-offence': 1, robbery: 1 }
const table = { name: 'Ours', source: 'ours', capDays: 1, days: { ...days, weapons: 0, other: 0 } }
const id = randomUUID()

describe('text that no database keeps', () => {
  it.each<[Method, string, object | undefined, string]>([
    ['POST', '/api/operations', { name: 'a\u0000b', startDay: '2026-01-05' }, 'body/name'],
    ['POST', '/api/operations', { name: 'a\ud800', startDay: '2026-01-05' }, 'body/name'],
    ['POST', '/api/operations', { name: '\u009bb', startDay: '2026-01-05' }, 'body/name'],
    ['POST', '/api/excluded-places', { ...place, reason: '\udc00' }, 'body/reason'],
    ['PUT', '/api/harm-table', { ...table, version: null, source: 'a\u0007' }, 'body/source'],
    ['DELETE', '/api/harm-table?version=%00', undefined, 'querystring/version'],
    ['POST', '/api/themes', { ...theme, name: 'a\u0000' }, 'body/name'],
    ['PUT', '/api/themes/ours', { ...theme, version: '\ud800' }, 'body/version'],
    ['PUT', '/api/themes/ou%00rs', theme, 'params/themeId'],
    ['DELETE', '/api/themes/ou%1Frs?version=1', undefined, 'params/themeId'],
    ['GET', `/api/rankings/${id}/hotspots/h%00`, undefined, 'params/hotspotId'],
    ['GET', `/api/plans/${id}/days/2026-01-05?bcu=a%00`, undefined, 'querystring/bcu'],
    ['POST', '/api/rankings', { operationId: id, asOf: '2026-01-05', themeId: '\u0000' }, 'body/themeId'],
    [
      'POST',
      '/api/rankings',
      { operationId: id, asOf: '2026-01-05', quotas: [{ area: '\ud83d' }] },
      'body/quotas/0/area',
    ],
    ['POST', '/api/backtests', { methods: ['auto', 'a\u0000'] }, 'body/methods/1'],
    ['POST', '/api/session', { username: 'a\u0000', password: 'x' }, 'body/username'],
  ])('is refused by the name of its field: %s %s', async (method, url, payload, field) => {
    expect(await refusal(method, url, payload)).toEqual([
      400,
      {
        code: 'INVALID_INPUT',
        message: expect.stringMatching(new RegExp(`^${field} has a character that is no text`)),
      },
    ])
  })

  it('is refused as the name of a field, and however deep it lies', async () => {
    expect(await refusal('POST', '/api/operations', { 'a\u0000': 1 })).toEqual([
      400,
      { code: 'INVALID_INPUT', message: expect.stringContaining('body has a field whose name') },
    ])
    const depth = 400_000
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/operations',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: `${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`,
    })
    expect([response.statusCode, response.body.length < 300]).toEqual([400, true])
  })

  it('is refused as the name of a file', async () => {
    const payload = [
      '--x\r\ncontent-disposition: form-data; name="format"\r\n\r\ncanonical\r\n',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a\u0001.csv"\r\n\r\nid\r\n--x--\r\n',
    ].join('')
    const type = { ...headers, 'content-type': 'multipart/form-data; boundary=x' }
    const response = await test.app.inject({ method: 'POST', url: '/api/imports', headers: type, payload })
    expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining('The name of the file')])
  })

  it('is refused in a roster', async () => {
    await setForce(test.database.db, 'test', { name: 'Test', timezone: 'Europe/London', synthetic: true })
    const [header, row] = (await readFile('examples/shifts.csv', 'utf8')).split('\n')
    const part = 'content-disposition: form-data; name="file"; filename="shifts.csv"'
    const payload = `--x\r\n${part}\r\n\r\n${header ?? ''}\n${(row ?? '').replace(',', '\u0000,')}\n\r\n--x--\r\n`
    const type = { ...headers, 'content-type': 'multipart/form-data; boundary=x' }
    const response = await test.app.inject({ method: 'POST', url: '/api/rosters', headers: type, payload })
    expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining('roster/0/id has a character')])
  })

  it('is no longer so with lines, tabs and letters of any script', async () => {
    const reason = 'Zürich, 東京 \u{1f46e}\n\tsecond line\r\n'
    const made = await call('POST', '/api/excluded-places', { ...place, name: 'Any script', reason })
    expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining({ reason: reason.trim() })])
  })

  it('in an address that cannot be read is a refusal as well', async () => {
    expect((await call('GET', '/api/themes/%ED%A0%80')).statusCode).toBeLessThan(500)
    expect((await call('DELETE', '/api/themes/%ED%A0%80?version=1')).statusCode).toBe(400)
  })
})

describe('a name that somebody else saves at the same moment', () => {
  it('is a conflict in plain words', async () => {
    const client = await test.database.pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `insert into excluded_place (name, reason, lat, lng, radius_m, created_by) values ('Twin', 'x', 0, 0, 1, 'x')`,
      )
      const asked = refusal('POST', '/api/excluded-places', { ...place, name: 'twin' })
      const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
      await expect.poll(async () => (await test.database.pool.query(waiting)).rowCount).toBeGreaterThan(0)
      await client.query('commit')
      const [status, { code, message }] = (await asked) as [number, { code: string; message: string }]
      expect([status, code, message]).toEqual([409, 'CONFLICT', expect.stringContaining('somebody has just saved')])
      expect(message).not.toMatch(/excluded_place|constraint|key/)
    } finally {
      client.release()
    }
  })
})
