import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findIncidentVersion, loadIncidents } from '@planner/server/repositories/incident-snapshot.repository.ts'
import { insertImport } from '@planner/server/repositories/import.repository.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import { getTakeBackForecast, takeImportBack } from '@planner/server/services/take-back.service.ts'
import type {
  Accepted,
  Import,
  ImportList,
  IncidentQuality,
  IncidentSummary,
  Job,
  TakeBackForecast,
} from '@planner/shared/schemas'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'
import { buildRankedOperation } from '../helpers/ranked-operation.ts'

const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng\n'
const row = (id: string | number, lat = '51.47', offence = 'robbery'): string =>
  `${id},2026-05-03T22:14,,${offence},${lat},-0.069\n`

let test: TestApp
let headers: { cookie: string }
let folder = ''
beforeAll(async () => {
  test = await buildTestApp({ jobs: true })
  headers = await test.signIn('tasking')
  folder = await mkdtemp(join(tmpdir(), 'take-back-'))
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await sql`truncate incident_import, incident, incident_reject, held_incident, former_incident`.execute(
    test.database.db,
  )
})

async function load(
  fileName: string,
  text: string,
  format: 'canonical' | 'police-uk-api' = 'canonical',
): Promise<string> {
  const { db, pool } = test.database
  const path = join(folder, fileName)
  await writeFile(path, text)
  const given = { format, timezone: 'Europe/London' }
  const importId = await insertImport(db, { ...given, fileName, createdBy: 'test' })
  await runImport({ db, pool }, { ...given, importId, paths: [{ path, name: fileName }] })
  return importId
}
const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string) => test.app.inject({ method, url, headers })
const get = async <T>(url: string): Promise<T> => (await ask('GET', url)).json<T>()
const forecast = async (importId: string) => get<TakeBackForecast>(`/api/imports/${importId}/take-back`)
const shown = async (importId: string) => get<Import>(`/api/imports/${importId}`)
const idsThere = async (): Promise<string[]> =>
  (await sql<{ id: string }>`select source_id as id from incident order by 1`.execute(test.database.db)).rows.map(
    ({ id }) => id,
  )
async function takeBack(importId: string): Promise<Job> {
  const response = await ask('POST', `/api/imports/${importId}/take-back`)
  expect([response.statusCode, response.body.slice(0, 10)]).toEqual([202, '{"jobId":"'])
  const { jobId } = response.json<Accepted>()
  await expect.poll(async () => (await get<Job>(`/api/jobs/${jobId}`)).finishedAt).not.toBeNull()
  return get<Job>(`/api/jobs/${jobId}`)
}

