import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXIT, runCommand } from '@planner/server/cli/command.ts'
import { importIncidents } from '@planner/server/cli/import.ts'
import { listImports } from '@planner/server/repositories/import.repository.ts'
import { loadIncidents } from '@planner/server/repositories/incident-snapshot.repository.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
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

describe('patrol import', () => {
  it('loads a file beside the caller, says what became of its rows, and writes the rejected ones', async () => {
    await writeFile(
      join(folder, 'May.csv'),
      `${HEADER}A,2026-05-03T22:14,,robbery,51.47,-0.069\nB,soon,,robbery,51.47,-0.069\nC,2026-05,,weapons,,\n`,
    )
    const { status, err } = await run('--incidents', 'May.csv', '--format', 'canonical', '--rejects', 'bad.csv')
    expect(status).toBe(EXIT.done)
    expect(err).toMatch(/\rimport: +80 %, storing 1 incidents, \d+ rows\/s/)
    expect(err).toContain('import: 3 rows: 1 added, 0 updated, 0 unchanged')
    expect(err).toContain('out of scope: weapons 1')
    expect(err).toContain('rejected: 1, in bad.csv')
    expect(await readFile(join(folder, 'bad.csv'), 'utf8')).toContain('\nMay.csv,3,occurred_from,soon,BAD_TIME,')
    expect((await loadIncidents(test.pool)).incidents.length).toBe(1)
    expect(await listImports(test.db, 1)).toMatchObject([
      { file_name: 'May.csv', status: 'completed', created_by: 'command line', timezone: 'Europe/London' },
    ])
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
})
