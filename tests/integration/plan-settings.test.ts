import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '@planner/server/cli/command.ts'
import { plan as planCommand } from '@planner/server/cli/plan.ts'
import { canonicalJson } from '@planner/shared/core'
import type { ActivityTemplates, Plan, PlanFile, PlanPreviewAnswer, PlanSettings } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRankedOperation, type RankedOperation } from '../helpers/ranked-operation.ts'

let test: RankedOperation
beforeAll(async () => {
  test = await buildRankedOperation({ days: 6, top: 30 })
})
afterAll(() => test.close())

const body = (settings?: PlanSettings) => ({
  operationId: test.operationId,
  rosterId: test.rosterId,
  ...(settings && { settings }),
})

const rankingFile = (): string => `/api/rankings/${test.rankingId}/file?format=json`

const plan = async (settings: PlanSettings): Promise<{ planId: string; shown: Plan; file: PlanFile }> => {
  const job = await test.run('/api/plans', body(settings))
  expect(job).toMatchObject({ status: 'completed', error: null })
  const planId = job.resultId ?? ''
  return {
    planId,
    shown: await test.get<Plan>(`/api/plans/${planId}`),
    file: await test.get<PlanFile>(`/api/plans/${planId}/file`),
  }
}

const countRows = async (): Promise<unknown> =>
  (
    await test.database.pool.query(
      `select (select count(*) from job) as jobs, (select count(*) from job_queue.job) as queued,
              (select count(*) from plan_draw) as draws, (select count(*) from plan_key) as keys`,
    )
  ).rows[0]

const isNear = (value: number, wanted: number): boolean => Math.abs(value - wanted) < 1e-9

