import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { insertImport } from '@planner/server/repositories/import.repository.ts'
import { loadIncidents } from '@planner/server/repositories/incident-snapshot.repository.ts'
import { countIncidents } from '@planner/server/repositories/incident.repository.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import { createZone, parseMapping, recordingDaysOf } from '@planner/shared/core'
import type { IncidentQuality, IncidentSummary } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'
import { useOrder } from '../helpers/in-order.ts'

const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng,how_found,domestic,recorded_at,place_name\n'

let test: TestApp
beforeAll(async () => {
  test = await buildTestApp()
})
afterAll(() => test.close())

async function get<T>(url: string): Promise<T> {
  const response = await test.app.inject({ url, headers: await test.signIn('commander') })
  expect([url, response.statusCode, response.body]).toEqual([url, 200, expect.any(String)])
  return response.json<T>()
}
const quality = () => get<IncidentQuality>('/api/incidents/quality')
const summary = () => get<IncidentSummary>('/api/incidents/summary')

let files = 0
async function load(rows: string, format: 'canonical' | 'police-uk-api' = 'canonical', header = HEADER): Promise<void> {
  const fileName = `file-${(files += 1)}.csv`
  const path = join(test.dataDir, fileName)
  await writeFile(path, header + rows)
  const given = { format, timezone: 'Europe/London' } as const
  const importId = await insertImport(test.database.db, { ...given, fileName, createdBy: 'a-tasking' })
  await runImport(test.database, { ...given, importId, paths: [{ path, name: fileName }] })
}

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)

