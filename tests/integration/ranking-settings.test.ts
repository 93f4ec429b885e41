import type {
  ExcludedPlaceList,
  ForceHarmTable,
  ForceTheme,
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

  const made = async (given: NewTheme): Promise<ForceTheme> => {
    const response = await call('POST', '/api/themes', given)
    expect([response.statusCode, response.statusCode === 201 ? '' : response.body]).toEqual([201, ''])
    return response.json()
  }

  const removed = async (id: string): Promise<void> => {
    const { version } = (await list()).find((one) => one.id === id)!
    expect((await call('DELETE', `/api/themes/${id}?version=${version ?? ''}`)).statusCode).toBe(204)
  }

  it('are saved, changed and removed, each on record', async () => {
    const shipped = await list()
    const { version, ...saved } = await made(theme)
    const kept = { ...theme, id: 'robbery-at-night', name: 'Robbery at night', hours: [21, 22, 23], isShipped: false }
    expect(saved).toEqual(kept)
    expect(await list()).toEqual([...shipped, { ...kept, version }])
    const url = '/api/themes/robbery-at-night'
    const changed = await call('PUT', url, { ...theme, name: 'Robbery late', hours: [], version })
    expect(changed.statusCode).toBe(200)
    expect((await list()).at(-1)).toEqual(changed.json())
    expect(changed.json()).toMatchObject({ name: 'Robbery late', hours: [], id: 'robbery-at-night' })
    const now = `${url}?version=${changed.json<{ version: string }>().version}`
    expect((await call('DELETE', now)).statusCode).toBe(204)
    expect((await call('DELETE', now)).statusCode).toBe(404)
    expect((await call('PUT', url, { ...theme, version })).statusCode).toBe(404)
    expect(await list()).toEqual(shipped)
    expect(await audited('theme')).toEqual([
      ['saved', 'a-tasking', 'Robbery at night'],
      ['saved', 'a-tasking', 'Robbery late'],
      ['removed', 'a-tasking', 'Robbery late'],
    ])
  })

  it('do not overwrite those of colleagues, whether they are new or changed meanwhile', async () => {
    const first = await made({ ...theme, name: 'Knives!' })
    const second = await made({ ...theme, name: 'Knives?', offences: ['homicide'], weights: {} })
    expect([first.id, second.id]).toEqual(['knives', 'knives-2'])
    const url = `/api/themes/${first.id}`
    expect((await call('PUT', url, { ...theme, name: 'Knives now', version: first.version })).statusCode).toBe(200)
    const late = await call('PUT', url, { ...theme, name: 'Knives then', version: first.version })
    expect([late.statusCode, late.body]).toEqual([409, expect.stringContaining('so yours was not saved')])
    expect(late.body).toContain('was changed by a-tasking')
    // Nor is what a colleague changed removed by whoever saw it as it was.
    const removal = await call('DELETE', `${url}?version=${first.version}`)
    expect([removal.statusCode, removal.body]).toEqual([409, expect.stringContaining('so it was not removed')])
    expect((await call('DELETE', url)).body).toContain('version')
    expect((await list()).map(({ name }) => name)).toEqual(expect.arrayContaining(['Knives now', 'Knives?']))
    expect((await call('PUT', url, { ...theme, name: 'Knives then' })).body).toContain('version')
    // Not even where it was removed and made again meanwhile.
    await removed(first.id)
    const again = await made({ ...theme, name: 'Knives!' })
    expect(again.id).toBe(first.id)
    expect((await call('PUT', url, { ...theme, version: first.version })).statusCode).toBe(409)
    expect((await call('DELETE', `${url}?version=${first.version}`)).statusCode).toBe(409)
    for (const { id } of [again, second]) await removed(id)
  })

  it('are one each, even where two were saved in the same instant', async () => {
    const zulu = await made({ ...theme, name: 'Zulu' })
    const alpha = await made({ ...theme, name: 'Alpha' })
    expect((await list()).slice(-2).map(({ name }) => name)).toEqual(['Alpha', 'Zulu'])
    await test.database.pool.query(`update theme set saved_at = '2026-01-05T10:00:00Z'`)
    const [version] = (await list()).flatMap((one) => (one.id === zulu.id ? [one.version!] : []))
    const url = `/api/themes/${zulu.id}`
    const changed = await call('PUT', url, { ...theme, name: 'Zulu two', version })
    expect(changed.statusCode).toBe(200)
    expect((await list()).slice(-2).map(({ name }) => name)).toEqual(['Alpha', 'Zulu two'])
    await test.database.pool.query(`update theme set saved_at = '2026-01-05T10:00:00Z'`)
    expect((await call('DELETE', `${url}?version=${version!}`)).statusCode).toBe(204)
    expect((await list()).slice(-1).map(({ name }) => name)).toEqual(['Alpha'])
    await removed(alpha.id)
  })

  it('are changed by one of two who change the same version at once', async () => {
    const { id, version } = await made({ ...theme, name: 'Both' })
    const changes = ['Left', 'Right', 'Middle'].map(async (name) =>
      call('PUT', `/api/themes/${id}`, { ...theme, name, version }),
    )
    expect((await Promise.all(changes)).map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 409, 409,
    ])
    await removed(id)
  })

  it('have names of their own, whatever the case, and shipped ones stay as they are', async () => {
    const [shipped] = await list()
    const one = await made({ ...theme, name: 'One' })
    const two = await made({ ...theme, name: 'Two' })
    for (const name of ['ONE', shipped!.name.toUpperCase()])
      for (const response of [
        await call('POST', '/api/themes', { ...theme, name }),
        await call('PUT', '/api/themes/two', { ...theme, name, version: two.version }),
      ])
        expect([response.statusCode, response.body]).toEqual([409, expect.stringContaining('Choose another name')])
    // Its own name does not stand in its way.
    expect((await call('PUT', '/api/themes/one', { ...theme, name: 'one', version: one.version })).statusCode).toBe(200)
    for (const method of ['PUT', 'DELETE'] as const) {
      const payload = method === 'PUT' ? { ...theme, version: '1' } : undefined
      const response = await call(method, `/api/themes/${shipped!.id}?version=1`, payload)
      expect([response.statusCode, response.body]).toEqual([409, expect.stringContaining('stays as it is')])
    }
    expect((await list())[0]).toEqual(shipped)
  })

  it.each([
    [{ offences: [] }, 'offences'],
    [{ offences: ['weapons'], weights: {} }, 'weapons'],
    [{ weights: { homicide: 3 } }, 'homicide'],
    [{ weights: { robbery: 0 } }, 'every weight is 0'],
    [{ hours: [168] }, 'hours'],
    [{ flags: ['red'] }, 'flags'],
    [{ name: ' ' }, 'name'],
    [{ colour: 'red' }, 'additional'],
  ])('refuse %j', async (over, words) => {
    for (const response of [
      await call('POST', '/api/themes', { ...theme, ...over }),
      await call('PUT', '/api/themes/one', { ...theme, version: '1', ...over }),
    ])
      expect([response.statusCode, response.body]).toEqual([400, expect.stringContaining(words)])
  })
})

