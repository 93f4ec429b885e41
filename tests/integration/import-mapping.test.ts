import type { Import, ImportAccepted, ImportMapping, ImportMappingList, RejectList } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'

const MAPPING = {
  publisher: 'force',
  columns: { id: 'Ref', occurred_from: 'Date', offence: 'Type', lat: 'Y', lng: 'X' },
  dates: 'dmy',
  coordinates: 'wgs84',
  decimal: '.',
  values: { offence: { 'Robbery of the person': 'robbery' } },
} as const

let test: TestApp
let headers: { cookie: string }
beforeAll(async () => {
  test = await buildTestApp({ jobs: true })
  headers = await test.signIn('tasking')
})
afterAll(async () => test.close())

type Method = 'POST' | 'PUT' | 'DELETE'
const send = async (method: Method, url: string, payload?: object) =>
  test.app.inject({ method, url: `/api/import-mappings${url}`, headers, ...(payload === undefined ? {} : { payload }) })
const get = async <Body>(url: string): Promise<Body> => (await test.app.inject({ url: `/api${url}`, headers })).json()
const names = async (): Promise<string[]> =>
  (await get<ImportMappingList>('/import-mappings')).mappings.map(({ name }) => name)

describe('saved mappings', () => {
  it('are kept, changed and removed, each on record', async () => {
    const made = await send('POST', '', { name: ' Niche export ', mapping: MAPPING })
    expect(made.statusCode).toBe(201)
    const saved = made.json<ImportMapping>()
    expect(saved).toMatchObject({ name: 'Niche export', mapping: MAPPING, savedBy: 'a-tasking' })
    const change = { name: 'Niche', mapping: { ...MAPPING, dates: 'ymd' }, version: saved.version }
    const changed = await send('PUT', `/${saved.mappingId}`, change)
    expect([changed.statusCode, changed.json<ImportMapping>().mapping.dates]).toEqual([200, 'ymd'])
    const stale = await send('PUT', `/${saved.mappingId}`, change)
    expect([stale.statusCode, stale.body]).toEqual([409, expect.stringContaining('changed by a-tasking')])
    expect((await send('DELETE', `/${saved.mappingId}`)).statusCode).toBe(204)
    expect((await send('DELETE', `/${saved.mappingId}`)).statusCode).toBe(404)
    expect((await send('PUT', `/${saved.mappingId}`, change)).statusCode).toBe(404)
    const { rows } = await test.database.pool.query(
      `select action from audit_event where subject_kind = 'import mapping' order by audit_event_id`,
    )
    expect(rows.map(({ action }: { action: string }) => action)).toEqual(['saved', 'saved', 'removed'])
  })

  it('have names of their own, whatever the case', async () => {
    const one = (await send('POST', '', { name: 'One', mapping: MAPPING })).json<ImportMapping>()
    expect((await send('POST', '', { name: 'ONE', mapping: MAPPING })).statusCode).toBe(409)
    const two = (await send('POST', '', { name: 'Two', mapping: MAPPING })).json<ImportMapping>()
    const rename = (name: string) => send('PUT', `/${two.mappingId}`, { name, mapping: MAPPING, version: two.version })
    expect((await rename('one')).statusCode).toBe(409)
    expect((await rename('TWO')).statusCode).toBe(200)
    expect(await names()).toEqual(['TWO', 'One'])
    for (const { mappingId } of [one, two]) await send('DELETE', `/${mappingId}`)
  })

  it('are refused when they read a column about a person, or make no sense', async () => {
    const person = { ...MAPPING, columns: { ...MAPPING.columns, place_name: 'Victim surname' } }
    const refused = await send('POST', '', { name: 'P', mapping: person })
    expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining('Victim surname')])
    expect((await send('POST', '', { name: ' ', mapping: MAPPING })).statusCode).toBe(400)
    expect((await send('POST', '', { name: 'N', mapping: { ...MAPPING, columns: { id: 'Ref' } } })).statusCode).toBe(
      400,
    )
    expect(await names()).toEqual([])
  })
})