describe('taking a load back', () => {
  it('says beforehand what it would do, does that, and is on record with who and when', async () => {
    await load('April.csv', HEADER + row('A') + row('B'))
    const wrong = await load(
      'May.csv',
      HEADER + row('A', '51.48') + row('C') + row('D') + row('E') + row('bad', 'north'),
    )
    const later = await load('June.csv', HEADER + row('C'))
    const said = { removed: 2, kept: 1, restored: 1 }
    expect(await forecast(wrong)).toEqual({
      refusedBecause: null,
      ...said,
      keptBy: [{ importId: later, fileName: 'June.csv', incidents: 1 }],
      rankings: 0,
      operations: 0,
    })
    expect(await idsThere()).toEqual(['A', 'B', 'C', 'D', 'E'])

    expect(await takeBack(wrong)).toMatchObject({
      kind: 'take-back',
      status: 'completed',
      resultId: wrong,
      message: 'removed 2 incidents',
    })
    expect(await idsThere()).toEqual(['A', 'B', 'C'])
    const found = await shown(wrong)
    expect(found).toMatchObject({ status: 'taken-back', added: 3, takeBackJobId: null })
    expect(found.takenBack).toEqual({ at: expect.stringMatching(/Z$/), by: 'a-tasking', ...said })
    expect((await shown(later)).takenBack).toBeNull()
    const { rows } = await sql`
      select actor, subject_id, detail from audit_event where action = 'taken back'`.execute(test.database.db)
    expect(rows).toContainEqual({ actor: 'a-tasking', subject_id: wrong, detail: said })
  })

  it('lets the same file be loaded again', async () => {
    const text = HEADER + row('A') + row('B')
    const first = await load('May.csv', text)
    const again = await load('May.csv', text)
    await takeBack(again)
    expect(await idsThere()).toEqual(['A', 'B'])
    await takeBack(first)
    expect(await idsThere()).toEqual([])
    expect(await shown(await load('May.csv', text))).toMatchObject({ added: 2, unchanged: 0, status: 'completed' })
  })

  it('leaves figures, quality and memory as they would be without it', async () => {
    const summary = async () => get<IncidentSummary>('/api/incidents/summary')
    const quality = async () => get<IncidentQuality>('/api/incidents/quality')
    const toCompare = async () => {
      const { newestImport, ...figures } = await summary()
      const { dataVersion: _state, ...report } = await quality()
      return { figures, newest: newestImport?.fileName, report }
    }
    await load('April.csv', HEADER + row('A') + row('x', '151') + row('W', '51.4', 'weapons'))
    const before = await toCompare()
    const wrong = await load(
      'May.csv',
      HEADER + row('A', '51.48') + row('B') + row('y', 'n') + row('V', '51.4', 'other'),
    )
    const during = await toCompare()
    expect(during.figures.incidents).toBe(2)
    expect(during.report.rejects.rows).toBe(2)
    await takeBack(wrong)
    expect(await toCompare()).toEqual(before)
  })

  it('gives every state of the incidents letters of its own, also where later loads had added nothing', async () => {
    const { db } = test.database
    const versions = [await findIncidentVersion(db)]
    const first = await load('a.csv', HEADER + row('A'))
    versions.push(await findIncidentVersion(db))
    const second = await load('b.csv', HEADER + row('A'))
    await takeBack(first)
    versions.push(await findIncidentVersion(db))
    expect(await idsThere()).toEqual(['A'])
    await takeBack(second)
    versions.push(await findIncidentVersion(db))
    expect(new Set(versions).size).toBe(4)
    expect(await loadIncidents(test.database.pool)).toMatchObject({
      version: versions.at(-1),
      incidents: { length: 0 },
    })
  })

  it('ends the warning of double counting at the load that stays', async () => {
    const ids = [1, 2, 3, 4]
    const api = ids.map((id) => `${id},2026-05,robbery,51.47,-0.069,On or near Made Up Row\n`).join('')
    const own = await load('force.csv', HEADER + ids.map((id) => row(`F${id}`)).join(''))
    const edition = await load('api.csv', `id,month,category,latitude,longitude,street_name\n${api}`, 'police-uk-api')
    expect(await shown(edition)).toMatchObject({ countedTwice: true, warnings: [expect.stringContaining('twice')] })
    await takeBack(own)
    expect(await shown(edition)).toMatchObject({ countedTwice: false, warnings: [] })
  })

  it('counts the rankings that were made since, and leaves them and their places as they are', async () => {
    const ranked = await buildRankedOperation({ days: 7, top: 5 })
    onTestFinished(() => ranked.close())
    const [made] = (await ranked.get<ImportList>('/api/imports')).imports
    const url = `/api/imports/${made!.importId}/take-back`
    expect(await ranked.get<TakeBackForecast>(url)).toMatchObject({ removed: made!.added, rankings: 1, operations: 1 })
    const places = `/api/rankings/${ranked.rankingId}/hotspots`
    const before = await ranked.get(places)
    expect(await ranked.run(url)).toMatchObject({ status: 'completed' })
    expect((await ranked.get<IncidentSummary>('/api/incidents/summary')).incidents).toBe(0)
    expect(await ranked.get(places)).toEqual(before)
  })

  it('is refused in words for what is not loaded, is gone, or is being taken back', async () => {
    const importId = await load('May.csv', HEADER + row('A'))
    const refusal = async (id = importId) => {
      const response = await ask('POST', `/api/imports/${id}/take-back`)
      return [response.statusCode, response.json<{ error: { message: string } }>().error.message]
    }
    const set = async (status: string) =>
      sql`update incident_import set status = ${status} where incident_import_id = ${importId}`.execute(
        test.database.db,
      )
    await set('running')
    expect(await refusal()).toEqual([409, 'May.csv is not loaded yet. Wait for its end, or cancel it.'])
    await set('refused')
    expect(await refusal()).toEqual([409, 'Nothing of May.csv was loaded, so there is nothing to take back.'])
    expect(await forecast(importId)).toMatchObject({
      refusedBecause: expect.stringContaining('Nothing of'),
      removed: 0,
    })
    await set('completed')
    await takeBack(importId)
    expect(await refusal()).toEqual([409, 'May.csv has been taken back already.'])
    expect((await refusal('00000000-0000-4000-8000-000000000000'))[0]).toBe(404)
  })
})

