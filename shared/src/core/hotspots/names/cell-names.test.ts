import { describe, expect, it } from 'vitest'
import { cellAt, cellCentre, cellDisk, cellNeighbours } from '../../cells.ts'
import { parseDay } from '../../time.ts'
import { at, columns, incident } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from '../rank-options.ts'

const HOT = cellAt({ lat: 51.54, lng: -0.14 }, 10)
const [RING_ONE] = cellNeighbours(HOT) as [string]
const RING_TWO = cellDisk(HOT, 2).find((cell) => !cellDisk(HOT, 1).includes(cell))!
const RING_THREE = cellDisk(HOT, 3).find((cell) => !cellDisk(HOT, 2).includes(cell))!

const rows = (count: number, cell: string, placeName: string | null, day = '2025-12-15') =>
  Array.from({ length: count }, (_, i) =>
    incident({ ...cellCentre(cell), placeName, occurredFrom: at(`${day}T12:00`) + i }),
  )
/** The name of the hottest place, whatever the order of rows. */
function nameOf(given: ReturnType<typeof rows>, over: Partial<RankOptions> = {}): string {
  const options = { ...DEFAULT_RANK_OPTIONS, asOfDay: parseDay('2026-01-05')!, top: 1, shape: 'cell' as const, ...over }
  const [one, two] = [given, given.toReversed()].map(
    (some) => rankHotspots({ incidents: columns(some), areas: [], options }).hotspots[0]!.name,
  )
  expect(one).toBe(two)
  return one!
}

describe('the name of a place whose own say too little', () => {
  const club = rows(60, HOT, 'On or near Nightclub')
  it('is the commonest street of the ring around it, and of the second only where the first has none', () => {
    const near = [...rows(2, RING_ONE, 'Rare Street'), ...rows(3, RING_ONE, 'Side Street')]
    const far = rows(9, RING_TWO, 'Far Street')
    expect(nameOf([...club, ...near, ...far])).toBe('Side Street')
    expect(nameOf([...club, ...rows(5, RING_ONE, null), ...far])).toBe('Far Street')
    expect(nameOf([...club, ...rows(9, RING_THREE, 'Other Street')])).toBe('Nightclub')
  })
  it('adds up over the cells of a ring', () => {
    const [, second, third] = cellNeighbours(HOT) as [string, string, string]
    const ring = [
      ...rows(4, RING_ONE, 'One Street'),
      ...rows(3, second, 'Both Street'),
      ...rows(3, third, 'Both Street'),
    ]
    expect(nameOf([...club, ...ring])).toBe('Both Street')
  })
  it('is told by what counts: until as-of, in scope, and in the window alone where history is not to be used', () => {
    const ring = rows(2, RING_ONE, 'Side Street')
    expect(nameOf([...club, ...ring, ...rows(9, RING_ONE, 'Later Street', '2026-01-05')])).toBe('Side Street')
    const police = rows(9, RING_ONE, 'Police Street').map((row) => ({ ...row, howFound: 'police' as const }))
    expect(nameOf([...club, ...ring, ...police])).toBe('Side Street')
    const earlier = rows(9, RING_ONE, 'Earlier Street', '2025-03-03')
    expect(nameOf([...club, ...ring, ...earlier])).toBe('Earlier Street')
    expect(nameOf([...club, ...ring, ...earlier], { history: 'ignore' })).toBe('Side Street')
  })
  it('is told anew for other windows of the same incidents, with or without their history', () => {
    const incidents = columns([
      ...club,
      ...rows(2, RING_ONE, 'Side Street'),
      ...rows(9, RING_ONE, 'Old Street', '2025-03-03'),
    ])
    const named = (over: Partial<RankOptions>) =>
      rankHotspots({
        incidents,
        areas: [],
        options: { ...DEFAULT_RANK_OPTIONS, asOfDay: parseDay('2026-01-05')!, top: 1, shape: 'cell', ...over },
      }).hotspots[0]!.name
    expect(named({ history: 'use' })).toBe('Old Street')
    expect(named({ history: 'ignore' })).toBe('Side Street')
    expect(named({ history: 'ignore', weeks: 52 })).toBe('Old Street')
    expect(named({ history: 'ignore' })).toBe('Side Street')
  })
  it('counts up to the first minute of as-of, and from the first of the window', () => {
    const minute = (local: string, placeName: string) =>
      Array.from({ length: 9 }, () => incident({ ...cellCentre(RING_ONE), placeName, occurredFrom: at(local) }))
    const ring = rows(2, RING_ONE, 'Side Street')
    expect(nameOf([...club, ...ring, ...minute('2026-01-04T23:59', 'Last Street')])).toBe('Last Street')
    expect(nameOf([...club, ...ring, ...minute('2026-01-05T00:00', 'Next Street')])).toBe('Side Street')
    const first = [...club, ...ring, ...minute('2025-10-13T00:00', 'First Street')]
    expect(nameOf(first, { history: 'ignore' })).toBe('First Street')
    const before = [...club, ...ring, ...minute('2025-10-12T23:59', 'Before Street')]
    expect(nameOf(before, { history: 'ignore' })).toBe('Side Street')
  })
  it('is its own street where it has one, however rare', () => {
    expect(nameOf([...club, ...rows(1, HOT, 'Own Street'), ...rows(9, RING_ONE, 'Side Street')])).toBe('Own Street')
  })
})
