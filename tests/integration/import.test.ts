import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cellAt, createZone, OFFENCES, parseLocalMinute } from '@planner/shared/core'
import { findImport, insertImport, listImports, listRejects } from '@planner/server/repositories/import.repository.ts'
import { findIncidentVersion, loadIncidents } from '@planner/server/repositories/incident-snapshot.repository.ts'
import { runImport, type RunImportOptions } from '@planner/server/services/import.service.ts'
import { getIncidentSummary } from '@planner/server/services/incident-summary.service.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

const HEADER =
  'id,occurred_from,occurred_to,offence,lat,lng,offence_code,flags,how_found,domestic,place_type,recorded_at,place_name\n'
const row = (id: string, over: { from?: string; lat?: string; offence?: string } = {}): string =>
  `${id},${over.from ?? '2026-05-03T22:14'},,${over.offence ?? 'robbery'},${over.lat ?? '51.47'},-0.069,,,,,,,\n`

let test: TestDatabase
let folder = ''
beforeAll(async () => {
  test = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'import-'))
})
afterAll(async () => {
  await test.drop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await sql`truncate incident_import, incident, incident_reject`.execute(test.db)
})

/** Imports a file with this text; the import's id is in `importIds` even when it is refused. */
const importIds: string[] = []
async function importText(text: string, over: Partial<RunImportOptions> = {}) {
  const path = join(folder, `${importIds.length}.csv`)
  await writeFile(path, text)
  const format = over.format ?? 'canonical'
  const importId = await insertImport(test.db, {
    fileName: 'May.csv',
    format,
    timezone: 'Europe/London',
    createdBy: 'tasking',
  })
  importIds.push(importId)
  const options = { importId, paths: [{ path, name: 'May.csv' }], format, timezone: 'Europe/London' as const }
  return runImport({ db: test.db, pool: test.pool }, { ...options, ...over })
}
const lastImport = () => findImport(test.db, importIds.at(-1)!)
const snapshot = async (): Promise<unknown[]> =>
  (await sql`select publisher, source_id, lat, incident_import_id from incident order by source_id`.execute(test.db))
    .rows

