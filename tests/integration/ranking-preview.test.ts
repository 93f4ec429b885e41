import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { insertImport } from '@planner/server/repositories/import.repository.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import { listAreas } from '@planner/server/repositories/area.repository.ts'
import type {
  HotspotCollection,
  HotspotSummary,
  NewRanking,
  Ranking,
  RankingPreview,
  RankingPreviewPending,
} from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRankedOperation, type RankedOperation } from '../helpers/ranked-operation.ts'

let test: RankedOperation
beforeAll(async () => {
  test = await buildRankedOperation({ days: 6, top: 30 })
})
afterAll(() => test.close())

/** Moved against the newest ranking's. */
type Settings = Omit<NewRanking, 'operationId' | 'asOf'>
const body = (settings: Settings = {}): NewRanking => ({
  operationId: test.operationId,
  asOf: '2026-01-05',
  top: 30,
  ...settings,
})

/** Asks until the incidents are in memory. */
async function preview(settings?: Settings): Promise<RankingPreview> {
  for (;;) {
    const { statusCode, body: text } = await test.post('/api/ranking-previews', body(settings))
    expect([200, 202]).toContain(statusCode)
    const answer = JSON.parse(text) as RankingPreview | RankingPreviewPending
    if (!('building' in answer)) return answer
    expect([statusCode, answer.building.message]).toEqual([202, expect.stringContaining('read into memory')])
  }
}

async function importRows(rows: string): Promise<void> {
  const path = join(test.dataDir, `${randomUUID()}.csv`)
  await writeFile(path, `id,occurred_from,occurred_to,offence,lat,lng\n${rows}`)
  const given = { format: 'canonical', timezone: 'Europe/London' } as const
  const importId = await insertImport(test.database.db, { ...given, fileName: 'more.csv', createdBy: 'test' })
  await runImport(test.database, { ...given, importId, paths: [path] })
}

describe('a preview of a ranking', () => {
  it('changes nothing against the newest ranking of the same settings', async () => {
    const { changes, warning } = await preview()
    expect(warning).toContain('before as-of are not yet 95 % recorded')
    expect(changes).toEqual({ rankingId: test.rankingId, kept: 30, added: [], dropped: [] })
  })

  it.each([{ top: 12, weeks: 8 }, { resolution: 9 as const }, { rankBy: 'harm' as const }])(
    'is what the ranking then is: %o',
    async (settings: Settings) => {
      const shown = await preview(settings)
      const job = await test.run('/api/rankings', body(settings))
      expect(job).toMatchObject({ status: 'completed', error: null })
      const url = `/api/rankings/${job.resultId}`
      const { hotspots } = await test.get<{ hotspots: HotspotSummary[] }>(`${url}/hotspots`)
      expect(hotspots.length).toBe(shown.meta.top)
      for (const [i, { harmDays, ...place }] of shown.hotspots.entries()) {
        expect(hotspots[i]).toMatchObject(place)
        expect(harmDays).toBe(settings.rankBy === 'harm' ? hotspots[i]!.harmDays : null)
      }
      expect(await test.get<HotspotCollection>(`${url}/outlines`)).toEqual(shown.outlines)
      const { meta, byArea } = await test.get<Ranking>(url)
      expect(meta).toMatchObject(shown.meta)
      expect(byArea).toEqual(shown.byArea)
    },
  )

  it('says which places would be new and which would go', async () => {
    const job = await test.run('/api/rankings', body())
    const { hotspots } = await test.get<{ hotspots: HotspotSummary[] }>(`/api/rankings/${job.resultId}/hotspots`)
    const fewer = await preview({ top: 10 })
    expect(fewer.changes).toMatchObject({ rankingId: job.resultId, kept: 10, added: [] })
    // Fewer places are cut from the same ground, so what is dropped shares none with the ten that are left.
    const dropped = fewer.changes!.dropped
    expect(dropped.length).toBeGreaterThan(10)
    const { id, rank, name, area, lat, lng } = hotspots.at(-1)!
    expect(dropped.at(-1)).toEqual({ id, rank, name, area, lat, lng })

    const more = await preview({ top: 40 })
    expect(more.changes!.kept + more.changes!.added.length).toBe(40)
    expect(more.changes!.added.length).toBeGreaterThan(5)
    const known = new Set(hotspots.map((hotspot) => hotspot.id))
    expect(more.changes!.added.filter((added) => known.has(added))).toEqual([])
    expect((await preview({ resolution: 9 })).changes).toBeNull()
  })

  it('sees what a later import brought, and nothing of one that brought nothing', async () => {
    const before = await preview()
    const { lat, lng } = before.hotspots.at(-1)!
    const rows = Array.from({ length: 60 }, (_, i) => `NEW-${i},2025-12-20T20:00,,robbery,${lat},${lng}\n`).join('')
    await importRows(rows)
    const after = await preview()
    expect(after.dataVersion).not.toBe(before.dataVersion)
    expect(after.meta.incidentsInWindow).toBe(before.meta.incidentsInWindow + 60)
    expect(after.hotspots[0]).toMatchObject({ observed: expect.any(Number) as number })
    expect(after.hotspots[0]!.observed).toBeGreaterThanOrEqual(60)
    await importRows(rows)
    expect((await preview()).dataVersion).toBe(after.dataVersion)
  })

  it('names places after areas as they are now', async () => {
    const areas = await listAreas(test.database.db)
    await setAreas(
      test.database.db,
      'test',
      areas.map((area) => ({ ...area, name: `${area.name} ward` })),
    )
    const { byArea } = await preview()
    expect(byArea.map(({ area }) => area).filter((area) => area !== '')).toEqual(
      expect.arrayContaining([expect.stringMatching(/ ward$/)]),
    )
    expect(byArea.some(({ area }) => area === 'Northtown')).toBe(false)
  })

  it('is refused as its ranking would be', async () => {
    const asked = async (given: object): Promise<unknown> => {
      const { statusCode, body: text } = await test.post('/api/ranking-previews', { ...body(), ...given })
      return [statusCode, (JSON.parse(text) as { error: { message: string } }).error.message]
    }
    expect(await asked({ operationId: randomUUID() })).toEqual([404, expect.stringContaining('no operation')])
    expect(await asked({ asOf: '2026-02-30' })).toEqual([400, expect.stringContaining('2026-02-30')])
    expect(await asked({ asOf: '2019-01-01' })).toEqual([400, expect.stringContaining('No incident in scope')])
    expect(await asked({ profile: true })).toEqual([400, expect.any(String)])
  })
})