describe('how good the data is', () => {
  useOrder()

  it('is asked of nothing at first', async () => {
    expect(await quality()).toMatchObject({
      incidents: 0,
      piles: { points: 0, incidents: 0, listed: [] },
      outside: null,
      rejects: { rows: 0, byCode: [] },
      delays: [],
    })
    expect(await summary()).toMatchObject({ incidents: 0, completeTo: null, newestImport: null })
  })

  it('says what is piled up, outside, refused and late', async () => {
    await setAreas(test.database.db, 'test', [
      {
        name: 'Camden',
        bcu: 'CN',
        geometry: {
          type: 'Polygon',
          coordinates: [[[-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.6], [-0.2, 51.6], [-0.2, 51.5]]], // prettier-ignore
        },
      },
    ])
    const rows: string[] = []
    // 100 days with five incidents each: three recorded the same day, one after 2 days, one after 6; the data ends with day 100.
    for (let n = 0; n < 100; n++)
      for (const [k, delay] of [0, 0, 0, 2, 6].entries()) {
        if (n + delay > 100) continue
        rows.push(
          `${n}-${k},${day(n)}T12:00,,robbery,${51.51 + 0.0007 * n},${-0.19 + 0.013 * k},${k === 0 ? 'public' : ''},${k === 1 ? 'true' : ''},${day(n + delay)}T1${k}:30,`,
        )
      }
    // The last day of recording, which does not count as whole.
    rows.push(`end,${day(100)}T12:00,,robbery,51.55,-0.15,,,${day(100)}T12:10,`)
    for (let n = 0; n < 30; n++)
      rows.push(`pile-${n},${day(n)}T09:00,,robbery,51.52,-0.12,,,${day(n)}T09:30,On or near Police Station`)
    rows.push(`far,${day(3)}T12:00,,robbery,51.55,-0.5,,,${day(3)}T12:10,`)
    await load(
      `${rows.join('\n')}\nzero,${day(1)},,robbery,0,0,,,,\nturned,${day(1)},,robbery,-118.2,34.05,,,,\nknife,${day(1)},,weapons,51.55,-0.15,,,,\n`,
    )

    const found = await quality()
    expect(found.piles).toMatchObject({ points: 1, incidents: 30 })
    expect(found.piles.listed[0]).toMatchObject({ lat: 51.52, lng: -0.12, incidents: 30, around: expect.any(Number) })
    expect(found.suggestions).toMatchObject([{ kind: 'police', incidents: 30, name: 'Police Station' }])
    expect(found.outside).toMatchObject({ incidents: 1, listed: [{ incidents: 1 }] })
    expect(found.outside!.listed[0]!.distanceM).toBeGreaterThan(20_000)
    expect(found.rejects).toEqual({
      rows: 2,
      byCode: [
        { code: 'SWAPPED_COORDINATES', rows: 1 },
        { code: 'ZERO_COORDINATES', rows: 1 },
      ],
    })
    expect(found.outOfScope).toEqual([{ reason: 'weapons', rows: 1 }])
    expect(found.delays).toMatchObject([
      { publisher: 'force', unknown: 0, estimate: { medianDays: 0, days90: 6, days95: 6, completeTo: day(99 - 6) } },
    ])
    expect(found.findings).toContainEqual(expect.stringContaining('outside every area'))

    expect(await summary()).toMatchObject({
      completeTo: day(93),
      completeToReason: null,
      lastRecordedAt: `${day(100)}T13:30:00.000Z`,
      newestImport: { by: 'a-tasking', fileName: 'file-1.csv' },
      publishers: [{ publisher: 'force', completeTo: day(93) }],
      byHowFound: { public: 100, police: 0, unknown: found.incidents - 100 },
      // Unknown is neither public nor known.
      howFoundKnown: 100 / found.incidents,
      byDomestic: { yes: 100, no: 0, unknown: found.incidents - 100 },
      outOfScope: [{ reason: 'weapons', rows: 1 }],
    })
  })

  it('counts delays in the database as the core does', async () => {
    await load(
      [
        `day,${day(3)},,robbery,51.55,-0.15,,,${day(5)},`,
        `old,2023-11-20T10:00,,robbery,51.55,-0.15,,,${day(5)}T10:00,`,
        `before,${day(6)}T10:00,,robbery,51.55,-0.15,,,${day(5)}T10:00,`,
        `same,${day(60)}T10:00,,robbery,51.55,-0.15,,,${day(60)}T10:00,`,
        `silent,${day(61)}T10:00,,robbery,51.55,-0.15,,,,`,
        'summer,2025-06-30T23:30,,robbery,51.55,-0.15,,,2025-07-01T00:30,',
        'month,2025-06,,robbery,51.55,-0.15,,,2025-07-01T00:30,',
      ].join('\n'),
    )
    const { db, pool } = test.database
    const { incidents } = await loadIncidents(pool)
    let queries = 0
    const counted = await countIncidents(
      db.withPlugin({
        transformQuery: ({ node }) => {
          queries += 1
          return node
        },
        transformResult: async ({ result }) => result,
      }),
      'Europe/London',
    )
    // The settings, then one look at the incidents for everything that is told of them.
    expect(queries).toBe(2)
    expect(counted.publishers).toMatchObject([{ publisher: 'force', incidents: incidents.length }])
    const { byDay, ...counts } = counted.publishers[0]!.recorded
    const { byDay: expectedByDay, ...expected } = recordingDaysOf(incidents, createZone('Europe/London'))
    expect(counts).toEqual(expected)
    expect(counts).toMatchObject({ before: 1, later: 1, unknown: 1, monthOnly: 1, sameMinute: 1 })
    const inOrder = (days: typeof byDay) => [...days].toSorted(([a], [b]) => a - b)
    expect(inOrder(byDay)).toEqual(inOrder(expectedByDay))
  })

  it('hears of an excluded place at once, suggests it no longer, and tells no count of 1 or 2', async () => {
    const before = await quality()
    const headers = await test.signIn('tasking')
    const exclude = (name: string, lat: number, lng: number) =>
      test.app.inject({
        method: 'POST',
        url: '/api/excluded-places',
        headers,
        payload: { name, reason: 'desk', lat, lng, radiusM: 50 },
      })
    await exclude('Desk', 51.52, -0.12)
    await exclude('Far', 51.55, -0.5)
    const after = await quality()
    expect(after.dataVersion).not.toBe(before.dataVersion)
    expect(after.suggestions).toEqual([])
    expect(after.nearExcluded).toMatchObject([
      { name: 'Desk', incidents: 30 },
      { name: 'Far', incidents: null },
    ])
  })

  it('counts the rejects of a file that is loaded again once', async () => {
    const bad = `bad,${day(1)},,robbery,0,0,,,,\n`
    const before = (await quality()).rejects.rows
    await load(bad)
    await load(bad)
    expect((await quality()).rejects.rows).toBe(before + 1)
  })

  it('counts cancelled and transferred rows, which are left out', async () => {
    const mapping = parseMapping(
      {
        publisher: 'force',
        columns: { id: 'id', occurred_from: 'when', offence: 'what', lat: 'lat', lng: 'lng', status: 'state' },
        dates: 'ymd',
        coordinates: 'wgs84',
        decimal: '.',
        values: {
          offence: { robbery: 'robbery' },
          status: { void: 'cancelled', 'other force': 'transferred', ok: '' },
        },
      },
      'test',
    )
    const path = join(test.dataDir, 'status.csv')
    const row = (id: string, state: string): string => `${id},2026-04-01T10:00,robbery,51.55,-0.15,${state}\n`
    await writeFile(
      path,
      `id,when,what,lat,lng,state\n${row('s1', 'void')}${row('s2', 'VOID')}${row('s3', 'other force')}${row('s4', 'ok')}`,
    )
    const given = { format: 'mapped', timezone: 'Europe/London' } as const
    const importId = await insertImport(test.database.db, { ...given, fileName: 'status.csv', createdBy: 'test' })
    const before = await summary()
    await runImport(test.database, { ...given, mapping, importId, paths: [path] })
    const after = await summary()
    expect(after.incidents).toBe(before.incidents + 1)
    expect(after.outOfScope).toEqual([
      { reason: 'cancelled', rows: 2 },
      { reason: 'transferred', rows: 1 },
      { reason: 'weapons', rows: 1 },
    ])
    expect((await quality()).outOfScope).toEqual(after.outOfScope)
  })

  it('cannot tell how complete the last days are when a publisher that still brings incidents does not say', async () => {
    await load(
      '9,2026-04,robbery,51.55,-0.15,1,On or near High Street,Force,E0,W,Camden\n',
      'police-uk-api',
      'id,month,category,latitude,longitude,street_id,street_name,location_type,ward_code,ward_name,borough\n',
    )
    const { completeTo, completeToReason, publishers } = await summary()
    expect(completeTo).toBeNull()
    expect(completeToReason).toMatch(/^data\.police\.uk.*months only/)
    expect(publishers).toHaveLength(2)
    expect(publishers.find(({ publisher }) => publisher === 'force')!.completeTo).toBe(day(93))
  })
})
