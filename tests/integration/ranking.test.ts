import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXIT, runCommand } from '@planner/server/cli/command.ts'
import { rank } from '@planner/server/cli/rank.ts'
import type {
  AreaCollection,
  ForceHarmTable,
  HotspotDetail,
  HotspotList,
  IncidentSummary,
  Ranking,
  RankingAccepted,
  RankingAlternatives,
  RankingFile,
  RankingOutcome,
  ThemeList,
} from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRankedOperation, type RankedOperation } from '../helpers/ranked-operation.ts'

let test: RankedOperation
beforeAll(async () => {
  test = await buildRankedOperation({ days: 3, top: 8 })
  const { features } = await test.get<AreaCollection>('/api/areas')
  const boundaries = { type: 'FeatureCollection', features }
  await writeFile(join(test.dataDir, 'boundaries.geojson'), JSON.stringify(boundaries))
  const rows = features.map(({ properties: { name, bcu } }) => `${name},${bcu}\n`)
  await writeFile(join(test.dataDir, 'areas.csv'), `area,bcu\n${rows.join('')}`)
})
afterAll(() => test.close())

const START = '2026-01-05'

/** Makes a ranking of the test's operation. @returns its id */
async function rankBy(asked: object): Promise<string> {
  const job = await test.run('/api/rankings', { operationId: test.operationId, asOf: START, top: 8, ...asked })
  expect(job).toMatchObject({ status: 'completed', error: null })
  return job.resultId ?? ''
}

/** The bytes that the command writes for the incidents and areas of the test. */
async function fileOfCommand(out: string, ...args: string[]): Promise<string> {
  let said = ''
  const io = {
    cwd: test.dataDir,
    out: () => undefined,
    err: (text: string) => void (said += text),
    interactive: false,
  }
  const given = ['--incidents', 'incidents.csv', '--format', 'canonical', '--horizon-days', '3', '--top', '8']
  const where = ['--boundaries', 'boundaries.geojson', '--areas', 'areas.csv', '--out', out]
  const status = await runCommand('rank', rank, [...given, ...where, ...args], io)
  expect([status, status === EXIT.done ? '' : said]).toEqual([EXIT.done, ''])
  return readFile(join(test.dataDir, out), 'utf8')
}

const fileOf = async (rankingId: string, format: string): Promise<string> =>
  (await test.app.inject({ url: `/api/rankings/${rankingId}/file?format=${format}`, headers: test.headers })).body

