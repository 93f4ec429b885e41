import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readActivities } from './read-activities.ts'
import { readBlackouts } from './read-blackouts.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-rules-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('readBlackouts', () => {
  const read = async (...rows: string[]) =>
    readBlackouts(
      await file('b.csv', ['hotspot_id,from,to,reason', ...rows].join('\n')),
      [{ id: 'h1' }, { id: 'h2' }],
      'Europe/London',
    )
  const JULY = 29_721_180 // 2026-07-05T18:00+01:00

  it('reads one place or, with * or nothing, every place, at local times and at times with an offset', async () => {
    expect(
      await read(
        'h2,2026-07-05T18:00,2026-07-05T20:00,carnival',
        '*,2026-07-05T17:00:00Z,2026-07-05T20:00+01:00,',
        ',2026-07-05 18:00,2026-07-05 20:00,',
      ),
    ).toEqual([
      { hotspotId: 'h2', from: JULY, to: JULY + 120, reason: 'carnival' },
      { hotspotId: null, from: JULY, to: JULY + 120 },
      { hotspotId: null, from: JULY, to: JULY + 120 },
    ])
    expect(await read()).toEqual([])
  })

  it('needs no reason column, and takes a reason of up to 200 characters', async () => {
    const path = await file('b.csv', 'hotspot_id,from,to\nh1,2026-07-05T18:00,2026-07-05T20:00')
    expect(await readBlackouts(path, [{ id: 'h1' }], 'Europe/London')).toEqual([
      { hotspotId: 'h1', from: JULY, to: JULY + 120 },
    ])
    const row = 'h1,2026-07-05T18:00,2026-07-05T20:00,'
    expect(await read(`${row}"road  closed "`)).toMatchObject([{ reason: 'road closed' }])
    expect((await read(row + 'x'.repeat(200)))[0]!.reason).toHaveLength(200)
    await expect(read(row + 'x'.repeat(201))).rejects.toThrow(
      /line 2, reason "x{60}\.\.\.": it has 201 characters; 200/,
    )
  })

  it.each([
    ['h3,2026-07-05T18:00,2026-07-05T20:00,', /line 2, hotspot_id "h3": there is no such hotspot/],
    ['h1,noon,2026-07-05T20:00,', /line 2, from "noon": write a time such as/],
    ['h1,2026-07-05T18:00,,', /line 2, to "": write a time/],
    ['h1,2026-07-05T18:00,2026-07-05T18:00,', /line 2, to "2026-07-05T18:00": it must be after from/],
  ])('refuses %s', async (row, message) => {
    await expect(read(row)).rejects.toThrow(message)
  })

  it('lists the first faults and how many there are', async () => {
    const rows = Array.from({ length: 14 }, () => 'h9,2026-07-05T18:00,2026-07-05T20:00,')
    await expect(read(...rows)).rejects.toThrow(/14 faults in 14 rows.*and 4 more/s)
  })
})

describe('readActivities', () => {
  const patrol = { id: 'patrol', minutes: [12, 16], crews: 1, shares: { A: 1, B: 1, C: 1 } }

  it('reads the five activities of the examples, and leaves out what is planned by hand', async () => {
    const activities = await readActivities(join(import.meta.dirname, '../../../examples/activities.json'))
    expect(activities.map(({ id }) => id)).toEqual([
      'high-visibility-patrol',
      'community-engagement',
      'weapons-sweep',
      'problem-solving-visit',
    ])
  })

  it.each([
    [[{ ...patrol, minutes: [12] }], /\/0\/minutes/],
    [[{ ...patrol, minutes: [16, 12] }], /a\.json: Activity "patrol" lasts 16-12 min/],
    [[{ ...patrol, shares: { A: -1, B: 1, C: 1 } }], /\/0\/shares\/A is -1/],
    [[{ ...patrol, colour: 'red' }], /colour|additional/],
    [[patrol, patrol], /Two activities have the id "patrol"/],
    [[{ ...patrol, crews: 2 }], /needs 2 crews at once/],
    [[{ ...patrol, shares: { A: 1, B: 1, C: 0 } }], /No activity for tier C/],
    [[], /the file is \[\]/],
  ])('refuses %j', async (content, message) => {
    await expect(readActivities(await file('a.json', content))).rejects.toThrow(message)
  })
})
