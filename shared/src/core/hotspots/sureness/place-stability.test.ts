import { describe, expect, it } from 'vitest'
import { createSeededRng } from '../../random.ts'
import { parseDay } from '../../time.ts'
import { at, columns, incident, town } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from '../rank-options.ts'

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

describe('stability of a ranking', () => {
  it('finds the one new place of a town whose others are steady', () => {
    const found = stabilities([...rows, ...outbreak])
    expect(found.get('outbreak')).toBe('new')
    expect([...found.values()].filter((one) => one === 'new')).toHaveLength(1)
    expect([...found.values()].filter((one) => one === 'persistent').length).toBeGreaterThan(10)
  })
  it('is unknown when less than a window is loaded before the window, and when history is not to be used', () => {
    const since = (day: string) => [...rows, ...outbreak].filter((row) => row.occurredFrom >= at(`${day}T00:00`))
    // The window begins on 2025-10-13, the one before it on 2025-07-21.
    expect(new Set(stabilities(since('2025-07-29')).values())).toEqual(new Set(['unknown']))
    expect(stabilities(since('2025-07-21')).get('outbreak')).toBe('new')
    expect(new Set(stabilities([...rows, ...outbreak], { history: 'ignore' }).values())).toEqual(new Set(['unknown']))
  })
})