describe('a load of a release that kept no record', () => {
  const unrecorded = async () => {
    await sql`update incident_import set is_recorded = false`.execute(test.database.db)
    await sql`truncate held_incident, former_incident`.execute(test.database.db)
  }

  it('can be taken back when no other of its time can share with it', async () => {
    const first = await load('April.csv', HEADER + row('A') + row('B'))
    await load('May.csv', HEADER + row('C'))
    await unrecorded()
    // On record, so it is known to hold B.
    await load('June.csv', HEADER + row('B', '51.5') + row('D'))
    expect(await forecast(first)).toMatchObject({ refusedBecause: null, removed: 1, kept: 1 })
    await takeBack(first)
    expect(await idsThere()).toEqual(['B', 'C', 'D'])
  })

  it('is refused otherwise, with what to do instead', async () => {
    const first = await load('April.csv', HEADER + row('A') + row('B'))
    const changing = await load('May.csv', HEADER + row('B', '51.5') + row('C'))
    await unrecorded()
    expect((await forecast(first)).refusedBecause).toMatch(/May\.csv, loaded after it, .* Restore a backup/)
    expect((await forecast(changing)).refusedBecause).toMatch(/changed 1 incidents whose former values/)
    await expect(takeImportBack(test.database, { importId: first, actor: 'test' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await idsThere()).toEqual(['A', 'B', 'C'])
  })
})

describe('taking back what is much', () => {
  const MANY = 50_000
  const text = HEADER + Array.from({ length: MANY }, (_, i) => row(i)).join('')

  it('tells how far it is, and stops without a trace when it is cancelled', async () => {
    const importId = await load('big.csv', text)
    const shares: number[] = []
    const control = new AbortController()
    const onProgress = ({ share }: { share: number }): void => {
      shares.push(share)
      if (share > 0.5) control.abort()
    }
    const stopped = takeImportBack(test.database, { importId, actor: 'test', onProgress, signal: control.signal })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect((await idsThere()).length).toBe(MANY)
    expect((await shown(importId)).status).toBe('completed')
    expect((await getTakeBackForecast(test.database.db, importId)).removed).toBe(MANY)
  })

  it('waits for a load that is under way, and that one finds what is left', async () => {
    const first = await load('big.csv', text)
    const release = Promise.withResolvers<void>()
    const storing = Promise.withResolvers<void>()
    const { db, pool } = test.database
    const given = { format: 'canonical' as const, timezone: 'Europe/London' }
    const importId = await insertImport(db, { ...given, fileName: 'late.csv', createdBy: 'test' })
    const path = join(folder, 'late.csv')
    await writeFile(path, HEADER + row(1))
    const loading = runImport(
      { db, pool },
      {
        ...given,
        importId,
        paths: [{ path, name: 'late.csv' }],
        async onStored() {
          storing.resolve()
          await release.promise
        },
      },
    )
    await storing.promise
    const waiting = Promise.withResolvers<void>()
    const taking = takeImportBack(test.database, {
      importId: first,
      actor: 'test',
      onProgress: () => waiting.resolve(),
    })
    await waiting.promise
    release.resolve()
    await loading
    expect(await taking).toEqual({ removed: MANY - 1, kept: 1, restored: 0 })
    expect(await idsThere()).toEqual(['1'])
  })
})
