import type { RankingPreview } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { changesByArea, previewPlaces } from './ranking-changes.ts'

type Hotspot = RankingPreview['hotspots'][number]

const hotspot = (rank: number, area: string): Hotspot => ({
  id: `h${rank}`,
  rank,
  name: 'High Street',
  lat: 51.5,
  lng: -0.1,
  bcu: 'AS',
  area,
  observed: 10,
  expected: 4,
  expectedLow: 2,
  expectedHigh: 7,
  pTop: 0.9,
  harmDays: 100,
  tier: 'A',
})
const hotspots = [hotspot(1, 'Lambeth'), hotspot(2, 'Lambeth'), hotspot(3, 'Southwark')]
const byArea = [{ area: 'Lambeth', bcu: 'AS', hotspots: 2 }]
const dropped = { id: 'gone', rank: 7, name: 'Old Street', area: 'Camden', lat: 51.5, lng: -0.1 }
const changes = { rankingId: 'r', kept: 2, added: ['h3'], dropped: [dropped] }

describe('changesByArea', () => {
  it('counts what is kept, added and dropped in each borough, most changes first', () => {
    expect(changesByArea({ hotspots, byArea, changes })).toEqual([
      { area: 'Southwark', bcu: '', places: 1, kept: 0, added: 1, dropped: 0 },
      { area: 'Camden', bcu: '', places: 0, kept: 0, added: 0, dropped: 1 },
      { area: 'Lambeth', bcu: 'AS', places: 2, kept: 2, added: 0, dropped: 0 },
    ])
  })

  it('counts places alone where there is nothing to compare with', () => {
    const rows = changesByArea({ hotspots, byArea, changes: null })
    expect(rows.map(({ area, places, kept, added }) => [area, places, kept, added])).toEqual([
      ['Lambeth', 2, 0, 0],
      ['Southwark', 1, 0, 0],
    ])
  })
})

describe('previewPlaces', () => {
  it('marks each place, and has the dropped ones at the end without a rank', () => {
    expect(previewPlaces({ hotspots, changes }).map(({ id, rank, mark }) => [id, rank, mark])).toEqual([
      ['h1', 1, 'both'],
      ['h2', 2, 'both'],
      ['h3', 3, 'here'],
      ['gone', null, 'ours'],
    ])
  })

  it('marks none where there is nothing to compare with', () => {
    expect(previewPlaces({ hotspots, changes: null }).every(({ mark }) => mark === undefined)).toBe(true)
  })
})