describe('the harm table', () => {
  const shown = async (): Promise<ForceHarmTable> => (await call('GET', '/api/harm-table')).json()
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

  const put = async (version: string | null, over: Partial<NewHarmTable> = {}) =>
    call('PUT', '/api/harm-table', { ...own(), ...over, version })
  const drop = async (version: string | null) => call('DELETE', `/api/harm-table?version=${version ?? ''}`)
  const versionOf = ({ statusCode, body }: { statusCode: number; body: string }): string => {
    expect([statusCode, body]).toEqual([200, expect.stringContaining('"isShipped":false')])
    return (JSON.parse(body) as { version: string }).version
  }

  it('is the application’s until the force has its own, and again when that is removed, each on record', async () => {
    const shipped = await shown()
    expect(shipped).toMatchObject({ isShipped: true, source: expect.stringContaining('doi'), days: { robbery: 365 } })
    expect(shipped.version).toBeNull()
    const saved = await put(null, { name: ' Ours ' })
    const first = versionOf(saved)
    expect(saved.json()).toEqual({ ...own(), isShipped: false, version: first })
    const changed = own({ robbery: 400 })
    const version = versionOf(await put(first, changed))
    expect(version).not.toBe(first)
    expect(await shown()).toEqual({ ...changed, isShipped: false, version })
    for (let i = 0; i < 2; i++) {
      const removed = await drop(version)
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

  it('of a colleague is neither overwritten nor removed by who saw it as it was', async () => {
    const first = versionOf(await put(null))
    const second = versionOf(await put(first, { name: 'Theirs' }))
    const refused = [
      // Who saw the shipped one, and who saw the one before.
      await put(null),
      await put(first),
    ]
    for (const { statusCode, body } of refused)
      expect([statusCode, body]).toEqual([409, expect.stringContaining('changed by a-tasking after you opened it')])
    const removal = await drop(first)
    expect([removal.statusCode, removal.body]).toEqual([409, expect.stringContaining('so it was not removed')])
    expect(await shown()).toMatchObject({ name: 'Theirs', version: second })
    for (const { body } of [await call('PUT', '/api/harm-table', own()), await call('DELETE', '/api/harm-table')])
      expect(body).toContain('version')
    expect((await drop(second)).statusCode).toBe(200)
    const late = await put(second)
    expect([late.statusCode, late.body]).toEqual([409, expect.stringContaining('The harm table was removed')])
    // Not even where it was removed and made again meanwhile.
    const third = versionOf(await put(null))
    expect((await put(first)).statusCode).toBe(409)
    expect((await drop(third)).statusCode).toBe(200)
    expect((await shown()).isShipped).toBe(true)
  })

  it('is saved by one of several who do so at once, of the shipped one or of the force’s', async () => {
    for (const seen of ['shipped', 'own'] as const) {
      const { version } = await shown()
      expect(version === null).toBe(seen === 'shipped')
      const answers = await Promise.all(['A', 'B', 'C'].map(async (name) => put(version, { name })))
      expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    }
    expect((await drop((await shown()).version)).statusCode).toBe(200)
  })

  it.each([
    [{ source: '' }, 'source'],
    [{ source: ' ' }, 'a name and a source'],
    [{ capDays: 0 }, 'capDays'],
    [{ days: { ...own().days, robbery: -1 } }, 'robbery'],
    [{ days: Object.fromEntries(Object.keys(own().days).map((offence) => [offence, 0])) }, 'nothing would count'],
    [
      { days: { ...Object.fromEntries(Object.keys(own().days).map((offence) => [offence, 0])), weapons: 5, other: 1 } },
      'every class that is ranked has 0 days',
    ],
    [{ days: { robbery: 1 } }, 'homicide'],
  ])('refuses %j', async (over, words) => {
    const response = await call('PUT', '/api/harm-table', { ...own(), version: null, ...over })
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