describe('a plan by settings', () => {
  it('keeps out of its blackouts, has its activities, and says what it was asked to be', async () => {
    const hotspotId = test.hotspots[0]!.id
    const settings: PlanSettings = {
      blackouts: [
        { hotspotId, from: '2026-01-05T00:00', to: '2026-01-12T00:00', reason: 'road closed' },
        { hotspotId: null, from: '2026-01-07T00:00', to: '2026-01-08T00:00Z' },
      ],
      activities: [
        { id: 'high-visibility-patrol', minutes: [12, 16], crews: 1, shares: { A: 1, B: 1, C: 1 } },
        { id: 'community-engagement', minutes: [15, 30], crews: 1, shares: { A: 1, B: 1, C: 1 } },
        { id: 'by-hand', minutes: [30, 60], crews: 1, needsSergeant: true, shares: { A: 0, B: 0, C: 0 } },
      ],
    }
    const { planId, shown, file } = await plan(settings)
    expect(shown.settings).toMatchObject({ ...settings, design: 'ordinary', doses: 'from-capacity' })
    expect(file.windows.length).toBeGreaterThan(50)
    expect(file.windows.filter((window) => window.hotspotId === hotspotId)).toEqual([])
    expect(file.windows.filter(({ start }) => start.startsWith('2026-01-07'))).toEqual([])
    expect(new Set(file.windows.map(({ activity }) => activity))).toEqual(
      new Set(['high-visibility-patrol', 'community-engagement']),
    )
    expect(file.rules?.blackouts).toContainEqual(expect.objectContaining({ hotspotId, reason: 'road closed' }))

    const { rows } = await test.database.pool.query<{ detail: { settingsHash: string } }>(
      `select detail from audit_event where subject_id = $1 and action = 'key made'`,
      [planId],
    )
    expect(rows[0]?.detail.settingsHash).toBe(createHash('sha256').update(canonicalJson(shown.settings)).digest('hex'))
    expect(JSON.stringify(rows)).not.toContain('road closed')
  })

  it('is to the byte the file that the plan command writes from the same files and key', async () => {
    const activities = [
      { id: 'high-visibility-patrol', minutes: [12, 16], crews: 1, shares: { A: 1, B: 1, C: 1 } },
      { id: 'engagement', minutes: [15, 30], crews: 1, shares: { A: 1, B: 0, C: 1 } },
    ] as PlanSettings['activities'] & object
    const hotspotId = test.hotspots[1]!.id
    const { planId } = await plan({
      design: 'crossover-blocks',
      activities,
      blackouts: [{ hotspotId, from: '2026-01-06T18:00', to: '2026-01-06T23:30+00:00', reason: 'vigil' }],
      travel: { vehKmh: 25 },
      entropyFloor: 0.9,
      guarantees: [{ area: 'Southtown', leastPerDay: 12 }],
      doses: 'from-capacity',
    })
    const write = async (name: string, text: string): Promise<void> => writeFile(join(test.dataDir, name), text)
    await write('hotspots.json', (await test.app.inject({ url: rankingFile(), headers: test.headers })).body)
    await write('activities.json', JSON.stringify(activities))
    await write('blackouts.csv', `hotspot_id,from,to,reason\n${hotspotId},2026-01-06T18:00,2026-01-06T23:30,vigil\n`)
    await write('travel.json', '{"vehKmh":25}')
    await write('guarantees.csv', 'area,least_per_day\nSouthtown,12\n')
    const kept = await test.database.pool.query<{ key: Buffer }>('select key from plan_key where plan_id = $1', [
      planId,
    ])
    const files = '--hotspots hotspots.json --shifts shifts.csv --activities activities.json --blackouts blackouts.csv'
    const line = `${files} --travel travel.json --entropy-floor 0.9 --guarantees guarantees.csv --doses from-capacity --design crossover-blocks --start 2026-01-05 --days 6 --out plan.json`
    const silent = { cwd: test.dataDir, out: () => undefined, err: () => undefined, interactive: false }
    const args = [...line.split(' '), '--key', kept.rows[0]!.key.toString('hex')]
    expect(await runCommand('plan', planCommand, args, silent)).toBe(0)
    const { body: file } = await test.app.inject({ url: `/api/plans/${planId}/file`, headers: test.headers })
    expect(file === (await readFile(join(test.dataDir, 'plan.json'), 'utf8'))).toBe(true)
  })

  it('leaves the control days of a crossover empty, and draws again with the same settings', async () => {
    const { planId, shown, file } = await plan({ design: 'crossover-daily' })
    expect(shown.settings.design).toBe('crossover-daily')
    const control = new Set(
      file.design?.assignments.flatMap(({ hotspotId, day, arm }) => (arm === 'control' ? `${hotspotId} ${day}` : [])),
    )
    expect(control.size).toBe((30 * 6) / 2)
    expect(file.windows.length).toBeGreaterThan(0)
    expect(file.windows.filter(({ hotspotId, start }) => control.has(`${hotspotId} ${start.slice(0, 10)}`))).toEqual([])

    // A plan whose last window is over is not drawn again; this moves them to where they are to come.
    await test.database.pool.query(`update patrol_window set starts_at = starts_at + $1, ends_at = ends_at + $1`, [
      '50 years',
    ])
    const job = await test.run(`/api/plans/${planId}/redraws`)
    expect(job).toMatchObject({ status: 'completed', error: null })
    const again = await test.get<Plan>(`/api/plans/${job.resultId ?? ''}`)
    expect(again).toMatchObject({ draw: 1, keyHash: shown.keyHash, settings: shown.settings })
    const other = await test.get<PlanFile>(`/api/plans/${job.resultId ?? ''}/file`)
    expect(other.design?.name).toBe('crossover-daily')
    expect(other.design?.assignments).not.toEqual(file.design?.assignments)
  })

  it('has what was said of it before it was drawn, and every figure of it beside its bar', async () => {
    const settings = { entropyFloor: 0.9, guarantees: [{ area: 'Northtown', leastPerDay: 3 }] }
    const said = await test.post('/api/plan-previews', body(settings))
    const { planId, shown } = await plan(settings)
    expect({ preview: shown.preview, power: shown.power, doses: shown.doses }).toEqual(JSON.parse(said.body))
    const figures = shown.verdicts?.map(({ figure }) => figure) ?? []
    expect(figures).toEqual(expect.arrayContaining(['staticSkill', 'networkSkill', 'minuteEntropy', 'doseRatioLeast']))
    expect(new Set(figures).size).toBe(figures.length)
    for (const { value, error, verdict } of shown.verdicts ?? [])
      if (value === null) expect([verdict, error]).toEqual(['too-few', null])
    expect(shown.verdicts?.filter(({ decisive }) => !decisive).map(({ figure }) => figure)).toEqual(['coverageOfBound'])
    expect(shown.observers?.length).toBeGreaterThanOrEqual(5)

    const columns = ['preview', 'power', 'doses', 'verdicts', 'observers'] as const
    await test.database.pool.query('update plan set summary = summary - $2::text[] where plan_id = $1', [
      planId,
      columns,
    ])
    const older = await test.get<Plan>(`/api/plans/${planId}`)
    expect(columns.map((column) => older[column])).toEqual(columns.map(() => null))
  })
})

