import { describe, expect, it } from 'vitest'
import { createSeededRng } from '../../random.ts'
import { parseDay } from '../../time.ts'
import { at, columns, incident, town } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from '../rank-options.ts'
import { placeStability } from './place-stability.ts'

const options = (over: Partial<RankOptions> = {}): RankOptions => ({
  ...DEFAULT_RANK_OPTIONS,
  asOfDay: parseDay('2026-01-05')!,
  top: 20,
  ...over,
})
const rows = town(6000, createSeededRng(21))
const outbreak = Array.from({ length: 60 }, (_, i) =>
  incident({ lat: 51.57, lng: -0.05, occurredFrom: at('2025-10-20T12:00') + i * 1440 }),
)
const stabilities = (incidents: typeof rows, over?: Partial<RankOptions>) =>
  new Map(
    rankHotspots({ incidents: columns(incidents), areas: [], options: options(over) }).hotspots.map((hotspot) => [
      hotspot.lat > 51.565 ? 'outbreak' : hotspot.id,
      hotspot.stability,
    ]),
  )

describe('placeStability', () => {
  it('is judged among the cells that may be places, then as now', () => {
    // Ten steady places, ten far busier cells within an excluded place, and a quiet city.
    const known = [...Array.from({ length: 10 }, () => 60), ...Array.from({ length: 10 }, () => 400)]
    const cells = [...known, ...Array.from({ length: 300 }, () => 1)]
    const counts = {
      early: Float64Array.from(cells, (count) => Math.round((count * 63) / 364)),
      late: Float64Array.from(cells, (count) => Math.round((count * 21) / 364)),
      earlyDays: 63,
      lateDays: 21,
    }
    const earlier = {
      shape: Float64Array.from(cells, (count) => count + 0.2),
      rate: Float64Array.from(cells, () => 364),
    }
    const places = Array.from({ length: 10 }, (_, cell) => ({ cells: [cell] }))
    const chances = places.map(() => 0.95)
    const isExcluded = Uint8Array.from(cells, (_, cell) => Number(cell >= 10 && cell < 20))
    expect(placeStability(places, isExcluded, counts, earlier, 10, chances)).toEqual(places.map(() => 'persistent'))
    expect(placeStability(places, new Uint8Array(cells.length), counts, earlier, 10, chances)).toEqual(
      places.map(() => 'unknown'),
    )
  })
})

describe('stability of a ranking', () => {
  it('finds the one new place of a town whose others are steady', () => {
    const found = stabilities([...rows, ...outbreak])
    expect(found.get('outbreak')).toBe('new')
    expect([...found.values()].filter((one) => one === 'new')).toHaveLength(1)
    expect([...found.values()].filter((one) => one === 'persistent').length).toBeGreaterThan(10)
  })
  it('keeps the steady places steady when a busier ground is excluded', () => {
    // 50 spots far from the town, each busier than any of its places, until the window begins.
    const busy = Array.from({ length: 3000 }, (_, i) =>
      incident({ lat: 51.6 + 0.001 * (i % 50), lng: -0.3, occurredFrom: at('2025-01-10T12:00') + (i % 270) * 1440 }),
    )
    const excluded = [{ name: 'Depot', reason: 'ours', lat: 51.625, lng: -0.3, radiusM: 4000 }]
    const { hotspots } = rankHotspots({
      incidents: columns([...rows, ...busy]),
      areas: [],
      options: options({ shape: 'cell' }),
      excluded,
    })
    expect(hotspots.filter(({ stability }) => stability === 'persistent').length).toBeGreaterThan(10)
  })
  it('is unknown when less than a window is loaded before the window, and when history is not to be used', () => {
    const since = (day: string) => [...rows, ...outbreak].filter((row) => row.occurredFrom >= at(`${day}T00:00`))
    // The window begins on 2025-10-13, the one before it on 2025-07-21.
    expect(new Set(stabilities(since('2025-07-29')).values())).toEqual(new Set(['unknown']))
    expect(stabilities(since('2025-07-21')).get('outbreak')).toBe('new')
    expect(new Set(stabilities([...rows, ...outbreak], { history: 'ignore' }).values())).toEqual(new Set(['unknown']))
  })
})