describe('runImport', () => {
  it('is finished after its last step, not when it began', async () => {
    let lastStep = 0
    await importText(HEADER + row('A'), {
      onProgress: () => {
        lastStep = Date.now()
      },
    })
    expect((await lastImport())!.finished_at!.getTime()).toBeGreaterThanOrEqual(lastStep)
  })

  it('adds nothing when the same file comes again', async () => {
    const text = HEADER + row('A') + row('B') + row('') + row('')
    expect(await importText(text)).toMatchObject({ rows: 4, added: 4, unchanged: 0, updated: 0 })
    const before = await snapshot()
    expect(await importText(text)).toMatchObject({ rows: 4, added: 0, unchanged: 4, updated: 0 })
    expect(await snapshot()).toEqual(before)
  })

  it('updates an incident whose content changed, counts it, and adds what is new', async () => {
    await importText(HEADER + row('A') + row('B'))
    const counts = await importText(HEADER + row('C') + row('A', { lat: '51.48' }) + row('B'))
    expect(counts).toMatchObject({ added: 1, updated: 1, unchanged: 1 })
    expect(await snapshot()).toMatchObject([
      { source_id: 'A', lat: 51.48, incident_import_id: importIds.at(-1) },
      { source_id: 'B', lat: 51.47, incident_import_id: importIds.at(-2) },
      { source_id: 'C' },
    ])
  })

  it('keeps one id of two publishers apart', async () => {
    await importText(HEADER + row('7'))
    const api =
      'id,month,category,latitude,longitude,street_name\n7,2026-05,robbery,51.47,-0.069,On or near Made Up Row\n'
    expect(await importText(api, { format: 'police-uk-api' })).toMatchObject({ added: 1 })
    expect(await snapshot()).toHaveLength(2)
  })

  it('leaves incidents as they were when a file is refused in its middle, and notes why', async () => {
    await importText(HEADER + row('A'))
    const before = await snapshot()
    const bad = `${HEADER}${row('A', { lat: '51.48' })}${row('Z')}x,"never closed\n`
    await expect(importText(bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await snapshot()).toEqual(before)
    expect(await lastImport()).toMatchObject({
      status: 'refused',
      refused_because: expect.stringContaining('May.csv, line 4: the row has no end'),
      rows: 0,
    })
    expect((await lastImport())!.finished_at).toBeInstanceOf(Date)
    await expect(importText('')).rejects.toThrow('is empty')
    await expect(importText('', { paths: ['/nowhere/x.csv'] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await sql`select 1 from incident_reject`.execute(test.db)).rows).toEqual([])
  })

  it('stops when told to and leaves incidents as they were', async () => {
    const text = HEADER + Array.from({ length: 30_000 }, (_, i) => row(`${i}`)).join('')
    const control = new AbortController()
    const stopped = importText(text, { signal: control.signal, onProgress: () => control.abort() })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(await snapshot()).toEqual([])
    expect(await lastImport()).toMatchObject({ status: 'refused' })
  })

  it('counts every row and stores the rejects in order, whatever characters they hold', async () => {
    const text =
      HEADER +
      row('A') +
      row('A') +
      row('W', { offence: 'weapons' }) +
      row('bad\\N', { from: 'tab\there\\N' }) +
      `NUL\u{0},2026-05,,robbery,1,1,,,,,,,\n` +
      row('C', { lat: '91' })
    const counts = await importText(text)
    expect(counts).toMatchObject({
      rows: 6,
      added: 1,
      unchanged: 1,
      duplicates: 1,
      rejected: 3,
      outOfScope: { weapons: 1, other: 0, cancelled: 0, transferred: 0 },
    })
    expect(await lastImport()).toMatchObject({
      status: 'completed',
      file_name: 'May.csv',
      created_by: 'tasking',
      rows: 6,
      added: 1,
      unchanged: 1,
      duplicates: 1,
      rejected: 3,
      out_of_scope: { weapons: 1, other: 0 },
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const importId = importIds.at(-1)!
    const rejects = await listRejects(test.db, importId, { limit: 2 })
    expect(rejects.map(({ file, line, column, code }) => [file, line, column, code])).toEqual([
      ['May.csv', 5, 'occurred_from', 'BAD_TIME'],
      ['May.csv', 6, 'id', 'BAD_TEXT'],
    ])
    expect(rejects[0]!.value).toBe('tab here\\N')
    const rest = await listRejects(test.db, importId, { limit: 2, afterId: rejects[1]!.rejectId })
    expect(rest.map(({ code, column }) => [code, column])).toEqual([['SWAPPED_COORDINATES', 'lat']])
  })

  it('does not double a file that two imports load at once', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => row(`${i}`))
    const text = HEADER + rows.join('')
    const reversed = HEADER + rows.toReversed().join('')
    const results = await Promise.all([importText(text), importText(reversed), importText(text)])
    expect(results.reduce((sum, { added }) => sum + added, 0)).toBe(4000)
    expect(results.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(8000)
    expect(await snapshot()).toHaveLength(4000)
  })

  it('asks for the time zone when the places lie under another clock, whether or not their times can be read', async () => {
    const toronto = (id: string, from: string): string => `${id},${from},,robbery,43.65,-79.38,,,,,,,\n`
    const asked = ['The places lie about 5 hours west of Europe/London’s clock: is the time zone right?']
    for (const text of [toronto('T', '2026-05-03T22:14'), toronto('T', 'soon')]) {
      await importText(HEADER + text)
      expect((await lastImport())!.warnings).toEqual(asked)
    }
    expect(await importText(HEADER + toronto('U', '2026-05-03'), { timezone: 'America/Toronto' })).toMatchObject({
      warnings: [],
    })
    expect(await importText(HEADER + row('A'))).toMatchObject({ warnings: [] })
  })

  it('reports progress that grows', async () => {
    const shares: number[] = []
    await importText(HEADER + Array.from({ length: 11_000 }, (_, i) => row(`${i}`)).join(''), {
      onProgress: ({ share }) => shares.push(share),
    })
    expect(shares.length).toBeGreaterThanOrEqual(3)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeLessThanOrEqual(1)
  })

  it('gives its connections back, also after refusals', async () => {
    for (let i = 0; i < 12; i++) await importText('').catch(() => undefined)
    for (let i = 0; i < 12; i++) await importText(`${HEADER}x,"never closed`).catch(() => undefined)
    expect(test.pool.idleCount).toBe(test.pool.totalCount)
    expect(await importText(HEADER + row('A'))).toMatchObject({ added: 1 })
  })

  it('shows imports newest first', async () => {
    await importText(HEADER + row('A'))
    await importText(HEADER + row('B'))
    const ids = (await listImports(test.db, 10)).map(({ incident_import_id }) => incident_import_id)
    expect(ids).toEqual([importIds.at(-1), importIds.at(-2)])
  })
})

describe('loadIncidents', () => {
  const full =
    'X1,2026-05-03T22:14,2026-05-04T01:00,violence-without-injury,51.47,-0.069,8N,youth knife,public,false,park,2026-05-04T09:30,"Rye Lane, \\""corner\\"""\n'

  it('gives back exactly what was read', async () => {
    await importText(HEADER + full + row('X2', { from: '2026-06' }))
    const zone = createZone('Europe/London')
    const utc = (local: string): number => zone.toUtcMin(parseLocalMinute(local)!).utcMin
    const { incidents: columns } = await loadIncidents(test.pool)
    expect(columns.length).toBe(2)
    expect([...columns.occurredFrom]).toEqual([utc('2026-05-03T22:14'), utc('2026-06-01T00:00')])
    expect([...columns.occurredTo]).toEqual([utc('2026-05-04T01:00'), utc('2026-06-01T00:00')])
    expect([...columns.offence].map((code) => OFFENCES[code])).toEqual(['violence-without-injury', 'robbery'])
    expect([...columns.precision]).toEqual([0, 2])
    expect([...columns.flags]).toEqual([0b1001, 0])
    expect([...columns.howFound]).toEqual([0, 2])
    expect([...columns.domestic]).toEqual([0, 2])
    expect([...columns.placeType]).toEqual([2, 255])
    expect([...columns.lat]).toEqual([51.47, 51.47])
    expect(columns.cells10).toEqual([cellAt({ lat: 51.47, lng: -0.069 }, 10)])
    expect(columns.cells9).toEqual([cellAt({ lat: 51.47, lng: -0.069 }, 9)])
    expect(columns.placeNames).toEqual(['Rye Lane, \\"corner\\"'])
    // Nothing changed on the way: the same file is unchanged in every column.
    expect(await importText(HEADER + full)).toMatchObject({ unchanged: 1, updated: 0 })
  })

  it('ends before an instant', async () => {
    await importText(HEADER + row('A', { from: '2026-05-01' }) + row('B', { from: '2026-05-02' }))
    const { utcMin } = createZone('Europe/London').toUtcMin(parseLocalMinute('2026-05-02T00:00')!)
    const load = async (toUtcMin: number): Promise<number> =>
      (await loadIncidents(test.pool, { toUtcMin })).incidents.length
    expect([await load(utcMin), await load(utcMin + 1)]).toEqual([1, 2])
  })

  it('reads many rows, whatever pieces they come in, and says how far it is', async () => {
    await importText(HEADER + Array.from({ length: 50_001 }, (_, i) => row(`${i}`)).join(''))
    const shares: number[] = []
    const { incidents } = await loadIncidents(test.pool, { onProgress: (share) => shares.push(share) })
    expect(incidents.length).toBe(50_001)
    expect(shares).toEqual([50_000 / 50_001])
    expect(new Set(incidents.offence)).toEqual(new Set([OFFENCES.indexOf('robbery')]))
  })
})

describe('findIncidentVersion', () => {
  it('changes when an import adds or updates an incident, and only then', async () => {
    const versions = [await findIncidentVersion(test.db)]
    const after = async (text: string): Promise<void> => {
      await importText(HEADER + text)
      versions.push(await findIncidentVersion(test.db))
    }
    await after(row('A'))
    await after(row('A'))
    await after(row('B'))
    await after(row('A', { from: '2026-05-02' }))
    expect(versions.map((version) => versions.indexOf(version))).toEqual([0, 1, 1, 3, 4])
    expect((await loadIncidents(test.pool)).version).toBe(versions.at(-1))
  })
})

describe('getIncidentSummary', () => {
  it('is empty on an empty database', async () => {
    expect(await getIncidentSummary(test.db)).toEqual({
      incidents: 0,
      firstDay: null,
      lastDay: null,
      lastRecordedAt: null,
      completeTo: null,
      completeToReason: 'No incidents are loaded.',
      howFoundKnown: 0,
      byHowFound: { public: 0, police: 0, unknown: 0 },
      byDomestic: { yes: 0, no: 0, unknown: 0 },
      minutePrecision: 0,
      byOffence: [],
      byMonth: [],
      publishers: [],
      outOfScope: [],
      newestImport: null,
    })
  })

  it('counts by local day and month, and takes a month for all its days', async () => {
    await importText(
      `${HEADER}A,2026-05-31T23:30,,robbery,51.47,-0.069,,,public,,,,\n${row('B', { from: '2026-06', offence: 'homicide' })}`,
    )
    expect(await getIncidentSummary(test.db)).toMatchObject({
      incidents: 2,
      firstDay: '2026-05-31',
      lastDay: '2026-06-30',
      howFoundKnown: 0.5,
      byHowFound: { public: 1, police: 0, unknown: 1 },
      minutePrecision: 0.5,
      byOffence: [
        { offence: 'homicide', incidents: 1 },
        { offence: 'robbery', incidents: 1 },
      ],
      byMonth: [
        { month: '2026-05', incidents: 1 },
        { month: '2026-06', incidents: 1 },
      ],
    })
  })
})
