import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOSTILE_ARCHIVES } from '@planner/server/incidents/hostile/hostile-archives.test-support.ts'
import { GOOD, type HostileFile } from '@planner/server/incidents/hostile/hostile-file.test-support.ts'
import { HOSTILE_TEXTS } from '@planner/server/incidents/hostile/hostile-texts.test-support.ts'
import { findImport, insertImport } from '@planner/server/repositories/import.repository.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import { DomainError } from '@planner/shared/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

let test: TestDatabase
let folder = ''
beforeAll(async () => {
  test = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hostile-'))
})
afterAll(async () => {
  await test.drop()
  await rm(folder, { recursive: true, force: true })
})

async function importFile({ name, format, write }: Pick<HostileFile, 'name' | 'format' | 'write'>) {
  const path = join(folder, name)
  await write(path)
  const given = { format, timezone: 'Europe/London' }
  const importId = await insertImport(test.db, { ...given, fileName: name, createdBy: 'test' })
  const running = runImport({ db: test.db, pool: test.pool }, { ...given, importId, paths: [path] })
  return { importId, outcome: await running.catch((error: unknown) => error) }
}
const stored = async (): Promise<unknown[]> =>
  (
    await sql`select (select jsonb_agg(i order by source_id) from incident i) as incidents,
      (select count(*) from incident_reject) as rejects`.execute(test.db)
  ).rows

const REFUSED = [...HOSTILE_TEXTS, ...HOSTILE_ARCHIVES].filter(({ refusal }) => refusal !== undefined)

describe('a refused file', () => {
  it('leaves every incident and reject as it was, and its import says why', async () => {
    const good: HostileFile = { ...REFUSED[0]!, write: HOSTILE_TEXTS.find(({ what }) => what === 'tabs')!.write }
    expect((await importFile(good)).outcome).toMatchObject({ added: 2 })
    const before = await stored()
    expect(JSON.stringify(before)).toContain('Rye Lane')
    for (const file of REFUSED.filter(({ isHuge }) => isHuge !== true)) {
      const { importId, outcome } = await importFile(file)
      if (!(outcome instanceof DomainError)) throw new Error(`${file.what} was not refused.`)
      expect([file.what, outcome.code]).toEqual([file.what, 'INVALID_INPUT'])
      expect(outcome.message).toMatch(file.refusal!)
      expect(await findImport(test.db, importId)).toMatchObject({
        status: 'refused',
        refused_because: outcome.kept,
        rows: 0,
        added: 0,
      })
      expect([file.what, await stored()]).toEqual([file.what, before])
    }
  })

  it('that is damaged below good rows takes those along', async () => {
    const before = await stored()
    const text = GOOD.replaceAll('\nA', '\nX').replaceAll('\nB', '\nY') + `${GOOD.slice(60)}Z,"never closed`
    const { outcome } = await importFile({
      name: 'in.csv',
      format: 'canonical',
      write: async (path) => writeFile(path, text),
    })
    expect(outcome).toMatchObject({ message: expect.stringContaining('the row has no end') })
    expect(await stored()).toEqual(before)
  })
})
