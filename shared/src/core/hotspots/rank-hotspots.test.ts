import { beforeAll, describe, expect, it } from 'vitest'
import type { Area } from '../areas/area.ts'
import { isCell } from '../cells.ts'
import { orderByPlace } from '../incidents/order-by-place.ts'
import { createSeededRng, shuffled } from '../random.ts'
import { parseDay } from '../time.ts'
import { hotspotId } from './cell-hash.ts'
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
  it('tells the ward of each place where wards are known, behind the known keys and changing nothing else', () => {
    const wards = [
      { ...half('Town', '', -0.2, -0.145), code: 'W1' },
      { ...half('Hill', '', -0.145, -0.135), code: null },
    ]
    const told = toRankingFile(rankHotspots({ incidents, areas, wards, options: options() }))
    const plain = toRankingFile(ranking)
    expect(plain.hotspots.some((hotspot) => 'ward' in hotspot)).toBe(false)
    expect(told.hotspots.map(({ ward: _, ...hotspot }) => hotspot)).toEqual(plain.hotspots)
    for (const hotspot of told.hotspots) {
      expect(Object.keys(hotspot).at(-1)).toBe('ward')
      const { lng, ward } = hotspot
      // A boundary reaches 250 m, 0.0036 degrees of longitude here.
      expect(ward).toBe(lng < -0.145 ? 'Town' : lng < -0.135 + 0.0036 ? 'Hill' : '')
    }
    expect(new Set(told.hotspots.map(({ ward }) => ward)).size).toBe(3)
  })
  it('gives every place of every list its interval, the same as the hotspot of the same ground', () => {
    const chosen = new Map(ranking.hotspots.map((hotspot) => [hotspot.id, hotspot]))
    let same = 0
    for (const { hotspots } of ranking.alternatives)
      for (const { id, expected, expectedLow, expectedHigh } of hotspots) {
        expect(expectedLow).toBeLessThanOrEqual(expected)
        expect(expectedHigh).toBeGreaterThanOrEqual(expected)
        const own = chosen.get(id)
        if (own === undefined) continue
        same += 1
        expect([expected, expectedLow, expectedHigh]).toEqual([own.expected, own.expectedLow, own.expectedHigh])
      }
    expect(same).toBeGreaterThan(30)
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
