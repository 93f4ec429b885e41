import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findAreaVersion } from '@planner/server/repositories/area.repository.ts'
import type { AreaChanged, AreaCollection, HotspotRecord } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRankedOperation, type RankedOperation } from '../helpers/ranked-operation.ts'

const TOP = 6

let test: RankedOperation
beforeAll(async () => {
  test = await buildRankedOperation({ days: 1, top: TOP })
})
afterAll(async () => test.close())

interface Part {
  field: string
  /** absent: a text field */
  file?: string
  content: string
}

async function put(...parts: Part[]): Promise<{ statusCode: number; body: string }> {
  const boundary = 'test-boundary'
  const payload = parts.map(({ field, file, content }) => {
    const name = file === undefined ? '' : `; filename="${file}"`
    return `--${boundary}\r\nContent-Disposition: form-data; name="${field}"${name}\r\n\r\n${content}\r\n`
  })
  return test.app.inject({
    method: 'PUT',
    url: '/api/areas',
    headers: { ...test.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${payload.join('')}--${boundary}--\r\n`,
  })
}

const ring = (west: number, east: number) => [
  [west, 51.5],
  [east, 51.5],
  [east, 51.55],
  [west, 51.55],
  [west, 51.5],
]
const feature = (properties: Record<string, unknown>, west: number, east: number) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring(west, east)] },
})
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
const boundaries = (
  content = collection(feature({ name: 'West' }, -0.16, -0.1), feature({ name: 'East' }, -0.1, 0)),
) => ({
  field: 'boundaries',
  file: 'b.geojson',
  content,
})
const areas = (content = 'area,bcu\nWest,North\neast,South\n') => ({ field: 'areas', file: 'a.csv', content })
const wards = (
  content = collection(feature({ name: 'Town', code: 'W1' }, -0.16, -0.1), feature({ name: 'Hill' }, -0.1, 0)),
) => ({
  field: 'wards',
  file: 'w.geojson',
  content,
})
const labels = (content = 'name,lat,lng\nRye Lane,51.52,-0.13\n') => ({ field: 'labels', file: 'l.csv', content })

describe('PUT /api/areas', () => {
  it('replaces areas, units, wards and labels, tells what it should, and is on record', async () => {
    const { statusCode, body } = await put(boundaries(), areas(), wards(), labels())
    expect([statusCode, statusCode === 200 ? '' : body]).toEqual([200, ''])
    const { warnings, ...changed } = JSON.parse(body) as AreaChanged
    expect(changed).toEqual({ areas: 2, units: 2, wards: 2, labels: 1 })
    expect(warnings).toEqual([expect.stringContaining('"east" as East')])
    const got = await test.get<AreaCollection>('/api/areas')
    expect(got.features.map(({ properties }) => properties)).toEqual([
      { name: 'East', bcu: 'South' },
      { name: 'West', bcu: 'North' },
    ])
    expect(got.bbox).toEqual([-0.16, 51.5, 0, 51.55])
    expect([got.wards, got.labels]).toEqual([
      [
        { name: 'Hill', code: null },
        { name: 'Town', code: 'W1' },
      ],
      1,
    ])
    const drawn = await test.get<AreaCollection>('/api/areas?wards=outlines')
    expect(drawn.wards[1]!.geometry!.coordinates).toEqual([ring(-0.16, -0.1)])
    const events = await test.database.db
      .selectFrom('audit_event')
      .select(['actor', 'action', 'detail'])
      .where('subject_kind', '=', 'areas')
      .orderBy('audit_event_id', 'desc')
      .limit(1)
      .execute()
    expect(events).toEqual([
      { actor: 'a-tasking', action: 'replaced', detail: { areas: 2, bcus: 2, wards: 2, labels: 1 } },
    ])
  })

  it('leaves the ranking before it as it was, and the plan of it possible; the next ranking has the new names', async () => {
    const before = await test.get<{ hotspots: HotspotRecord[] }>(`/api/rankings/${test.rankingId}/hotspots`)
    const file = await test.get<unknown>(`/api/rankings/${test.rankingId}/file`)
    expect(new Set(before.hotspots.map(({ area }) => area))).toEqual(new Set(['Northtown', 'Southtown']))
    expect((await put(boundaries(), areas(), wards(), labels())).statusCode).toBe(200)
    expect(await test.get(`/api/rankings/${test.rankingId}/hotspots`)).toEqual(before)
    expect(await test.get(`/api/rankings/${test.rankingId}/file`)).toEqual(file)
    const { operationId, rosterId } = test
    expect(await test.run('/api/plans', { operationId, rosterId })).toMatchObject({ status: 'completed', error: null })
    const ranked = await test.run('/api/rankings', { operationId, asOf: '2026-01-05', top: TOP })
    const after = await test.get<{ hotspots: HotspotRecord[] }>(`/api/rankings/${ranked.resultId}/file`)
    expect(after.hotspots).toHaveLength(TOP)
    for (const { area, ward, bcu } of after.hotspots)
      expect([area, ward, bcu]).toEqual(area === 'West' ? ['West', 'Town', 'North'] : ['East', 'Hill', 'South'])
  })

  it('keeps what is not sent, regroups what is loaded, and removes what is named', async () => {
    expect((await put(boundaries(), areas(), wards(), labels())).statusCode).toBe(200)
    const grouped = await put(areas('area,bcu\nWest,One\nEast,One\n'))
    expect(JSON.parse(grouped.body)).toMatchObject({ areas: 2, units: 1, wards: 2, labels: 1 })
    // The roster of this force is for North and South.
    expect((JSON.parse(grouped.body) as AreaChanged).warnings).toEqual([expect.stringMatching(/tours of North, South/)])
    const wrong = await put(areas('area,bcu\nWst,One\nEast,One\n'))
    expect([wrong.statusCode, wrong.body]).toEqual([
      400,
      expect.stringMatching(/a\.csv names areas that have no boundary.*Wst.*\(line 2\).*no unit: West/),
    ])
    const removed = await put({ field: 'remove', content: 'wards labels' })
    expect(JSON.parse(removed.body)).toMatchObject({ areas: 2, units: 1, wards: 0, labels: 0, warnings: [] })
  })

  it('takes names from another property, and offers those there are when it is not said', async () => {
    const file = boundaries(collection(feature({ LAD23NM: 'West' }, -0.16, -0.1)))
    const refused = await put(file)
    expect([refused.statusCode, refused.body]).toEqual([
      400,
      expect.stringMatching(/b\.geojson, feature 1 has no property.*LAD23NM/),
    ])
    const taken = await put({ field: 'nameProperty', content: 'LAD23NM' }, file)
    expect(JSON.parse(taken.body)).toMatchObject({ areas: 1, units: 1 })
  })

  const bow = {
    ...feature({ name: 'Bow' }, 0, 0),
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 51],
          [1, 52.5],
          [1, 51],
          [0, 52],
          [0, 51],
        ],
      ],
    },
  }
  const refusals: [string, () => Part[], RegExp][] = [
    ['nothing', () => [], /no file in the request/],
    [
      'a part that nobody knows',
      () => [{ field: 'file', file: 'x.csv', content: 'x' }],
      /part \\"file\\" is not known/,
    ],
    ['a file twice', () => [boundaries(), boundaries()], /\\"boundaries\\" is there twice/],
    [
      'good boundaries with a bad line of labels',
      () => [boundaries(), labels('name,lat,lng\nA,51,0\nB,x,0\n')],
      /l\.csv, line 3/,
    ],
    [
      'good boundaries with an area that has none',
      () => [boundaries(), areas('area,bcu\nNorth,N\n')],
      /a\.csv.*North.*line 2/,
    ],
    [
      'good boundaries with wards that cross themselves',
      () => [boundaries(), wards(collection(bow))],
      /w\.geojson, feature 1.*crosses itself/,
    ],
    [
      'to bring wards and remove them',
      () => [wards(), { field: 'remove', content: 'wards' }],
      /both brings wards and removes/,
    ],
    ['a removal of boundaries', () => [{ field: 'remove', content: 'boundaries' }], /cannot be removed/],
    ['boundaries that are CSV', () => [boundaries('a,b\n1,2\n')], /b\.geojson is not JSON/],
    ['a grouping that is GeoJSON', () => [boundaries(), areas(collection())], /a\.csv/],
    ['a NUL in a name', () => [boundaries(collection(feature({ name: 'A\u0000' }, 0, 1)))], /feature 1/],
    ['a million levels', () => [boundaries('['.repeat(1e6))], /nested more than/],
    [
      'a million levels of coordinates',
      () => [boundaries(collection(feature({ name: 'A' }, 0, 1)).replace('[[[', '['.repeat(1e6)))],
      /nested more than/,
    ],
    [
      'a ring of ten million points',
      () => [boundaries(`{"type":"FeatureCollection","features":[${'[0,0],'.repeat(1e7)}`)],
      /larger than 32 MB/,
    ],
    [
      'a ring of four million points',
      () => [boundaries(`{"type":"FeatureCollection","features":[${'[0,0],'.repeat(4e6)}`)],
      /400,000 points/,
    ],
    ['labels without end', () => [labels(`name,lat,lng\n${'A,51,0\n'.repeat(600_000)}`)], /more than 500000 rows/],
  ]
  it.each(refusals)('refuses %s by name and changes nothing', async (_what, parts, message) => {
    const before = await findAreaVersion(test.database.db)
    const sent = parts()
    const { rss } = process.memoryUsage()
    const { statusCode, body } = await put(...sent)
    const grownMb = (process.memoryUsage().rss - rss) / 1e6
    expect([statusCode, body]).toEqual([400, expect.stringMatching(message)])
    expect(await findAreaVersion(test.database.db)).toBe(before)
    expect(await readdir(join(test.dataDir, 'uploads'))).toEqual([])
    // The request itself is in memory here, several times over; what must not come on top is a tree of ten million points.
    expect(grownMb).toBeLessThan(700)
  })

  it('has refused them over what was there', async () => {
    expect(await test.get('/api/areas')).toMatchObject({ features: [{ properties: { name: 'West' } }] })
  })

  it('answers others while a large file is looked at', async () => {
    const points = Array.from({ length: 200_000 }, (_, i) => `[${i / 1e6},${51 + (i % 2) / 100}]`)
    const content = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon","coordinates":[[${points.join(',')},[0.1,50],${points[0]}]]}}]}`
    const seen = { answered: 0, isDone: false }
    const large = put(boundaries(content)).finally(() => {
      seen.isDone = true
    })
    while (!seen.isDone) {
      expect((await test.app.inject('/health')).statusCode).toBe(200)
      seen.answered += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect((await large).body).toMatch(/crosses itself|200/)
    expect(seen.answered).toBeGreaterThan(5)
  })
})
