import { Value } from 'typebox/value'
import { cellAt } from '@planner/shared/core'
import { RankingFileSchema, type RankingFile } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { BASE, useRankFolder } from './rank.test-support.ts'

const { read, run, write } = useRankFolder()

describe('patrol rank with earlier plans', () => {
  const CELL = cellAt({ lat: 51.55, lng: -0.17 }, 10)
  const plan = (over: object = {}) => ({
    meta: { timezone: 'Europe/London' },
    windows: [{ hotspotId: 'a', start: '2025-12-10T02:55:00+00:00', end: '2025-12-10T03:10:00+00:00' }],
    hotspots: [{ id: 'a', cells: [CELL] }],
    ...over,
  })
  const rankWith = async (given: unknown, option = 'plan.json') => {
    await write('plan.json', JSON.stringify(given))
    return run(...BASE, '--patrols', option, '--out', 'h.json')
  }

  it('says what was recorded while a patrol was due', async () => {
    const { status, err } = await rankWith(plan())
    expect(err).toContain('recorded while a patrol was due there, unknown who found it: 1, ')
    expect(err).toContain('recorded while a patrol was due there, reported by the public: 0\n')
    expect(status).toBe(0)
    const file = JSON.parse(await read('h.json')) as RankingFile
    expect([...Value.Errors(RankingFileSchema, file)]).toEqual([])
    expect(file.patrolled!.map(({ affected }) => affected)).toEqual([0, 1])
  })
  it('takes several plans, with commas or without', async () => {
    const windows = [{ hotspotId: 'a', start: '2025-12-11T03:00:00+00:00', end: '2025-12-11T03:15:00+00:00' }]
    await write('b.json', JSON.stringify(plan({ windows })))
    expect((await rankWith(plan(), 'plan.json,b.json')).err).toContain('unknown who found it: 2, ')
  })
  it.each([
    ['a place that it does not have', { hotspots: [] }, /plan\.json, windows\[0\]: .*no hotspot "a"/],
    [
      'a time that is none',
      { windows: [{ hotspotId: 'a', start: 'noon', end: 'one' }] },
      /windows\[0\]\.start is "noon"/,
    ],
    ['a cell that is none', { hotspots: [{ id: 'a', cells: ['8a'] }] }, /hotspot "a" has the cell "8a"/],
    ['a time zone that is none', { meta: { timezone: 'Mars' } }, /plan\.json, meta\.timezone: .*"Mars"/],
    ['no windows at all', { windows: undefined }, /plan\.json: .*windows/],
  ])('refuses a plan with %s', async (_what, over, message) => {
    const { status, err } = await rankWith(plan(over))
    expect(err).toMatch(message)
    expect(status).toBe(2)
  })
})
