import type {
  ExcludedPlaceList,
  ForceTheme,
  HarmTableRecord,
  NewExcludedPlace,
  NewHarmTable,
  NewTheme,
  ThemeList,
} from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'

let test: TestApp
let headers: { cookie: string }
beforeAll(async () => {
  test = await buildTestApp()
  headers = await test.signIn('tasking')
})
afterAll(() => test.close())

const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  test.app.inject({ method, url, headers, ...(payload && { payload }) })
const audited = async (subject: string): Promise<unknown[]> => {
  const { rows } = await test.database.pool.query<{ action: string; actor: string; name: string }>(
    `select action, actor, detail ->> 'name' as name from audit_event where subject_kind = $1 order by audit_event_id`,
    [subject],
  )
  return rows.map(({ action, actor, name }) => [action, actor, name])
}

describe('themes', () => {
  const theme: NewTheme = {
    name: '  Robbery at night ',
    offences: ['robbery'],
    flags: [],
    placeTypes: ['street', 'transport'],
    hours: [22, 21, 23],
    weights: { robbery: 2 },
    includeDomestic: false,
  }
  const list = async (): Promise<ForceTheme[]> => (await call('GET', '/api/themes')).json<ThemeList>().themes

  it('begin with those that come with the application', async () => {
    const shipped = await list()
    expect(shipped.length).toBeGreaterThanOrEqual(3)
    expect(shipped.every(({ isShipped }) => isShipped)).toBe(true)
  })

  it('are saved, changed and removed, each on record', async () => {
    const shipped = await list()
    const saved = await call('PUT', '/api/themes/robbery-nights', theme)
    const kept = { ...theme, id: 'robbery-nights', name: 'Robbery at night', hours: [21, 22, 23], isShipped: false }
    expect([saved.statusCode, saved.json()]).toEqual([200, kept])
    expect(await list()).toEqual([...shipped, kept])
    const changed = await call('PUT', '/api/themes/robbery-nights', { ...theme, name: 'Robbery late', hours: [] })
    expect(changed.statusCode).toBe(200)
    expect((await list()).at(-1)).toMatchObject({ name: 'Robbery late', hours: [] })
    expect((await call('DELETE', '/api/themes/robbery-nights')).statusCode).toBe(204)
    expect((await call('DELETE', '/api/themes/robbery-nights')).statusCode).toBe(404)
    expect(await list()).toEqual(shipped)
    expect(await audited('theme')).toEqual([
      ['saved', 'a-tasking', 'Robbery at night'],
      ['saved', 'a-tasking', 'Robbery late'],
      ['removed', 'a-tasking', 'Robbery late'],
    ])
  })

  it('have names of their own, whatever the case, and shipped ones stay as they are', async () => {
    const [shipped] = await list()
    expect((await call('PUT', '/api/themes/one', { ...theme, name: 'One' })).statusCode).toBe(200)
    for (const name of ['ONE', shipped!.name.toUpperCase()]) {
      const response = await call('PUT', '/api/themes/two', { ...theme, name })
      expect([response.statusCode, response.body]).toEqual([409, expect.stringContaining('Choose another name')])
    }
    // Its own name does not stand in its way.
    expect((await call('PUT', '/api/themes/one', { ...theme, name: 'one' })).statusCode).toBe(200)
    for (const method of ['PUT', 'DELETE'] as const) {
      const response = await call(method, `/api/themes/${shipped!.id}`, method === 'PUT' ? theme : undefined)
      expect([response.statusCode, response.body]).toEqual([409, expect.stringContaining('stays as it is')])
    }
    expect((await list())[0]).toEqual(shipped)
  })

  it.each([
    ['Not A Key', {}, 'small letters'],
    ['a', { offences: [] }, 'offences'],
    ['a', { offences: ['weapons'], weights: {} }, 'weapons'],
    ['a', { weights: { homicide: 3 } }, 'homicide'],
    ['a', { weights: { robbery: 0 } }, 'every weight is 0'],
    ['a', { hours: [168] }, 'hours'],
    ['a', { flags: ['red'] }, 'flags'],
    ['a', { name: ' ' }, 'name'],
    ['a', { colour: 'red' }, 'additional'],
  ])('refuse %s with %j', async (id, over, words) => {
    const response = await call('PUT', `/api/themes/${encodeURIComponent(id)}`, { ...theme, ...over })
    expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining(words)])
  })
})

