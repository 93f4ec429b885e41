import { beforeAll, describe, expect, it } from 'vitest'
import type { Area } from '../areas/area.ts'
import { isCell } from '../cells.ts'
import { orderByPlace } from '../incidents/order-by-place.ts'
import { createSeededRng, shuffled } from '../random.ts'
import { parseDay } from '../time.ts'
import { hotspotId } from './cell-hash.ts'
import { describeHotspot } from './describe-hotspot.ts'
import type { Ranking } from './hotspot.ts'
import { hotspotOutlines } from './hotspot-outlines.ts'
import { at, columns, incident, town } from './incidents.fixture.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from './rank-options.ts'
import { rankHotspots } from './rank-hotspots.ts'
import { toRankingFile } from './ranking-file.ts'

const options = (over: Partial<RankOptions> = {}): RankOptions => ({
  ...DEFAULT_RANK_OPTIONS,
  asOfDay: parseDay('2026-01-05')!,
  top: 30,
  ...over,
})
const half = (name: string, bcu: string, west: number, east: number): Area => ({
  name,
  bcu,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 51.5],
        [east, 51.5],
        [east, 51.6],
        [west, 51.6],
        [west, 51.5],
      ],
    ],
  },
})
const areas = [half('West Town', 'WA', -0.2, -0.13), half('East Town', 'EA', -0.13, 0)]
const rows = town(4000, createSeededRng(8))
const incidents = columns(rows)

