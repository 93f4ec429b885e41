import { describe, expect, it } from 'vitest'
import {
  draftAfter,
  emptyRankingDraft,
  parseRankingDraft,
  readRankingDraft,
  type QuotaDraft,
  type RankingDraft,
} from './ranking-draft.ts'

const draft = (over: Partial<RankingDraft> = {}): RankingDraft => ({ ...emptyRankingDraft('2026-06-01'), ...over })
const quota = (over: Partial<QuotaDraft> = {}): QuotaDraft => ({
  key: '1',
  area: 'Camden',
  least: '',
  most: '',
  ...over,
})
const read = (over: Partial<RankingDraft> = {}) => readRankingDraft(draft(over), 'op')

describe('readRankingDraft', () => {
  it('sends the usual ranking if nothing is chosen', () => {
    const { request, faults, sound } = read()
    expect(request).toEqual({ operationId: 'op', asOf: '2026-06-01', weeks: 12, top: 250, rankBy: 'count' })
    expect(faults).toEqual({})
    expect(sound).toEqual(request)
  })

  it('sends what was chosen, and the share of harm only where both count', () => {
    const chosen = { harmShare: 0.3, themeId: 'robbery', acrossUnits: true, top: '1,000' }
    expect(read({ ...chosen, rankBy: 'combined' }).request).toMatchObject({
      harmShare: 0.3,
      themeId: 'robbery',
      acrossUnits: true,
      top: 1000,
    })
    expect(read({ ...chosen, rankBy: 'harm' }).request).not.toHaveProperty('harmShare')
  })

  it('sends a quota with what was said of it alone', () => {
    const quotas = [quota({ least: '3' }), quota({ key: '2', area: 'Barnet', most: '0' })]
    expect(read({ quotas }).request.quotas).toEqual([
      { area: 'Camden', least: 3 },
      { area: 'Barnet', most: 0 },
    ])
  })

  it.each([
    ['0', '1', '104'],
    ['105', '1', '104'],
    ['1.5', '1', '104'],
    ['', '1', '104'],
  ])('says that "%s" weeks are none', (weeks, least, most) => {
    const { faults, sound } = read({ weeks })
    expect(faults['weeks']).toBe(`Give a whole number from ${least} to ${most}`)
    expect(sound).toBeUndefined()
  })

  it('says where a day is missing and how many places there may be', () => {
    expect(read({ asOf: '' }).faults).toHaveProperty('asOf')
    expect(read({ top: '10001' }).faults['top']).toContain('10,000')
    expect(read({ top: '10000' }).faults).toEqual({})
  })

  it.each([
    ['nothing', {}, 'quotas/0/least'],
    ['the most below the least', { least: '5', most: '4' }, 'quotas/0/most'],
    ['a broken number', { least: 'x' }, 'quotas/0/least'],
    ['a negative number', { most: '-1' }, 'quotas/0/most'],
  ])('finds a quota that asks for %s, and previews without it', (_what, over, path) => {
    const good = quota({ key: '2', area: 'Barnet', least: '1' })
    const { faults, sound } = read({ quotas: [quota(over), good] })
    expect(Object.keys(faults)).toEqual([path])
    expect(sound?.quotas).toEqual([{ area: 'Barnet', least: 1 }])
  })

  it('finds quotas that promise more places than are wanted, and previews without any', () => {
    const quotas = [quota({ least: '6' }), quota({ key: '2', area: 'Barnet', least: '5' })]
    expect(read({ quotas, top: '11' }).faults).toEqual({})
    const { faults, sound } = read({ quotas, top: '10' })
    expect(faults['quotas']).toContain('11')
    expect(sound).not.toHaveProperty('quotas')
  })
})

describe('draftAfter', () => {
  const meta = { top: 80, windowFrom: '2026-03-09', windowTo: '2026-05-04' }
  const before = (over: object, settings: object | null) =>
    ({ meta: { ...meta, ...over }, settings }) as unknown as NonNullable<Parameters<typeof draftAfter>[0]>

  it('is the usual one where there is no ranking', () => {
    expect(draftAfter(undefined, '2026-06-01')).toEqual(draft())
  })

  it('has the settings of the ranking there is', () => {
    const settings = {
      rankBy: 'combined',
      harmShare: 0.25,
      acrossUnits: true,
      theme: { id: 'robbery' },
      quotas: [{ area: 'Camden', most: 4 }],
    }
    expect(draftAfter(before({}, settings), '2026-06-01')).toEqual({
      asOf: '2026-06-01',
      weeks: '8',
      top: '80',
      themeId: 'robbery',
      rankBy: 'combined',
      harmShare: 0.25,
      acrossUnits: true,
      quotas: [{ key: '1', area: 'Camden', least: '', most: '4' }],
    })
  })

  it('takes the usual weeks after a ranking by months, and the usual settings where none were kept', () => {
    const monthly = { windowFrom: '2026-03-01', windowTo: '2026-06-01' }
    expect(draftAfter(before(monthly, null), '2026-06-01')).toEqual(draft({ top: '80' }))
  })
})

describe('parseRankingDraft', () => {
  it('reads what was kept', () => {
    const kept = draft({ quotas: [quota({ least: '3' })], rankBy: 'harm' })
    expect(parseRankingDraft(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })
  it.each([{ weeks: 12 }, { quotas: 5 }, { quotas: [{ key: '1' }] }, { harmShare: 'half' }])(
    'is not made of %j',
    (kept) => expect(parseRankingDraft(kept)).toBeUndefined(),
  )
})
