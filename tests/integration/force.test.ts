import { runCommand } from '@planner/server/cli/command.ts'
import { areas } from '@planner/server/cli/areas.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import type { Session } from '@planner/shared/schemas'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'

let test: TestApp
let headers: { cookie: string }
beforeAll(async () => {
  test = await buildTestApp()
  headers = await test.signIn('tasking')
  vi.stubEnv('DATABASE_URL', test.database.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await test.close()
})
beforeEach(async () => {
  await test.database.db.deleteFrom('force').execute()
})

const TORONTO = { name: 'Toronto Police Service', timezone: 'America/Toronto' }
const UNNAMED = { name: 'Unnamed force', timezone: 'Europe/London', synthetic: false, isNamed: false }

const put = (payload: object) => test.app.inject({ method: 'PUT', url: '/api/force', headers, payload })
const told = async (): Promise<Session['force']> =>
  (await test.app.inject({ url: '/api/session', headers })).json<Session>().force
const events = () =>
  test.database.db
    .selectFrom('audit_event')
    .select(['actor', 'action', 'subject_id', 'detail'])
    .where('subject_kind', '=', 'force')
    .orderBy('audit_event_id', 'desc')
    .execute()

describe('PUT /api/force', () => {
  it('names a force that nobody had named, for whoever asks next, and is on record', async () => {
    expect(await told()).toEqual(UNNAMED)
    const response = await put(TORONTO)
    const force = { ...TORONTO, synthetic: false, isNamed: true }
    expect([response.statusCode, response.json()]).toEqual([200, force])
    expect(await told()).toEqual(force)
    expect((await events())[0]).toEqual({
      actor: 'a-tasking',
      action: 'set',
      subject_id: TORONTO.name,
      detail: { timezone: 'America/Toronto', synthetic: false },
    })
  })

  it('writes name and zone as they should be written', async () => {
    expect((await put({ name: '  Toronto \t Police ', timezone: ' america/toronto ' })).json()).toMatchObject({
      name: 'Toronto Police',
      timezone: 'America/Toronto',
    })
  })

  it('never changes whether the force is synthetic', async () => {
    await setForce(test.database.db, 'test', { name: 'Demo', timezone: 'Europe/London', synthetic: true })
    expect((await put(TORONTO)).json()).toMatchObject({ ...TORONTO, synthetic: true })
    expect((await put({ ...TORONTO, synthetic: false })).statusCode).toBe(400)
    expect(await told()).toMatchObject({ synthetic: true })
  })

  it.each([
    [{ ...TORONTO, timezone: 'Toronto' }, /^Unknown time zone "Toronto"\. Use an IANA name/],
    [{ ...TORONTO, timezone: '-05:00' }, /^Unknown time zone "-05:00"/],
    [{ ...TORONTO, timezone: '' }, /body\/timezone/],
    [{ ...TORONTO, timezone: 'x'.repeat(81) }, /body\/timezone/],
    [{ ...TORONTO, name: '' }, /body\/name/],
    [{ ...TORONTO, name: '   ' }, /needs a name/],
    [{ ...TORONTO, name: 'x'.repeat(81) }, /body\/name/],
    [{ ...TORONTO, name: 'Police\u0000' }, /^body\/name has a character that is no text \(U\+0000, character 7\)/],
    [{ name: 'Police' }, /timezone/],
  ])('refuses %j and changes nothing', async (payload, message) => {
    const before = await events()
    const { statusCode, body } = await put(payload)
    expect([statusCode, (JSON.parse(body) as { error: { message: string } }).error.message]).toEqual([
      400,
      expect.stringMatching(message),
    ])
    expect([await told(), await events()]).toEqual([UNNAMED, before])
  })

  it('takes a name of 80 characters', async () => {
    expect((await put({ ...TORONTO, name: 'x'.repeat(80) })).statusCode).toBe(200)
  })
})

describe('patrol areas', () => {
  const run = async (...args: string[]): Promise<{ status: number; err: string }> => {
    let err = ''
    const io = { cwd: '/', out: () => undefined, err: (text: string) => (err += text), interactive: false }
    return { status: await runCommand('areas', areas, args, io), err }
  }

  it('sets what it is given, and leaves the rest as it was', async () => {
    await run('--timezone', 'America/Toronto')
    expect(await told()).toEqual({ ...UNNAMED, timezone: 'America/Toronto' })
    await run('--name', TORONTO.name)
    expect(await told()).toMatchObject({ ...TORONTO, isNamed: true })
    const { status, err } = await run('--timezone', '+05:00')
    expect([status, err]).toEqual([2, expect.stringMatching(/Unknown time zone "\+05:00"/)])
  })
})
