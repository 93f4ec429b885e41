import { createAccount, changePassword, disableAccount } from '@planner/server/services/account.service.ts'
import type { Session } from '@planner/shared/schemas'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildTestApp, TEST_PASSWORD, type TestApp } from '../helpers/build-test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await buildTestApp()
  await createAccount(test.database.db, 'test', {
    username: 'Pat',
    role: 'tasking',
    teamId: null,
    password: TEST_PASSWORD,
  })
})
afterAll(async () => test.close())
beforeEach(async () => {
  await test.database.db.deleteFrom('sign_in_failure').execute()
})

const post = (payload: object, headers: Record<string, string> = {}) =>
  test.app.inject({ method: 'POST', url: '/api/session', payload, headers })
const who = (cookie: string) => test.app.inject({ method: 'GET', url: '/api/session', headers: { cookie } })

async function signIn(headers: Record<string, string> = {}): Promise<string> {
  const response = await post({ username: 'pat', password: TEST_PASSWORD }, headers)
  expect(response.statusCode).toBe(200)
  return `session=${response.cookies[0]!.value}`
}

describe('signing in', () => {
  it('opens a session whatever the case of the name, in a cookie that no script can read', async () => {
    const response = await post({ username: 'PAT', password: TEST_PASSWORD })
    expect(response.json<Session>()).toMatchObject({ username: 'pat', role: 'tasking', teamId: null })
    expect(response.cookies).toHaveLength(1)
    expect(response.cookies[0]).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(response.cookies[0]!.value).toMatch(/^[\w-]{43}$/)
    expect((await who(`session=${response.cookies[0]!.value}`)).statusCode).toBe(200)
  })

  it('says the same of a wrong password and of an unknown name', async () => {
    const wrong = await post({ username: 'pat', password: 'not the password' })
    const unknown = await post({ username: 'nobody', password: TEST_PASSWORD })
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
    expect(wrong.json()).toEqual(unknown.json())
    expect(wrong.cookies).toEqual([])
  })

  it('says where a request is at fault without showing a password', async () => {
    const long = await post({ username: 'pat', password: 'secret'.repeat(50) })
    expect([long.statusCode, long.body]).toEqual([
      400,
      expect.stringContaining('body/password must NOT have more than'),
    ])
    expect(long.body).not.toContain('secret')
  })

  it('is refused for a while after ten wrong passwords, even with the right one', async () => {
    for (let i = 0; i < 10; i++) expect((await post({ username: 'pat', password: `wrong ${i}` })).statusCode).toBe(401)
    const refused = await post({ username: 'pat', password: TEST_PASSWORD })
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await sql`update sign_in_failure set resets_at = now() - interval '1 second'`.execute(test.database.db)
    expect((await post({ username: 'pat', password: TEST_PASSWORD })).statusCode).toBe(200)
  })

  it('gives a new token and kills the one that the browser brought', async () => {
    const first = await signIn()
    const second = await signIn({ cookie: first })
    expect(second).not.toBe(first)
    expect((await who(first)).statusCode).toBe(401)
    expect((await who(second)).statusCode).toBe(200)
  })

  it('never takes a token that somebody else chose', async () => {
    const planted = `session=${'A'.repeat(43)}`
    const own = await signIn({ cookie: planted })
    expect(own).not.toBe(planted)
    expect((await who(planted)).statusCode).toBe(401)
  })

  it.each([
    [{}, 'username'],
    [{ username: 'pat' }, 'password'],
    [{ username: 'pat', password: 1 }, 'password'],
    [{ username: '', password: 'x' }, 'username'],
    [{ username: 'pat', password: 'x', role: 'tasking' }, ''],
  ])('refuses the body %j', async (body, field) => {
    const response = await post(body)
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ error: { code: 'INVALID_INPUT' } })
    expect(response.json<{ error: { message: string } }>().error.message).toContain(field)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json\t;x',
    'application/json; charset=utf-16',
    'application/jsonp',
    'application/xml',
  ])('takes JSON, not %j', async (type) => {
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'content-type': type },
      payload: JSON.stringify({ username: 'pat', password: TEST_PASSWORD }),
    })
    expect(response.statusCode).toBe(415)
    expect(response.cookies).toEqual([])
  })
})

