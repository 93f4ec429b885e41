import { describe, expect, it } from 'vitest'
import { createSeededRng } from '../../random.ts'
import { parseDay } from '../../time.ts'
import { at, columns, incident, town } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS } from '../rank-options.ts'
import { CAMBRIDGE_2026 } from '../harm/cambridge-2026.ts'
import { RANKING_METHODS } from '../methods/index.ts'
import { toBacktestFile } from './backtest-file.ts'
import type { BacktestOptions } from './backtest.ts'
import { runBacktest } from './run-backtest.ts'
import { firstRowFrom, rowsByTime } from './sorted-rows.ts'
import { judge, judgeHarm } from './summarise.ts'

const day = (text: string): number => parseDay(text)!
const OPTIONS: BacktestOptions = {
  ...DEFAULT_RANK_OPTIONS,
  fromDay: day('2025-09-01'),
  toDay: day('2026-01-05'),
  stepWeeks: 4,
  top: 20,
  methods: RANKING_METHODS.map((method) => method.id),
}
const run = (incidents: Parameters<typeof columns>[0], over: Partial<BacktestOptions> = {}) =>
  runBacktest({ incidents: columns(incidents), options: { ...OPTIONS, ...over } })

describe('runBacktest', () => {
  const incidents = town(3000, createSeededRng(5))

  it('steps over the time from one origin to the next, and ends every horizon by the last day', () => {
    const { origins } = run(incidents, { methods: [] })
    expect(origins.map((origin) => origin.asOfDay - OPTIONS.fromDay)).toEqual([0, 28, 56, 84])
    expect(run(incidents, { methods: [], toDay: origins.at(-1)!.horizonToDay - 1 }).origins).toHaveLength(3)
  })

  it("tells how sure each of our methods was, from the product's own estimates and what came after", () => {
    const { sureness } = run(incidents, { methods: ['auto', 'auto-window'], toDay: OPTIONS.fromDay + 21 })
    expect(sureness.map(({ method }) => method)).toEqual(['auto-window', 'auto'])
    for (const { later, bins, chosen, fade, lists } of sureness) {
      // The data ends 126 days after the one date stood at.
      expect(later).toMatchObject({ origins: 1, days: 126 })
      expect(bins.reduce((sum, bin) => sum + bin.cells * (bin.came ?? 0), 0)).toBeCloseTo(OPTIONS.top, 6)
      expect(chosen.cells).toBe(OPTIONS.top)
      expect(fade.map(({ all }) => all.places)).toEqual([OPTIONS.top, OPTIONS.top])
      expect(lists).toHaveLength(1)
    }
    const stability = (which: number) => new Map(sureness[which]!.stability.map((one) => [one.stability, one.cells]))
    expect(stability(0).get('unknown')).toBe(OPTIONS.top)
    expect(stability(1).get('persistent')).toBeGreaterThan(0)
    expect(run(incidents, { methods: [] }).sureness).toEqual([])
  })

  it('takes no truth from less than a window of later data', () => {
    const [first] = run(incidents, { methods: ['auto'] }).sureness
    // Of the four dates the last two have fewer than 84 days after them.
    expect(first!.later.origins).toBe(2)
    expect(first!.fade[0]!.origins).toHaveLength(4)
  })

  it('judges by hand-made incidents as worked by hand', () => {
    const place = (name: 'hot' | 'cold') => ({ lat: name === 'hot' ? 51.54 : 51.56 })
    const { origins, summaries, meta } = run(
      [
        ...['08-04', '08-11', '08-18'].map((date) =>
          incident({ ...place('hot'), occurredFrom: at(`2025-${date}T12:00`) }),
        ),
        ...['08-05'].map((date) => incident({ ...place('cold'), occurredFrom: at(`2025-${date}T12:00`) })),
        ...['09-02', '09-03'].map((date) => incident({ ...place('hot'), occurredFrom: at(`2025-${date}T12:00`) })),
        incident({ ...place('cold'), occurredFrom: at('2025-09-21T12:00') }),
        // The day after the horizon, and one where nobody could have looked.
        incident({ ...place('cold'), occurredFrom: at('2025-09-22T00:00') }),
        incident({ lat: 51.6, occurredFrom: at('2025-09-10T12:00') }),
      ],
      { toDay: day('2025-09-22'), top: 1, methods: ['long-count'] },
    )
    expect(meta.studyCells).toBe(14)
    expect(origins).toHaveLength(1)
    expect(origins[0]).toMatchObject({ incidents: 4, attainable: 2 })
    expect(origins[0]!.baseRate).toBeCloseTo(2 / 14, 12)
    expect(summaries.map((summary) => [summary.method, summary.hits])).toEqual([
      ['raw-count', 2],
      ['long-count', 2],
    ])
    expect(summaries[0]).toMatchObject({ hitRate: 0.5, pei: 1, boxPrecision: 1, shareOfAttainable: 1 })
    expect(summaries[0]!.pai).toBeCloseTo(0.5 * 14, 1)
  })

  it('judges by harm as worked by hand: capped days of the horizon, wherever they were', () => {
    const day12 = (date: string) => ({ occurredFrom: at(`2025-${date}T12:00`) })
    const rows = [
      ...['08-04', '08-11', '08-18', '09-02', '09-03'].map((date) => incident({ lat: 51.54, ...day12(date) })),
      ...['08-05', '09-21'].map((date) => incident({ lat: 51.56, offence: 'homicide', ...day12(date) })),
      incident({ lat: 51.6, ...day12('09-10') }),
    ]
    const over = { toDay: day('2025-09-22'), top: 1, methods: ['long-harm'] }
    const { origins, summaries, meta } = run(rows, over)
    expect(origins[0]).toMatchObject({ harmDays: 3 * 365 + 1825, harmAttainable: 1825 })
    expect(summaries.map((one) => [one.method, one.hits, one.harmRate, one.harmPei])).toEqual([
      ['raw-count', 2, 730 / 2920, 730 / 1825],
      ['long-harm', 1, 1825 / 2920, 1],
    ])
    expect(meta.harmTable.name).toBe(CAMBRIDGE_2026.name)
    const low = { ...CAMBRIDGE_2026, name: 'Low', capDays: 365 }
    const capped = runBacktest({ incidents: columns(rows), options: { ...OPTIONS, ...over }, harmTable: low })
    expect(capped.origins[0]).toMatchObject({ harmDays: 4 * 365, harmAttainable: 2 * 365 })
    expect(capped.comparisons[0]!.harm.mean).toBe(0)
  })

  it.each(['harm', 'combined'] as const)('lets ours by %s choose what the product ranks', (rankBy) => {
    const mixed = incidents.map((one) =>
      one.lng > -0.13 ? one : { ...one, offence: 'violence-without-injury' as const },
    )
    const asOfDay = day('2025-12-15')
    const { origins } = run(mixed, { fromDay: asOfDay, toDay: day('2026-01-05'), methods: [`auto-${rankBy}`, 'auto'] })
    const table = columns(mixed)
    const chosenBy = (by: 'count' | 'harm' | 'combined') => {
      const { hotspots } = rankHotspots({
        incidents: table,
        areas: [],
        options: { ...DEFAULT_RANK_OPTIONS, shape: 'cell', top: OPTIONS.top, asOfDay, rankBy: by },
      })
      const chosen = new Set(hotspots.flatMap(({ cells }) => cells))
      const caught = mixed.filter(
        (one, i) => one.occurredFrom >= at('2025-12-15T00:00') && chosen.has(table.cells10[table.cell10[i]!]!),
      )
      const days = caught.map(({ offence }) => CAMBRIDGE_2026.days[offence])
      return { chosen, hits: caught.length, harmDays: days.reduce((sum, value) => sum + value, 0) }
    }
    const [byCount, byOther] = [chosenBy('count'), chosenBy(rankBy)]
    expect(byOther.chosen).not.toEqual(byCount.chosen)
    expect(origins[0]!.methods.slice(1)).toMatchObject(
      [byCount, byOther].map(({ hits, harmDays }) => ({ hits, harmDays })),
    )
  })

  it('gives methods nothing of what comes after as-of', () => {
    const before = incidents.filter((one) => one.occurredFrom < at('2025-12-15T00:00'))
    const rng = createSeededRng(9)
    const future = Array.from({ length: 400 }, () =>
      incident({ lat: 51.555 + 1e-9 * rng.uint32() * 1e-3, occurredFrom: at('2025-12-20T12:00') }),
    )
    const over = { fromDay: day('2025-12-15'), toDay: day('2026-01-05') }
    const [with400, without] = [run([...before, ...future], over), run(incidents, over)]
    const areas = (result: typeof without) => result.origins[0]!.methods.map((done) => done.areaM2)
    const expected = (result: typeof without) => result.origins[0]!.methods.map((done) => done.forecast?.expected)
    expect(areas(with400)).toEqual(areas(without))
    expect(expected(with400)).toEqual(expected(without))
  })

  it('lets ours choose what the product ranks', () => {
    const over = { fromDay: day('2025-12-15'), toDay: day('2026-01-05'), methods: ['auto'] }
    const result = run(incidents, over)
    const ranking = rankHotspots({
      incidents: columns(incidents),
      areas: [],
      options: { ...DEFAULT_RANK_OPTIONS, shape: 'cell', top: OPTIONS.top, asOfDay: over.fromDay },
    })
    const expected = ranking.hotspots.reduce((sum, hotspot) => sum + hotspot.expected, 0)
    expect(result.origins[0]!.methods.at(-1)!.forecast!.expected).toBeCloseTo(expected, 9)
  })

  it('does not hang on the order of the rows, and gives the same bytes twice', () => {
    const file = (rows: typeof incidents) => JSON.stringify(toBacktestFile(run(rows)))
    expect(file(incidents.toReversed())).toBe(file(incidents))
  })

  it('takes whole months of data that has no days', () => {
    const monthly = town(3000, createSeededRng(6)).map((one) => {
      const month = 1 + Math.floor(((one.occurredFrom - at('2025-01-06T00:00')) / (364 * 1440)) * 12)
      return {
        ...one,
        precision: 'month' as const,
        occurredFrom: at(`2025-${String(month).padStart(2, '0')}-01T00:00`),
      }
    })
    const { origins, meta } = run(monthly, { fromDay: day('2025-08-15'), toDay: day('2025-12-01') })
    expect(meta.unit).toBe('month')
    expect(origins.map((origin) => [origin.asOfDay, origin.horizonToDay])).toEqual([
      [day('2025-09-01'), day('2025-10-01')],
      [day('2025-10-01'), day('2025-11-01')],
      [day('2025-11-01'), day('2025-12-01')],
    ])
  })

  it.each([
    ['not after', { toDay: OPTIONS.fromDay }],
    ['No horizon fits', { toDay: OPTIONS.fromDay + 20 }],
    ['no method "magic"', { methods: ['magic'] }],
    ['before 2024-01-01', { fromDay: day('2024-01-01') }],
    ['The data runs from', { toDay: day('2027-01-01') }],
    ['stepWeeks is 0', { stepWeeks: 0 }],
    ['top is 0', { top: 0 }],
  ])('refuses with "%s"', (message, over) => {
    expect(() => run(incidents, over)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
    expect(() => run(incidents, over)).toThrow(message)
  })
})

describe('rowsByTime', () => {
  it('sorts by time, then by place, and leaves out what is not selected', () => {
    const at12 = at('2026-01-05T12:00')
    const rows = columns([
      incident({ occurredFrom: at12, lat: 51.55 }),
      incident({ occurredFrom: at12, lat: 51.54, lng: -0.1 }),
      incident({ occurredFrom: at12, lat: 51.54, lng: -0.2 }),
      incident({ occurredFrom: at12 - 1, lat: 51.6 }),
      incident({ occurredFrom: at12 - 2 }),
    ])
    expect([...rowsByTime(rows, Uint8Array.of(1, 1, 1, 1, 0))]).toEqual([3, 2, 1, 0])
  })
  it('finds the first row at or after an instant', () => {
    const times = Int32Array.of(1, 3, 3, 7)
    expect([0, 3, 4, 8].map((instant) => firstRowFrom(times, instant))).toEqual([0, 1, 3, 4])
  })
})

describe('judge', () => {
  const interval = (high: number) => ({ mean: high - 0.01, low: high - 0.02, high })
  const comparison = (method: string, high: number, against = 'raw-count') => ({
    method,
    against,
    hits: interval(high),
    pei: interval(high),
    harm: interval(high),
  })
  it('warns when ours is significantly worse over at least 12 origins', () => {
    expect(judge([comparison('auto', -0.001)], ['auto'], 12)).toEqual([expect.stringContaining('significantly fewer')])
    expect(judge([comparison('auto', 0.001)], ['auto'], 12)).toEqual([])
    expect(judge([comparison('kde', -0.001), comparison('auto', -0.1, 'kde')], ['auto'], 12)).toEqual([])
  })
  it('says that fewer than 12 are too few', () => {
    expect(judge([comparison('auto', -0.001)], ['auto'], 11)).toEqual([expect.stringContaining('Only 11 origins')])
  })
  it('warns when ranking by harm finds less harm than the longest count, and only then', () => {
    const harmful = (high: number, against = 'long-count') => ({
      ...comparison('auto-harm', 1, against),
      harm: interval(high),
    })
    expect(judgeHarm([harmful(-0.001)], ['auto-harm'], 12)).toEqual([
      expect.stringContaining('significantly less harm'),
    ])
    expect(judgeHarm([harmful(0.001), harmful(-0.1, 'long-harm')], ['auto-harm'], 12)).toEqual([])
    expect(judgeHarm([harmful(-0.1)], ['auto'], 12)).toEqual([])
    expect(judgeHarm([harmful(-0.1)], ['auto-harm'], 11)).toEqual([])
  })
})