describe('a ranking', () => {
  it('warns when it is asked for, and later, of days before as-of that are not recorded yet', async () => {
    const { completeTo } = await test.get<IncidentSummary>('/api/incidents/summary')
    expect(completeTo).toMatch(/^2025-12-/)
    const nextDay = (n: number): string =>
      new Date(Date.parse(`${completeTo}T00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
    const ask = async (asOf: string) => {
      const { statusCode, body } = await test.post('/api/rankings', { operationId: test.operationId, asOf, top: 8 })
      expect(statusCode).toBe(202)
      const { jobId, warning } = JSON.parse(body) as RankingAccepted
      const { resultId } = await test.waitFor(jobId)
      expect((await test.get<Ranking>(`/api/rankings/${resultId}`)).warning).toBe(warning)
      return warning
    }
    expect(await ask(nextDay(4))).toContain(
      `The last 3 days before as-of are not yet 95 % recorded: the last day that is so is ${completeTo}.`,
    )
    expect(await ask(nextDay(1))).toBeNull()
  })

  it('is, without settings, by expected count, and its files are those of the command to the byte', async () => {
    const ranking = await test.get<Ranking>(`/api/rankings/${test.rankingId}`)
    expect(ranking.settings).toMatchObject({
      rankBy: 'count',
      acrossUnits: false,
      theme: null,
      quotas: [],
      harmTable: { isShipped: true },
      excludedPlaces: [],
    })
    expect(ranking.fade?.observed).toBeGreaterThan(0)
    expect(ranking.scope?.counts['inScope']).toBeGreaterThan(1000)
    expect(ranking.scope?.unknown).toHaveProperty('howFound')
    for (const format of ['json', 'csv', 'geojson'])
      expect([format, await fileOf(test.rankingId, format)]).toEqual([
        format,
        await fileOfCommand(`hotspots.${format}`, '--as-of', START),
      ])
  })

  it('says of each hotspot how sure it is and where other measures rank it', async () => {
    const { hotspots } = await test.get<HotspotList>(`/api/rankings/${test.rankingId}/hotspots`)
    for (const hotspot of hotspots)
      expect(hotspot).toMatchObject({
        stability: expect.stringMatching(/^(new|persistent|fading|unknown)$/),
        couldBeNoise: expect.any(Boolean),
        ranks: { count: hotspot.rank },
        profileSampleSize: expect.any(Number),
      })
    const url = `/api/rankings/${test.rankingId}/hotspots/${hotspots[0]!.id}`
    expect((await test.get<HotspotDetail>(url)).hotspot).toMatchObject({ ...hotspots[0] })
  })

  it('sets the lists by each measure side by side, with outlines of places that are not its own', async () => {
    const { alternatives } = await test.get<RankingAlternatives>(`/api/rankings/${test.rankingId}/alternatives`)
    expect(alternatives.map(({ by }) => by)).toEqual(['plain', 'count', 'harm', 'combined'])
    const chosen = alternatives.find(({ by }) => by === 'count')!
    expect(chosen.shared).toBe(8)
    expect(chosen.hotspots.map(({ id }) => id)).toEqual(test.hotspots.map(({ id }) => id))
    for (const { hotspots } of alternatives)
      for (const { chosenRank, outline } of hotspots) expect(outline === null).toBe(chosenRank !== null)
    expect(JSON.stringify(alternatives)).not.toContain('"cells"')
  })

  it('keeps what it was made with, whatever becomes of it later', async () => {
    const theme = {
      name: 'Robbery late',
      offences: ['violence-with-injury', 'robbery'],
      flags: [],
      placeTypes: [],
      hours: [],
      weights: { robbery: 3 },
      includeDomestic: false,
    }
    const shipped = await test.get<object>('/api/harm-table')
    const table = { ...shipped, isShipped: undefined, name: 'Ours', source: 'A survey', capDays: 700 }
    const put = async (url: string, payload: object) =>
      (await test.app.inject({ method: 'PUT', url, headers: test.headers, payload })).statusCode
    const { body } = await test.post('/api/themes', theme)
    const { id, version } = JSON.parse(body) as { id: string; version: string }
    expect(await put('/api/harm-table', table)).toBe(200)
    const rankingId = await rankBy({ themeId: id, rankBy: 'combined', harmShare: 0.25, resolution: 9 })
    const made = await test.get<Ranking>(`/api/rankings/${rankingId}`)
    expect(made.settings).toMatchObject({
      rankBy: 'combined',
      harmShare: 0.25,
      theme: { ...theme, id },
      harmTable: { name: 'Ours', capDays: 700, isShipped: false },
    })
    expect(made.meta).toMatchObject({
      rankBy: 'combined',
      harmShare: 0.25,
      harmTable: { name: 'Ours', source: 'A survey' },
      theme: { id, isProxy: false },
      resolution: 9,
    })
    const file = await fileOf(rankingId, 'json')
    expect(await put(`/api/themes/${id}`, { ...theme, name: 'Other', version })).toBe(200)
    const { themes } = await test.get<ThemeList>('/api/themes')
    const { version: ours } = await test.get<ForceHarmTable>('/api/harm-table')
    for (const url of [
      `/api/themes/${id}?version=${themes.find((one) => one.id === id)!.version!}`,
      `/api/harm-table?version=${ours!}`,
    ])
      expect((await test.app.inject({ method: 'DELETE', url, headers: test.headers })).statusCode).toBeLessThan(300)
    expect(await test.get<Ranking>(`/api/rankings/${rankingId}`)).toEqual(made)
    expect(await fileOf(rankingId, 'json')).toBe(file)
    const { rows } = await test.database.pool.query(
      `select detail from audit_event where action = 'ranked' and subject_id = $1`,
      [rankingId],
    )
    expect(rows).toEqual([{ detail: expect.objectContaining({ rankBy: 'combined', theme: id }) }])
    const gone = await test.post('/api/rankings', { operationId: test.operationId, asOf: START, themeId: id })
    expect([gone.statusCode, gone.body]).toEqual([404, expect.stringContaining('no theme')])
  })

  it('by harm is the command’s by harm, and can be planned', async () => {
    const rankingId = await rankBy({ rankBy: 'harm', themeId: 'robbery' })
    const args = ['--as-of', START, '--rank-by', 'harm', '--theme', 'robbery']
    expect(await fileOf(rankingId, 'json')).toBe(await fileOfCommand('harm.json', ...args))
    const plan = await test.run('/api/plans', { operationId: test.operationId, rosterId: test.rosterId })
    expect(plan).toMatchObject({ status: 'completed', error: null })
    expect(await test.get(`/api/plans/${plan.resultId ?? ''}`)).toMatchObject({ rankingId })
  })

  it('keeps out of excluded places and to quotas, and says what that cost', async () => {
    const [first] = test.hotspots
    const place = { name: 'Hospital', reason: 'has its own guards', lat: first!.lat, lng: first!.lng, radiusM: 50 }
    const { body } = await test.post('/api/excluded-places', place)
    const quotas = [{ area: 'Northtown', most: 1 }]
    const rankingId = await rankBy({ quotas, acrossUnits: true })
    const { excludedPlaceId } = JSON.parse(body) as { excludedPlaceId: string }
    await test.app.inject({
      method: 'DELETE',
      url: `/api/excluded-places/${excludedPlaceId}`,
      headers: test.headers,
    })
    const ranking = await test.get<Ranking>(`/api/rankings/${rankingId}`)
    expect(ranking.settings).toMatchObject({ acrossUnits: true, quotas, excludedPlaces: [place] })
    expect(ranking.excluded).toEqual([
      { name: place.name, reason: place.reason, cells: expect.any(Number), expected: expect.any(Number) },
    ])
    expect(ranking.excluded[0]!.cells).toBeGreaterThan(0)
    expect(ranking.quotas).toMatchObject([{ area: 'Northtown', least: null, most: 1, chosen: 1 }])
    expect(ranking.quotas[0]!.without).toBeGreaterThan(1)
    expect(ranking.quotas[0]!.price).toBeGreaterThan(0)
    expect(ranking.byArea.find(({ area }) => area === 'Northtown')?.hotspots).toBe(1)
    const { hotspots } = await test.get<HotspotList>(`/api/rankings/${rankingId}/hotspots`)
    expect(hotspots.map(({ id }) => id)).not.toContain(first!.id)
    expect(JSON.parse(await fileOf(rankingId, 'json'))).toMatchObject({ quotas: ranking.quotas })
  })

  it('fails in words where quotas name no area or cannot all be kept', async () => {
    for (const [quotas, words] of [
      [[{ area: 'Nowhere', most: 1 }], 'Nowhere'],
      [[{ area: 'Northtown', least: 9 }], 'at least 9'],
    ] as const) {
      const job = await test.run('/api/rankings', { operationId: test.operationId, asOf: START, top: 8, quotas })
      expect(job).toMatchObject({ status: 'failed', error: expect.stringContaining(words) })
    }
  })

  it.each([
    [{ rankBy: 'colour' }, 400, 'rankBy'],
    [{ harmShare: 1.01 }, 400, 'harmShare'],
    [{ themeId: 'nothing' }, 404, 'nothing'],
    [{ quotas: [{ area: 'Northtown', some: 3 }] }, 400, 'quotas'],
    [{ acrossUnits: 'yes' }, 400, 'acrossUnits'],
  ])('refuses %j', async (asked, status, words) => {
    const response = await test.post('/api/rankings', { operationId: test.operationId, asOf: START, ...asked })
    expect([response.statusCode, response.body]).toEqual([status, expect.stringContaining(words)])
  })

  it('of an earlier release is read as before, and says what it lacks', async () => {
    const rankingId = await rankBy({})
    const before = JSON.parse(await fileOf(rankingId, 'json')) as RankingFile
    await test.database.pool.query(
      'update ranking set settings = null, findings = null, alternatives = null, file = null where ranking_id = $1',
      [rankingId],
    )
    const ranking = await test.get<Ranking>(`/api/rankings/${rankingId}`)
    expect(ranking).toMatchObject({ settings: null, fade: null, quotas: [], excluded: [], scope: null })
    const file = JSON.parse(await fileOf(rankingId, 'json')) as RankingFile
    expect(file).toEqual({ meta: before.meta, hotspots: before.hotspots })
    const url = `/api/rankings/${rankingId}/alternatives`
    const { statusCode, body } = await test.app.inject({ url, headers: test.headers })
    expect([statusCode, body]).toEqual([404, expect.stringContaining('earlier release')])
    expect((await test.get<RankingOutcome>(`/api/rankings/${rankingId}/outcome`)).state).toBe('none')
  })
})

describe('the outcome of a ranking', () => {
  const outcomeOf = async (rankingId: string): Promise<RankingOutcome> =>
    test.get<RankingOutcome>(`/api/rankings/${rankingId}/outcome`)

  it('is not there yet while no day of the horizon is loaded', async () => {
    const outcome = await outcomeOf(test.rankingId)
    expect(outcome).toMatchObject({ state: 'none', daysKnown: 0, days: 3, againstExpected: null, promise: null })
    expect(outcome.sentences[0]).toMatch(/^Not yet: /)
  })

  it('counts what came, against what was expected and what a backtest promised that knew nothing of it', async () => {
    const asked = { weeks: 12, horizonDays: 3, stepWeeks: 1, methods: ['auto'] }
    const rankingId = await rankBy({ asOf: '2025-12-08' })
    const alone = await outcomeOf(rankingId)
    expect(alone).toMatchObject({ state: 'whole', daysKnown: 3, days: 3, promise: null, againstPromise: null })
    expect(alone.incidents).toBeGreaterThan(0)
    expect(alone.expectedHigh).toBeGreaterThanOrEqual(alone.expectedLow)
    expect(alone.sentences.join(' ')).toContain('No backtest of such a list is kept')

    const { hotspots } = JSON.parse(await fileOf(rankingId, 'json')) as RankingFile
    const top = hotspots.reduce((sum, { cells }) => sum + cells.length, 0)
    const [fitting] = [
      await test.run('/api/backtests', { ...asked, top, from: '2025-10-06', to: '2025-12-08' }),
      // Newer, but of fewer cells; of another theme; and one that stood within the horizon.
      await test.run('/api/backtests', { ...asked, top: 1, from: '2025-10-06', to: '2025-12-08' }),
      await test.run('/api/backtests', { ...asked, top, from: '2025-10-06', to: '2025-12-08', themeId: 'robbery' }),
      await test.run('/api/backtests', { ...asked, top, from: '2025-10-06', to: '2025-12-22' }),
    ]
    expect(fitting.status).toBe('completed')
    const promised = await outcomeOf(rankingId)
    expect(promised).toMatchObject({ hits: alone.hits, promise: { backtestId: fitting.resultId, cells: top } })
    expect(promised.promise!.hitRateLow).toBeLessThanOrEqual(promised.promise!.hitRateHigh)
    expect(promised.sentences.join(' ')).toContain(`The backtest stood at ${promised.promise!.origins} dates`)
    // A list by harm is another list: what the count promises is nothing to it.
    const byHarm = await rankBy({ asOf: '2025-12-08', rankBy: 'harm' })
    expect(await outcomeOf(byHarm)).toMatchObject({ state: 'whole', promise: null })
  })

  it('is promised nothing by a backtest of a theme that has been changed, and nothing where quotas choose', async () => {
    const period = { from: '2025-10-06', to: '2025-12-08' }
    const asked = { weeks: 12, horizonDays: 3, stepWeeks: 1, methods: ['auto'], top: 8, ...period }
    const theme = { name: 'Robbery here', offences: ['robbery'], flags: [], placeTypes: [], hours: [], weights: {} }
    const { body } = await test.post('/api/themes', { ...theme, includeDomestic: false })
    const { id, version } = JSON.parse(body) as { id: string; version: string }
    const before = await rankBy({ asOf: '2025-12-08', themeId: id })
    const backtest = await test.run('/api/backtests', { ...asked, themeId: id })
    expect((await outcomeOf(before)).promise).toMatchObject({ backtestId: backtest.resultId })

    const url = `/api/themes/${id}`
    const change = { ...theme, weights: { robbery: 2 }, includeDomestic: false, version }
    const changed = await test.app.inject({ method: 'PUT', url, headers: test.headers, payload: change })
    expect((await outcomeOf(before)).promise).toMatchObject({ backtestId: backtest.resultId })
    expect((await outcomeOf(await rankBy({ asOf: '2025-12-08', themeId: id }))).promise).toBeNull()
    const now = `${url}?version=${changed.json<{ version: string }>().version}`
    expect((await test.app.inject({ method: 'DELETE', url: now, headers: test.headers })).statusCode).toBe(204)

    const plain = await test.run('/api/backtests', asked)
    const free = await rankBy({ asOf: '2025-12-08' })
    expect((await outcomeOf(free)).promise).toMatchObject({ backtestId: expect.any(String) as string })
    expect(plain.status).toBe('completed')
    const quotas = [{ area: 'Northtown', most: 1 }]
    expect((await outcomeOf(await rankBy({ asOf: '2025-12-08', quotas }))).promise).toBeNull()
    // Joined across units they are as many of the hottest cells.
    const across = await outcomeOf(await rankBy({ asOf: '2025-12-08', acrossUnits: true }))
    expect(across.promise).toMatchObject({ backtestId: expect.any(String) as string })
  })

  it('is promised nothing where an excluded place left cells out, which no backtest knows of', async () => {
    const { lat, lng } = test.hotspots[0]!
    const asked = { weeks: 12, horizonDays: 3, stepWeeks: 1, methods: ['auto'], top: 8 }
    const excluded = async (place: { lat: number; lng: number }): Promise<RankingOutcome> => {
      const reason = 'has its own guards'
      const { statusCode, body } = await test.post('/api/excluded-places', {
        name: 'Hospital',
        reason,
        radiusM: 50,
        ...place,
      })
      expect([statusCode, body]).toEqual([201, expect.any(String)])
      const outcome = await outcomeOf(await rankBy({ asOf: '2025-12-08' }))
      const url = `/api/excluded-places/${(JSON.parse(body) as { excludedPlaceId: string }).excludedPlaceId}`
      expect((await test.app.inject({ method: 'DELETE', url, headers: test.headers })).statusCode).toBe(204)
      return outcome
    }
    await test.run('/api/backtests', { ...asked, from: '2025-10-06', to: '2025-12-08' })
    expect((await excluded({ lat, lng })).promise).toBeNull()
    // Where nothing ever happened it leaves nothing out.
    expect((await excluded({ lat: 50, lng: 1 })).promise).toMatchObject({ cells: 8 })
  })
})