describe('settings that cannot be planned', () => {
  const patrol = { id: 'patrol', minutes: [12, 16], crews: 1, shares: { A: 1, B: 1, C: 1 } }
  const blackout = { hotspotId: null, from: '2026-01-05T10:00', to: '2026-01-05T12:00' }
  const cases: [string, object, string][] = [
    [
      'an unknown design',
      { design: 'other' },
      'body/settings/design is "other"; it must be ordinary or crossover-daily',
    ],
    ['a floor above 1', { entropyFloor: 1.5 }, 'body/settings/entropyFloor is 1.5; it must be <= 1'],
    ['a setting that is none', { colour: 'blue' }, 'body/settings'],
    ['an unknown place', { blackouts: [{ ...blackout, hotspotId: 'h0' }] }, 'settings.blackouts[0].hotspotId is "h0"'],
    ['no time', { blackouts: [blackout, { ...blackout, to: 'noon' }] }, 'settings.blackouts[1].to is "noon"'],
    ['an end before the start', { blackouts: [{ ...blackout, to: '2026-01-05T09:00' }] }, 'must be after from'],
    [
      'another week',
      { blackouts: [{ ...blackout, from: '2026-02-01T00:00', to: '2026-02-02T00:00' }] },
      'settings.blackouts[0].from is "2026-02-01T00:00": the plan is of 2026-01-05 to 2026-01-10',
    ],
    [
      'a long reason',
      { blackouts: [{ ...blackout, reason: 'x'.repeat(201) }] },
      'body/settings/blackouts/0/reason is "xxx',
    ],
    ['the same activity twice', { activities: [patrol, patrol] }, 'settings.activities: Two activities have the id'],
    ['minutes in the wrong order', { activities: [{ ...patrol, minutes: [16, 12] }] }, '16-12 min'],
    ['an unknown area', { guarantees: [{ area: 'Westtown', leastPerDay: 3 }] }, 'settings.guarantees[0].area is "West'],
    [
      'an area twice',
      { guarantees: [1, 2].map((leastPerDay) => ({ area: 'Northtown', leastPerDay })) },
      'settings.guarantees[1].area is "Northtown": it is guaranteed twice',
    ],
    [
      'a matrix with a stranger',
      {
        travel: {
          matrix: {
            places: ['h0', 'h1'],
            minutes: [
              [0, 1],
              [1, 0],
            ],
          },
        },
      },
      'settings.travel.matrix.places[0] is "h0"',
    ],
  ]

  it.each(cases)('%s: refused by path and value, with nothing kept or queued', async (_name, settings, message) => {
    const before = await countRows()
    for (const url of ['/api/plans', '/api/plan-previews']) {
      const { statusCode, body: answer } = await test.post(url, body(settings))
      expect([statusCode, JSON.parse(answer)]).toEqual([
        400,
        { error: { code: 'INVALID_INPUT', message: expect.stringContaining(message) } },
      ])
    }
    expect(await countRows()).toEqual(before)
  })

  it('refuses an operation or roster that is not there', async () => {
    for (const over of [{ operationId: test.rosterId }, { rosterId: test.operationId }])
      expect((await test.post('/api/plan-previews', { ...body(), ...over })).statusCode).toBe(404)
  })
})

describe('a preview', () => {
  const preview = async (settings?: PlanSettings): Promise<PlanPreviewAnswer> => {
    const { statusCode, body: answer } = await test.post('/api/plan-previews', body(settings))
    expect([statusCode, statusCode === 200 ? '' : answer]).toEqual([200, ''])
    return JSON.parse(answer) as PlanPreviewAnswer
  }

  it('tells capacity, trade-off and power, keeps nothing, and is the same every time', async () => {
    const before = await countRows()
    const first = await preview({ design: 'crossover-blocks' })
    expect(first.preview.capacity.map(({ bcu }) => bcu)).toEqual(['North', 'South'])
    expect(first.preview.tradeOff.length).toBeGreaterThan(1)
    expect(first.power).toMatchObject({ design: 'crossover-blocks' })
    expect(isNear(first.power.treated, first.power.control)).toBe(true)
    expect(first.power.statements[0]?.powerOf20).toBeGreaterThan(0)
    expect(await preview({ design: 'crossover-blocks' })).toEqual(first)
    expect(await countRows()).toEqual(before)
  })

  it('sets doses from capacity unless they are to stay as ranked', async () => {
    await test.database.pool.query(
      `update hotspot set record = jsonb_set(record, '{dosePerDay}', '9') where ranking_id = $1`,
      [test.rankingId],
    )
    const [set, ranked] = [await preview(), await preview({ doses: 'as-ranked' })]
    expect(ranked.doses).toBeNull()
    expect(Math.min(...ranked.preview.capacity.map(({ share }) => share))).toBeLessThan(0.9)
    expect(set.doses?.map(({ bcu }) => bcu)).toEqual(['North', 'South'])
    expect(Math.min(...(set.doses ?? []).map(({ share }) => share))).toBeLessThan(0.9)
    expect(Math.min(...set.preview.capacity.map(({ share }) => share))).toBeGreaterThan(0.95)
  })

  it('answers all of many at once', async () => {
    const floors = [0, 0.3, 0.6, 0.9]
    const answers = await Promise.all(floors.map(async (entropyFloor) => preview({ entropyFloor })))
    expect(answers.map(({ preview: { tradeOff } }) => tradeOff)).toEqual(floors.map(() => answers[0]!.preview.tradeOff))
  })
})

describe('activity templates', () => {
  it('are the five kinds, and can be planned as they are', async () => {
    const { activities } = await test.get<ActivityTemplates>('/api/activity-templates')
    expect(activities.map(({ id }) => id).toSorted()).toEqual([
      'community-engagement',
      'high-visibility-patrol',
      'knife-search-operation',
      'problem-solving-visit',
      'weapons-sweep',
    ])
    expect((await test.post('/api/plan-previews', body({ activities }))).statusCode).toBe(200)
  })
})
