import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EXIT, runCommand } from '@planner/server/cli/command.ts'
import { importIncidents } from '@planner/server/cli/import.ts'
import { listImports } from '@planner/server/repositories/import.repository.ts'
import { loadIncidents } from '@planner/server/repositories/incident-snapshot.repository.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng\n'

let test: TestDatabase
let folder = ''
beforeAll(async () => {
  test = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'import-command-'))
  vi.stubEnv('DATABASE_URL', test.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await test.drop()
  await rm(folder, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<{ status: number; err: string }> {
  let err = ''
  const io = { cwd: folder, out: () => undefined, err: (text: string) => (err += text), interactive: true }
  return { status: await runCommand('import', importIncidents, args, io), err }
}

/** Megabytes of the engine's space for what is new, and the packages loaded, when the command has ended. */
async function runProcess(...args: string[]): Promise<{ newSpaceMb: number; packages: string[] }> {
  const probe = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { registerHooks } from 'node:module'
    const packages = new Set()
    registerHooks({ load(url, context, next) { packages.add(url.split('/node_modules/').at(-1).split('/')[0]); return next(url, context) } })
    process.on('exit', () => {
      const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
      process.stdout.write(JSON.stringify({ newSpaceMb: space_size / 2 ** 20, packages: [...packages] }))
    })`
  const script = join(import.meta.dirname, '..', '..', 'scripts', 'patrol.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(probe)}`, script, ...args],
    { env: { ...process.env, INIT_CWD: folder }, maxBuffer: 2 ** 24 },
  )
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as { newSpaceMb: number; packages: string[] }
}