describe('a request from another site', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:80', host: 'localhost:80' }, 200],
  ])('with %j answers %i', async (headers, status) => {
    // URL drops the default port, so that is how a browser writes it too.
    const own = 'host' in headers ? { origin: 'http://localhost', host: 'localhost' } : headers
    expect((await post({ username: 'pat', password: TEST_PASSWORD }, own)).statusCode).toBe(status)
  })

  it('may still read what is public', async () => {
    const response = await test.app.inject({ url: '/health', headers: { 'sec-fetch-site': 'cross-site' } })
    expect(response.statusCode).toBe(200)
  })
})

describe('a session', () => {
  const age = (column: 'last_used_at' | 'expires_at', by: string) =>
    sql`update session set ${sql.ref(column)} = now() - ${sql.lit(by)}::interval`.execute(test.database.db)

  it('is over after signing out', async () => {
    const cookie = await signIn()
    const response = await test.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    expect(response.statusCode).toBe(204)
    expect((await who(cookie)).statusCode).toBe(401)
  })

  it('is over after two hours without a request, and lives on one minute before', async () => {
    const cookie = await signIn()
    await age('last_used_at', '119 minutes')
    expect((await who(cookie)).statusCode).toBe(200)
    await age('last_used_at', '121 minutes')
    expect((await who(cookie)).statusCode).toBe(401)
  })

  it('is kept alive by use', async () => {
    const cookie = await signIn()
    await age('last_used_at', '100 minutes')
    await who(cookie)
    const { rows } = await sql<{ fresh: boolean }>`
      select max(last_used_at) > now() - interval '1 minute' as fresh from session`.execute(test.database.db)
    expect(rows[0]?.fresh).toBe(true)
  })

  it('is over when its time is up, however much it is used', async () => {
    const cookie = await signIn()
    await age('expires_at', '1 second')
    expect((await who(cookie)).statusCode).toBe(401)
  })

  it('is over the moment the account is disabled or given a new password', async () => {
    const { db } = test.database
    await createAccount(db, 'test', { username: 'sam', role: 'commander', teamId: null, password: TEST_PASSWORD })
    const signInAsSam = async (password: string): Promise<string> => {
      const response = await post({ username: 'sam', password })
      return `session=${response.cookies[0]?.value ?? ''}`
    }
    const first = await signInAsSam(TEST_PASSWORD)
    expect((await who(first)).statusCode).toBe(200)
    await changePassword(db, 'test', 'sam', 'another long password')
    expect((await who(first)).statusCode).toBe(401)
    const second = await signInAsSam('another long password')
    expect((await who(second)).statusCode).toBe(200)
    await disableAccount(db, 'test', 'sam')
    expect((await who(second)).statusCode).toBe(401)
    expect((await post({ username: 'sam', password: 'another long password' })).statusCode).toBe(401)
  })

  it('cannot be opened from the table: only a hash of the token is kept', async () => {
    const cookie = await signIn()
    const { rows } = await sql<{ hash: string }>`select encode(token_hash, 'hex') as hash from session`.execute(
      test.database.db,
    )
    for (const { hash } of rows) {
      expect(cookie).not.toContain(hash)
      expect((await who(`session=${hash}`)).statusCode).toBe(401)
    }
  })
})

describe('accounts', () => {
  it.each([
    [{ username: 'pat', role: 'tasking', teamId: null }, 'already'],
    [{ username: 'PAT', role: 'tasking', teamId: null }, 'already'],
    [{ username: 'x', role: 'tasking', teamId: null }, '"x"'],
    [{ username: 'no spaces', role: 'tasking', teamId: null }, '"no spaces"'],
    [{ username: 'officer-1', role: 'officer', teamId: null }, 'crew'],
    [{ username: 'chief', role: 'commander', teamId: 'team-1' }, 'Only an officer'],
  ] as const)('refuse %j', async (account, message) => {
    await expect(createAccount(test.database.db, 'test', { ...account, password: TEST_PASSWORD })).rejects.toThrow(
      message,
    )
  })

  it('refuse a short password and an unknown name', async () => {
    const { db } = test.database
    await expect(
      createAccount(db, 'test', { username: 'short', role: 'tasking', teamId: null, password: 'elevenchars' }),
    ).rejects.toThrow('12 to 200')
    await expect(disableAccount(db, 'test', 'nobody')).rejects.toThrow('no account "nobody"')
  })

  it('are on record, without the password', async () => {
    const { rows } = await sql<{ line: string }>`select audit_event::text as line from audit_event`.execute(
      test.database.db,
    )
    const lines = rows.map(({ line }) => line).join('\n')
    expect(lines).toContain('created')
    expect(lines).toContain('sign-in refused')
    expect(lines).not.toContain(TEST_PASSWORD)
    expect(lines).not.toContain('argon2')
  })
})