describe('an upload with a mapping', () => {
  async function upload(fields: Record<string, string>, csv: string) {
    const [boundary, id] = ['test-boundary', 'content-disposition: form-data; name=']
    const parts = Object.entries(fields).map(([name, value]) => `--${boundary}\r\n${id}"${name}"\r\n\r\n${value}\r\n`)
    const file = `--${boundary}\r\n${id}"file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--${boundary}--\r\n`
    return test.app.inject({
      method: 'POST',
      url: '/api/imports',
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: [...parts, file].join(''),
    })
  }
  const CSV =
    'Ref,Date,Type,X,Y,Officer\n1,31/05/2026,Robbery of the person,-0.1,51.5,x\n2,31.31.2026,Robbery of the person,-0.1,51.5,x\n3,31/05/2026,robbery of the PERSON,-0.1,195,x\n'

  it('is read by it, and the import tells how; rejects come by page and by code', async () => {
    const accepted = await upload({ format: 'mapped', mapping: JSON.stringify(MAPPING) }, CSV)
    expect(accepted.statusCode).toBe(202)
    const { importId, jobId } = accepted.json<ImportAccepted>()
    await expect.poll(async () => (await get<Import>(`/imports/${importId}`)).status).toBe('completed')
    expect(await get<Import>(`/imports/${importId}`)).toMatchObject({
      added: 1,
      rejected: 2,
      mapping: MAPPING,
      jobId,
      encodings: ['utf-8'],
      coordinateMethod: expect.stringContaining('WGS84'),
      coordinateAccuracyM: null,
    })
    const page = async (query: string): Promise<RejectList> => get(`/imports/${importId}/rejects?${query}`)
    const first = await page('limit=1')
    expect(first).toMatchObject({ total: 2, rejects: [{ line: 3, code: 'BAD_TIME' }], next: expect.any(Number) })
    expect(first.byCode.map(({ code }) => code)).toEqual(['BAD_COORDINATE', 'BAD_TIME'])
    expect(await page(`limit=1&after=${first.next ?? ''}`)).toMatchObject({ rejects: [{ line: 4 }], next: null })
    expect((await page('code=BAD_COORDINATE')).rejects.map(({ line }) => line)).toEqual([4])
    for (const query of ['code=NONE', 'limit=0', 'limit=1001', 'after=x'])
      expect((await test.app.inject({ url: `/api/imports/${importId}/rejects?${query}`, headers })).statusCode).toBe(
        400,
      )
    const csv = (await test.app.inject({ url: `/api/imports/${importId}/rejects.csv`, headers })).body
    expect(csv.split('\n')[0]!.split(',').toSorted()).toEqual([
      'Date',
      'Ref',
      'Type',
      'X',
      'Y',
      'advice',
      'code',
      'column',
      'file',
      'line',
      'value',
    ])
  })

  it('takes every row for the offence that a kept mapping says, where no column does', async () => {
    const { offence: _, ...columns } = MAPPING.columns
    const robberies = { ...MAPPING, columns, values: {}, constants: { offence: 'robbery' } }
    const kept = (await send('POST', '', { name: 'Robberies', mapping: robberies })).json<ImportMapping>()
    expect(kept.mapping).toEqual(robberies)
    await send('DELETE', `/${kept.mappingId}`)
    const csv = 'Ref,Date,X,Y\nR1,31/05/2026,-0.1,51.5\nR2,30/05/2026,-0.1,51.5\n'
    const accepted = await upload({ format: 'mapped', mapping: JSON.stringify(kept.mapping) }, csv)
    const { importId } = accepted.json<ImportAccepted>()
    const result = () => get<Import>(`/imports/${importId}`)
    await expect.poll(async () => (await result()).status).toBe('completed')
    expect(await result()).toMatchObject({ added: 2, rejected: 0, mapping: { constants: { offence: 'robbery' } } })
    const { rows } = await test.database.pool.query(`select offence from incident where source_id in ('R1', 'R2')`)
    expect(rows).toEqual([{ offence: 'robbery' }, { offence: 'robbery' }])
    const wrong = { ...robberies, constants: { offence: 'mugging' } }
    const refused = await upload({ format: 'mapped', mapping: JSON.stringify(wrong) }, csv)
    expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining('must be one of: homicide')])
  })

  it('has its local times read by the clock that it says, else by the force’s', async () => {
    // As a portal of Toronto writes them: days as the instants of local midnight, and the hour beside them.
    const columns = { ...MAPPING.columns, occurred_from_time: 'Hour' }
    const mapping = JSON.stringify({ ...MAPPING, columns, dates: 'ymd', times: 'hours' })
    const csv = 'Ref,Date,Hour,Type,X,Y\nT1,2024/01/05 05:00:00+00,22,Robbery of the person,-79.38,43.65\n'
    const load = async (zone: Record<string, string>): Promise<Import> => {
      const accepted = await upload({ format: 'mapped', mapping, ...zone }, csv)
      expect(accepted.statusCode).toBe(202)
      const { importId } = accepted.json<ImportAccepted>()
      const result = () => get<Import>(`/imports/${importId}`)
      await expect.poll(async () => (await result()).status).toBe('completed')
      return result()
    }
    expect(await load({})).toMatchObject({
      timezone: 'Europe/London',
      added: 0,
      rejected: 1,
      warnings: ['The places lie about 5 hours west of Europe/London’s clock: is the time zone right?'],
    })
    expect(await load({ timezone: 'america/toronto' })).toMatchObject({
      timezone: 'America/Toronto',
      added: 1,
      rejected: 0,
      warnings: [],
    })
    const { rows } = await test.database.pool.query(`select occurred_from from incident where source_id = 'T1'`)
    expect(rows).toEqual([{ occurred_from: new Date('2024-01-06T03:00:00Z') }])
  })

  it.each([
    [{ format: 'canonical', timezone: 'Toronto' }, 'The field \\"timezone\\": Unknown time zone \\"Toronto\\".'],
    [{ format: 'canonical', timezone: '-05:00' }, 'Unknown time zone \\"-05:00\\"'],
    [{ format: 'canonical', timezone: '' }, 'Unknown time zone'],
    [{ format: 'canonical', timezone: 'x'.repeat(500) }, 'The field \\"timezone\\" is too long'],
    [{ format: 'mapped' }, 'needs a mapping'],
    [{ format: 'mapped', mapping: '{' }, 'is not JSON'],
    [{ format: 'canonical', mapping: JSON.stringify(MAPPING) }, 'has its own columns'],
    [{ format: 'canonical', drop: '"x"' }, 'must be a list of column names'],
    [{ format: 'x'.repeat(500) }, 'one of: canonical'],
  ])('is refused for fields %j', async (fields, reason) => {
    const refused = await upload(fields, CSV)
    expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining(reason)])
    expect(refused.body.length).toBeLessThan(500)
  })
})
