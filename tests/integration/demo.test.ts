import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDemo, type LoadDemoOptions } from '@planner/server/demo/load-demo.ts'
import { getAreaCollection } from '@planner/server/services/area.service.ts'
import { getForce, setForce } from '@planner/server/services/force.service.ts'
import { getOperations } from '@planner/server/services/operation.service.ts'
import { getRosters } from '@planner/server/services/roster.service.ts'
import { signIn } from '@planner/server/services/session.service.ts'
import { parseDay } from '@planner/shared/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

let database: TestDatabase
let dataDir: string
let asked: string[]

beforeEach(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'planner-demo-'))
  asked = []
})

afterEach(async () => {
  await database.drop()
  await rm(dataDir, { recursive: true })
})

/** A small force on a Thursday; ranking and planning have their own tests. */
const options = (): LoadDemoOptions => ({
  db: database.db,
  pool: database.pool,
  dataDir,
  today: parseDay('2026-11-26')!,
  rank: async ({ asOf }) => asked.push(`rank as of ${asOf}`),
  plan: async () => asked.push('plan'),
  say: () => undefined,
  size: { boroughs: ['Camden', 'Westminster'], incidents: 500, weeks: 8 },
})

const enter = async (username: string, password: string): Promise<string> =>
  (await signIn(database.db, { username, password, address: '127.0.0.1', oldToken: undefined })).kind

describe('loadDemo', () => {
  it('makes a synthetic force with areas, incidents, roster and an operation of the current week', async () => {
    await loadDemo(options())
    expect(await getForce(database.db)).toMatchObject({ synthetic: true })
    expect((await getAreaCollection(database.db)).features).toHaveLength(2)
    expect((await getRosters(database.db)).map(({ tours, firstDay }) => [tours, firstDay])).toEqual([
      [2 * 9 * 28, '2026-11-23'],
    ])
    expect((await getOperations(database.db)).map(({ days, startDay }) => [days, startDay])).toEqual([
      [21, '2026-11-23'],
    ])
    const { count } = await database.db
      .selectFrom('incident')
      .select((builder) => builder.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBeGreaterThan(450)
    expect(asked).toEqual(['rank as of 2026-11-23', 'plan'])
  })

  it('lets every role in with the password that it returns, and keeps them for the next start', async () => {
    const logins = await loadDemo(options())
    expect(logins.map(({ role }) => role)).toEqual(['tasking', 'supervisor', 'commander', 'officer'])
    for (const { username, password } of logins) expect(await enter(username, password)).toBe('signed-in')
    expect(logins.filter(({ teamId }) => teamId !== null).map(({ role }) => role)).toEqual(['officer'])
    expect(await loadDemo(options())).toEqual(logins)
    expect((await stat(join(dataDir, 'demo-logins.json'))).mode & 0o777).toBe(0o600)
    expect(await readdir(dataDir)).toEqual(['demo-logins.json'])
  })

  it('gives new passwords where the file with them is lost or broken', async () => {
    const [before] = await loadDemo(options())
    await writeFile(join(dataDir, 'demo-logins.json'), '[{"username":')
    const [after] = await loadDemo(options())
    expect(await enter('tasking', before!.password)).toBe('refused')
    expect(await enter('tasking', after!.password)).toBe('signed-in')
    expect(await readFile(join(dataDir, 'demo-logins.json'), 'utf8')).toContain(after!.password)
  })

  it('does nothing twice when it was cut short', async () => {
    await expect(loadDemo({ ...options(), plan: () => Promise.reject(new Error('power cut')) })).rejects.toThrow(
      'power cut',
    )
    await loadDemo(options())
    expect(await getRosters(database.db)).toHaveLength(1)
    expect(await getOperations(database.db)).toHaveLength(1)
    expect(asked.filter((request) => request === 'plan')).toHaveLength(1)
  })

  it('refuses a database that belongs to a force', async () => {
    await setForce(database.db, 'admin', { name: 'A real force', timezone: 'Europe/London', synthetic: false })
    await expect(loadDemo(options())).rejects.toThrow(expect.objectContaining({ code: 'CONFLICT' }))
  })
})
