import { describe, expect, it } from 'vitest'
import { warningsOf } from './import-warnings.ts'

const NOTHING = { updated: 0, changedFields: {} }
const QUIET = { notices: { 'unknown-offence-code': 0, 'code-contradicts-offence': 0 } }
const NONE = { coincidences: [], later: 0, offClock: null }
const month = (coinciding: number, own: number, others: number, over: { publisher?: string; month?: string } = {}) => ({
  publisher: 'theirs',
  month: '2026-05',
  coinciding,
  own,
  others,
  ...over,
})
const doubled = (...coincidences: ReturnType<typeof month>[]) => warningsOf(QUIET, NOTHING, { ...NONE, coincidences })

describe('warningsOf', () => {
  it('says nothing where nothing is to be looked at', () => expect(doubled()).toEqual([]))

  it('suspects three and a quarter of the smaller side, and nothing less', () => {
    for (const suspected of [month(3, 12, 100), month(3, 100, 12), month(3, 3, 3), month(250, 1000, 1000)])
      expect(doubled(suspected)).toHaveLength(1)
    for (const not of [month(2, 2, 2), month(3, 13, 100), month(3, 100, 13), month(249, 1000, 1000)])
      expect(doubled(not)).toEqual([])
  })

  it('tells of each publisher once, with its own months and counts', () => {
    const warnings = doubled(
      month(3, 4, 9, { month: '2026-03' }),
      month(1000, 2000, 3000, { month: '2026-04' }),
      month(1, 500, 500, { month: '2026-05' }),
      month(3, 4, 9, { month: '2026-06' }),
      month(7, 8, 9, { publisher: 'another' }),
    )
    expect(warnings).toHaveLength(2)
    expect(warnings[0]).toContain('1,006 of 2,008 incidents of this source (2026-03 to 2026-06, 3 months)')
    expect(warnings[0]).toContain('incidents of theirs.')
    expect(warnings[1]).toContain('7 of 8 incidents of this source (2026-05)')
    expect(warnings[1]).toContain('incidents of another.')
  })

  it('tells of incidents that are yet to come, of one in words of its own', () => {
    const later = (count: number) => warningsOf(QUIET, NOTHING, { ...NONE, later: count })
    expect(later(1)[0]).toMatch(/^1 incident begins more than a day after this load/)
    expect(later(1200)[0]).toMatch(/^1,200 incidents begin more than a day after this load/)
  })

  it('names the three fields that changed most, and no column that is counted from another', () => {
    const changedFields = { lng: 2, cell_9: 9, occurred_from: 5, lat: 1200, domestic: 3 }
    expect(warningsOf(QUIET, { updated: 1201, changedFields }, NONE)).toEqual([
      '1,201 incidents that were there came with other content and were updated, most often in lat (1,200), occurred_from (5), domestic (3).',
    ])
    expect(warningsOf(QUIET, { updated: 1, changedFields: { lat: 1 } }, NONE)).toEqual([
      '1 incident that was there came with other content and was updated, most often in lat (1).',
    ])
  })

  it('asks for the time zone first, then tells what is counted twice, what is yet to come, what changed and what was noticed', () => {
    const notices = { 'unknown-offence-code': 1, 'code-contradicts-offence': 2 }
    const said = warningsOf(
      { notices },
      { updated: 1, changedFields: { lat: 1 } },
      {
        coincidences: [month(3, 3, 3)],
        later: 2,
        offClock: 'The places lie elsewhere.',
      },
    )
    expect(said.map((sentence) => sentence.slice(0, 14))).toEqual([
      'The places lie',
      'Counted twice?',
      '2 incidents be',
      '1 incident tha',
      '1 row has an o',
      '2 rows have of',
    ])
  })
})