describe('patrol import', () => {
  it('loads a file beside the caller, says what became of its rows, and writes the rejected ones', async () => {
    await writeFile(
      join(folder, 'May.csv'),
      `${HEADER}A,2026-05-03T22:14,,robbery,51.47,-0.069\nB,soon,,robbery,51.47,-0.069\nC,2026-05,,weapons,,\n`,
    )
    const { status, err } = await run('--incidents', 'May.csv', '--format', 'canonical', '--rejects', 'bad.csv')
    expect(status).toBe(EXIT.done)
    expect(err).toMatch(/\rimport: +80 %, storing 1 incidents/)
    expect(err).toContain('import: 3 rows: 1 added, 0 updated, 0 unchanged')
    expect(err).toContain('out of scope: weapons 1')
    expect(err).toContain('rejected: 1, in bad.csv')
    expect(await readFile(join(folder, 'bad.csv'), 'utf8')).toContain('\nMay.csv,3,occurred_from,soon,BAD_TIME,')
    expect((await loadIncidents(test.pool)).incidents.length).toBe(1)
    expect(await listImports(test.db, 1)).toMatchObject([
      { file_name: 'May.csv', status: 'completed', created_by: 'command line', timezone: 'Europe/London' },
    ])
  })

  it('asks for the time zone when the places lie under another clock', async () => {
    await writeFile(join(folder, 'T.csv'), `${HEADER}T1,2026-05-03T22:14,,robbery,43.65,-79.38\n`)
    const asked = 'import: The places lie about 5 hours west of Europe/London’s clock: is the time zone right?\n'
    expect((await run('--incidents', 'T.csv', '--format', 'canonical')).err).toContain(asked)
    const { err } = await run('--incidents', 'T.csv', '--format', 'canonical', '--timezone', 'America/Toronto')
    expect(err).toContain('1 updated')
    expect(err).not.toContain('time zone')
    await sql`delete from incident where source_id = 'T1'`.execute(test.db)
  })

  it('ends as a clean file does when the rejected rows are mended and loaded', async () => {
    const row = (id: string, over: { from?: string; lat?: string } = {}): string =>
      `${id},${over.from ?? '2026-04-03T22:14'},,robbery,${over.lat ?? '51.4'},-0.0001\n`
    const clean = `${HEADER}${row('K1')}${row('K2')}${row('K3', { lat: '51.45' })}`
    await writeFile(
      join(folder, 'k.csv'),
      HEADER + row('K1') + row('K2', { from: 'soon' }) + row('K3', { lat: '5l.45' }),
    )
    const load = async (file: string) => run('--incidents', file, '--format', 'canonical', '--rejects', 'k.rejects.csv')
    expect((await load('k.csv')).err).toContain('1 added')
    const rejects = await readFile(join(folder, 'k.rejects.csv'), 'utf8')
    await writeFile(
      join(folder, 'mended.csv'),
      rejects.replaceAll('soon', '2026-04-03T22:14').replaceAll('5l.45', '51.45'),
    )
    expect((await load('mended.csv')).err).toContain('2 rows: 2 added, 0 updated, 0 unchanged')
    await writeFile(join(folder, 'clean.csv'), clean)
    expect((await load('clean.csv')).err).toContain('3 rows: 0 added, 0 updated, 3 unchanged')
    await sql`delete from incident where source_id like 'K%'`.execute(test.db)
  })

  it('loads a force’s own export by a mapping, keeps it with the method of the places, and nothing of the other columns', async () => {
    await writeFile(
      join(folder, 'own.csv'),
      'Ref,Date,HO Code,E,N,Victim Name\nM1,05/03/2026,34B,530034,180381,CANARY\nM2,05/03/2026,34B,0,0,CANARY\n',
    )
    const columns = { id: 'Ref', occurred_from: 'Date', offence_code: 'HO Code', easting: 'E', northing: 'N' }
    await writeFile(join(folder, 'map.json'), JSON.stringify({ columns, dates: 'dmy', coordinates: 'bng' }))
    const { status, err } = await run('--incidents', 'own.csv', '--format', 'mapped', '--map', 'map.json')
    expect(status).toBe(EXIT.done)
    expect(err).toContain('import: 2 rows: 1 added')
    expect(err).toContain('right to about 3.5 m')
    const [last] = await listImports(test.db, 1)
    expect(last).toMatchObject({
      format: 'mapped',
      mapping: { publisher: 'force', columns, dates: 'dmy', coordinates: 'bng' },
      coordinate_method: 'British National Grid by 7-parameter Helmert (EPSG:1314)',
      coordinate_accuracy_m: 3.5,
    })
    const { rows } = await sql<{ text: string }>`
      select i::text as text from incident i union all select r::text from incident_reject r union all select b::text from incident_import b
    `.execute(test.db)
    expect(rows.map(({ text }) => text).join(' ')).not.toContain('CANARY')
    await sql`delete from incident where source_id like 'M%'`.execute(test.db)
  })

  it.each([
    [['--incidents', 'gone.csv', '--format', 'canonical'], 'There is no file or folder'],
    [['--incidents', 'May.csv', '--format', 'police-uk'], 'the header lacks "Crime ID"'],
    [['--incidents', 'May.csv', '--format', 'excel'], 'must be one of: canonical, police-uk, police-uk-api'],
    [['--incidents', 'May.csv', '--format', 'canonical', '--timezone', 'London'], 'Unknown time zone "London"'],
    [['--incidents', 'May.csv'], '--format is missing'],
  ])('refuses %j with exit status 2 and a reason', async (args, reason) => {
    const { status, err } = await run(...args)
    expect(status).toBe(EXIT.badInput)
    expect(err).toContain(reason)
    expect((await loadIncidents(test.pool)).incidents.length).toBe(1)
  })

  it('takes a load back by the ID that it told at its end, and says of another which there are', async () => {
    const before = (await loadIncidents(test.pool)).incidents.length
    await writeFile(join(folder, 'twice.csv'), `${HEADER}T1,2026-05-03,,robbery,51.47,-0.069\n`)
    const importId = /load ([0-9a-f-]{36})\n/.exec(
      (await run('--incidents', 'twice.csv', '--format', 'canonical')).err,
    )![1]!
    const { status, err } = await run('--take-back', importId)
    expect([status, err.split('\n').at(-2)]).toEqual([
      EXIT.done,
      'import: took twice.csv back: 1 incident removed, 0 stay since later loads hold them, 0 have their former values back',
    ])
    expect((await loadIncidents(test.pool)).incidents.length).toBe(before)
    const events = await sql`select actor, detail from audit_event where action = 'taken back'`.execute(test.db)
    expect(events.rows).toEqual([{ actor: 'command line', detail: { removed: 1, kept: 0, restored: 0 } }])
    expect(await run('--take-back', importId)).toMatchObject({
      status: EXIT.badInput,
      err: 'patrol import: twice.csv has been taken back already.\n',
    })
    const unknown = await run('--take-back', 'twice.csv')
    expect(unknown.status).toBe(EXIT.badInput)
    expect(unknown.err).toContain('There is no load "twice.csv". Loads that are there, the newest first:\n')
    expect(unknown.err).toContain('May.csv')
    expect(unknown.err).not.toContain(importId)
    expect((await run('--take-back', importId, '--incidents', 'twice.csv')).err).toContain(
      '--take-back goes with no other option',
    )
  })

  it('loads no web server, and keeps the engine from making room for garbage', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `M${i},2026-03-03T22:14,,robbery,51.47,-0.069\n`)
    await writeFile(join(folder, 'many.csv'), HEADER + rows.join(''))
    const own = await createTestDatabase()
    onTestFinished(() => own.drop())
    vi.stubEnv('DATABASE_URL', own.url)
    onTestFinished(() => void vi.stubEnv('DATABASE_URL', test.url))
    const { newSpaceMb, packages } = await runProcess('import', '--incidents', 'many.csv', '--format', 'canonical')
    expect(packages).toContain('kysely')
    expect(packages).not.toContain('fastify')
    expect(packages).not.toContain('pg-boss')
    // Left to itself 32 MB and more.
    expect(newSpaceMb).toBeLessThanOrEqual(4)
  })
})