describe('the harm table', () => {
  const shown = async (): Promise<HarmTableRecord> => (await call('GET', '/api/harm-table')).json()
  const own = (days: Partial<NewHarmTable['days']> = {}): NewHarmTable => ({
    name: 'Ours',
    source: 'Survey of 2025, page 3',
    capDays: 1000,
    days: {
      homicide: 3000,
      'violence-with-injury': 200,
      'violence-without-injury': 5,
      'sexual-offence': 900,
      robbery: 300,
      weapons: 0,
      other: 0,
      ...days,
    },
  })

  it('is the application’s until the force has its own, and again when that is removed, each on record', async () => {
    const shipped = await shown()
    expect(shipped).toMatchObject({ isShipped: true, source: expect.stringContaining('doi'), days: { robbery: 365 } })
    const saved = await call('PUT', '/api/harm-table', { ...own(), name: ' Ours ' })
    expect([saved.statusCode, saved.json()]).toEqual([200, { ...own(), isShipped: false }])
    expect((await call('PUT', '/api/harm-table', own({ robbery: 400 }))).statusCode).toBe(200)
    expect(await shown()).toEqual({ ...own({ robbery: 400 }), isShipped: false })
    for (let i = 0; i < 2; i++) {
      const removed = await call('DELETE', '/api/harm-table')
      expect([removed.statusCode, removed.json()]).toEqual([200, shipped])
    }
    expect(await shown()).toEqual(shipped)
    // Removing what is not there is no change.
    expect(await audited('harm table')).toEqual([
      ['saved', 'a-tasking', 'Ours'],
      ['saved', 'a-tasking', 'Ours'],
      ['removed', 'a-tasking', 'Ours'],
    ])
  })

  it.each([
    [{ source: '' }, 'source'],
    [{ source: ' ' }, 'a name and a source'],
    [{ capDays: 0 }, 'capDays'],
    [{ days: { ...own().days, robbery: -1 } }, 'robbery'],
    [{ days: Object.fromEntries(Object.keys(own().days).map((offence) => [offence, 0])) }, 'nothing would count'],
    [{ days: { robbery: 1 } }, 'homicide'],
  ])('refuses %j', async (over, words) => {
    const response = await call('PUT', '/api/harm-table', { ...own(), ...over })
    expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining(words)])
  })
})

describe('excluded places', () => {
  const place: NewExcludedPlace = { name: 'Hospital', reason: 'has its own guards', lat: 51.5, lng: -0.1, radiusM: 200 }
  const list = async (): Promise<ExcludedPlaceList['excludedPlaces']> =>
    (await call('GET', '/api/excluded-places')).json<ExcludedPlaceList>().excludedPlaces

  it('are kept with their reasons and removed, each on record', async () => {
    expect(await list()).toEqual([])
    const made = await call('POST', '/api/excluded-places', { ...place, name: ' Hospital ' })
    expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining({ ...place, createdBy: 'a-tasking' })])
    expect(await list()).toEqual([made.json()])
    const again = await call('POST', '/api/excluded-places', { ...place, name: 'hospital' })
    expect([again.statusCode, again.body]).toEqual([409, expect.stringContaining('already')])
    const url = `/api/excluded-places/${made.json<{ excludedPlaceId: string }>().excludedPlaceId}`
    expect((await call('DELETE', url)).statusCode).toBe(204)
    expect((await call('DELETE', url)).statusCode).toBe(404)
    expect(await list()).toEqual([])
    expect(await audited('excluded place')).toEqual([
      ['excluded', 'a-tasking', 'Hospital'],
      ['removed', 'a-tasking', 'Hospital'],
    ])
  })

  it.each([
    [{ reason: '' }, 'reason'],
    [{ reason: '  ' }, 'a name and a reason'],
    [{ lat: 91 }, 'lat'],
    [{ radiusM: 0 }, 'radiusM'],
    [{ radiusM: 5001 }, 'radiusM'],
  ])('refuse %j', async (over, words) => {
    const response = await call('POST', '/api/excluded-places', { ...place, ...over })
    expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining(words)])
  })
})