describe('rankHotspots', () => {
  let ranking: Ranking
  beforeAll(() => {
    ranking = rankHotspots({ incidents, areas, options: options() })
  })

  it('ranks 1..n strictly, by expected incidents', () => {
    const { hotspots } = ranking
    expect(hotspots.map((hotspot) => hotspot.rank)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    for (let i = 1; i < 30; i++) expect(hotspots[i]!.expected).toBeLessThanOrEqual(hotspots[i - 1]!.expected)
  })
  it('outlines each place once, with closed rings', () => {
    const { features } = hotspotOutlines(ranking.hotspots)
    expect(features.map((feature) => feature.properties.id)).toEqual(ranking.hotspots.map((hotspot) => hotspot.id))
    for (const { geometry } of features)
      for (const ring of geometry.coordinates.flat()) expect(ring.at(-1)).toEqual(ring[0])
  })
  it('gives each place cells of its resolution, an id of them, an area and its command unit', () => {
    for (const hotspot of ranking.hotspots) {
      expect(hotspot.cells.every((cell) => isCell(cell, 10))).toBe(true)
      expect(hotspot.id).toBe(hotspotId(hotspot.cells.toReversed()))
      expect(hotspot.bcu).toBe(hotspot.area === 'West Town' ? 'WA' : 'EA')
      expect(hotspot.expectedLow).toBeLessThanOrEqual(hotspot.expected + 1)
      expect(hotspot.expectedHigh).toBeGreaterThanOrEqual(hotspot.expectedLow)
    }
    expect(new Set(ranking.hotspots.flatMap((hotspot) => hotspot.cells)).size).toBe(
      ranking.hotspots.flatMap((hotspot) => hotspot.cells).length,
    )
  })
  it('counts in each place exactly the incidents of its cells in the window', () => {
    const from = at('2025-10-13T00:00')
    for (const hotspot of ranking.hotspots.slice(0, 5)) {
      const cells = new Set(hotspot.cells)
      const expected = rows.filter(
        (row, i) => row.occurredFrom >= from && cells.has(incidents.cells10[incidents.cell10[i]!]!),
      )
      expect(hotspot.observed).toBe(expected.length)
    }
  })
  it('does not depend on the order of the rows', () => {
    const again = rankHotspots({ incidents: columns(shuffled(rows, createSeededRng(3))), areas, options: options() })
    expect(again.hotspots.map((hotspot) => hotspot.id)).toEqual(ranking.hotspots.map((hotspot) => hotspot.id))
  })
  it('is the same to the last digit of its file when the rows are laid out by place', () => {
    const again = rankHotspots({ incidents: orderByPlace(incidents), areas, options: options() })
    expect(toRankingFile(again)).toEqual(toRankingFile(ranking))
  })
  it('looks at nothing on or after as-of', () => {
    const later = Array.from({ length: 500 }, () => incident({ occurredFrom: at('2026-01-05T00:00') }))
    const again = rankHotspots({ incidents: columns([...rows, ...later]), areas, options: options() })
    expect(toRankingFile(again)).toEqual(toRankingFile(ranking))
  })
  it('does not use earlier incidents when history is ignored', () => {
    const recent = columns(rows.filter((row) => row.occurredFrom >= at('2025-10-13T00:00')))
    const ignored = rankHotspots({ incidents, areas, options: options({ history: 'ignore' }) })
    expect(ignored.meta.incidentsBefore).toBe(0)
    expect(toRankingFile(ignored)).toEqual(
      toRankingFile(rankHotspots({ incidents: recent, areas, options: options() })),
    )
  })
  it('gives fewer places when there are fewer, and one unit for the force without areas', () => {
    const few = columns([incident({ occurredFrom: at('2025-12-30T08:00') })])
    const { hotspots, meta } = rankHotspots({ incidents: few, areas: [], options: options({ resolution: 9 }) })
    expect(hotspots).toHaveLength(1)
    expect(hotspots[0]).toMatchObject({ bcu: 'force', area: '', name: 'force', pTop: 1, tier: 'A', observed: 1 })
    expect(meta.shape).toBe('cell')
  })
  it('names the dates that the data has when the window is empty', () => {
    expect(() => rankHotspots({ incidents, areas, options: options({ asOfDay: parseDay('2024-01-01')! }) })).toThrow(
      /from 2025-01-\d\d to 2026-01-0\d/,
    )
  })
  it('refuses offences that are never ranked', () => {
    expect(() => rankHotspots({ incidents, areas, options: options({ offences: ['weapons'] }) })).toThrow(/weapons/)
  })
})

describe('describeHotspot', () => {
  it('gives sentences, weeks that fit the count, and the offences', () => {
    const [hotspot] = rankHotspots({ incidents, areas, options: options() }).hotspots
    const { reasons, trend, trendUnit, byOffence } = describeHotspot({
      incidents,
      options: options(),
      hotspot: hotspot!,
    })
    expect(reasons[0]).toBe(`${hotspot!.observed} incidents here in the 12 weeks up to 4 January 2026.`)
    expect(trendUnit).toBe('week')
    expect(reasons.join(' ')).not.toMatch(/\bcells?\b|\d{4}-\d\d/)
    expect(trend).toHaveLength(12)
    const told = trend.reduce((sum, period) => sum + (period.incidents ?? 0), 0)
    const untold = trend.filter((period) => period.incidents === null).length
    expect(hotspot!.observed).toBeGreaterThanOrEqual(told + untold)
    expect(untold === 0 || (untold > 1 && hotspot!.observed - told >= 3)).toBe(true)
    expect(trend.every(({ incidents: count }) => count === null || count === 0 || count >= 3)).toBe(true)
    expect(trend.at(-1)?.to).toBe('2026-01-05')
    expect(byOffence[0]?.offence).toBe('violence-with-injury')
  })
  it('never states a count of 1 or 2, nor on which day they were', () => {
    const few = columns([
      incident({ occurredFrom: at('2025-12-03T08:00') }),
      incident({ occurredFrom: at('2025-12-19T08:00') }),
    ])
    const [hotspot] = rankHotspots({ incidents: few, areas: [], options: options() }).hotspots
    const { reasons, trend, byOffence } = describeHotspot({ incidents: few, options: options(), hotspot: hotspot! })
    expect(reasons[0]).toMatch(/^Fewer than 3 incidents here/)
    expect(reasons.join(' ')).not.toMatch(/\b(3|19) December/)
    // Nor in which week: whoever knows that there were two would know from weeks of none where they were.
    expect(new Set(trend.map(({ incidents: count }) => count))).toEqual(new Set([null]))
    expect(byOffence).toEqual([])
  })
  it('leaves out what would tell a 1 or 2 by subtraction: an offence, a week, a half', () => {
    const each = (count: number, day: string, over = {}) =>
      Array.from({ length: count }, () => incident({ occurredFrom: at(`${day}T08:00`), ...over }))
    const describeAll = (given: ReturnType<typeof incident>[]) => {
      const some = columns(given)
      const [hotspot] = rankHotspots({ incidents: some, areas: [], options: options() }).hotspots
      return describeHotspot({ incidents: some, options: options(), hotspot: hotspot! })
    }
    const one = describeAll([
      ...each(5, '2025-12-03'),
      ...each(4, '2025-12-10', { offence: 'violence-with-injury' }),
      ...each(6, '2025-12-17'),
      ...each(1, '2025-12-24', { offence: 'homicide' }),
    ])
    // 16 in all: with 11 robberies and 4 of violence told, the one homicide would be left.
    expect(one.byOffence).toEqual([{ offence: 'robbery', incidents: 11 }])
    expect(one.trend.slice(-5).map(({ incidents: count }) => count)).toEqual([5, null, 6, null, 0])
    expect(one.reasons.at(-1)).toBe('Rising: no incident in the first 6 weeks shown, 16 incidents in the last 6.')
    // The first half's 5 would tell the week of 2 in it, since the other one is told.
    const halves = describeAll([
      ...each(3, '2025-10-15'),
      ...each(2, '2025-10-22'),
      ...each(2, '2025-12-10'),
      ...each(9, '2025-12-17'),
      ...each(9, '2025-12-24'),
    ])
    expect(halves.trend.filter(({ incidents: count }) => count === null)).toHaveLength(2)
    expect(halves.reasons.at(-1)).toBe('Rising: most were in the last 6 weeks shown.')
  })
  it('says plainly what is expected, and when it rises', () => {
    const rising = columns(
      Array.from({ length: 15 }, (_, i) => incident({ occurredFrom: at(`2025-12-${10 + i}T08:00`) })),
    )
    const [hotspot] = rankHotspots({ incidents: rising, areas: [], options: options() }).hotspots
    const { reasons } = describeHotspot({
      incidents: rising,
      options: options(),
      hotspot: { ...hotspot!, expected: 1.44, expectedLow: 0, expectedHigh: 3 },
    })
    expect(reasons[1]).toBe(
      `About 1.4 expected in the ${options().horizonDays} days from 5 January 2026, most likely 0 to 3 (a chance of at least 8 in 10).`,
    )
    expect(reasons.at(-1)).toBe('Rising: no incident in the first 6 weeks shown, 15 incidents in the last 6.')
    const described = describeHotspot({
      incidents: columns([
        incident({ occurredFrom: at('2025-10-20T08:00') }),
        ...Array.from({ length: 15 }, (_, i) => incident({ occurredFrom: at(`2025-12-${10 + i}T08:00`) })),
      ]),
      options: options(),
      hotspot: hotspot!,
    })
    expect(described.reasons.at(-1)).toBe('Rising: most were in the last 6 weeks shown.')
  })
  it('counts months for month-only data', () => {
    const monthly = columns(
      ['2017-03', '2017-04', '2017-05', '2017-06'].flatMap((month) =>
        Array.from({ length: 4 }, () => incident({ precision: 'month', occurredFrom: at(`${month}-01T00:00`) })),
      ),
    )
    const asked = options({ asOfDay: parseDay('2017-07-01')! })
    const [hotspot] = rankHotspots({ incidents: monthly, areas: [], options: asked }).hotspots
    expect(hotspot).toMatchObject({ observed: 12, profileSource: 'none' })
    const { trend, trendUnit, reasons } = describeHotspot({ incidents: monthly, options: asked, hotspot: hotspot! })
    expect(trendUnit).toBe('month')
    expect(trend.map(({ from, incidents: count }) => [from, count])).toEqual([
      ['2017-03-01', 4],
      ['2017-04-01', 4],
      ['2017-05-01', 4],
      ['2017-06-01', 4],
    ])
    expect(reasons[0]).toBe('12 incidents here in the 3 months up to 30 June 2017.')
  })
})
