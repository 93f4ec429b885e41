import type { HotspotSummary } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { filterRows, readHotspotSearch, sortRows, SORT_KEYS } from './hotspot-search.ts'
import { rowsOfRanking } from './place-rows.ts'
import { parseSearch, stringifySearch } from './search-params.ts'

const hotspot = (rank: number, over: Partial<HotspotSummary> = {}): HotspotSummary => ({
  id: `h${rank}`,
  rank,
  name: 'High Street',
  lat: 51.5,
  lng: -0.1,
  bcu: 'AS',
  area: 'Lambeth',
  observed: 10,
  expected: 4,
  expectedLow: 2,
  expectedHigh: 7,
  pTop: 0.9,
  harmDays: 100,
  tier: 'A',
  dosePerDay: 2,
  capDay: 6,
  capWeek: 38,
  ...over,
})

describe('the hotspot screen', () => {
  it('is the same after its address is read again', () => {
    const search = readHotspotSearch({
      hotspot: 'h1',
      by: 'plain',
      only: 'here',
      about: 'open',
      bcu: 'AS',
      area: 'Lambeth',
      tier: 'B',
      text: 'rye lane',
      sort: 'observed',
      order: 'desc',
      map: '10.00/51.5000/-0.1000',
      view: 'map',
    })
    expect(readHotspotSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search)
  })

  it('drops what an address should not hold', () => {
    const search = readHotspotSearch({
      tier: 'Z',
      by: 'luck',
      only: 'x',
      about: 'y',
      sort: 'password',
      order: 'up',
      view: 'x',
      unknown: 'y',
      hotspot: 5,
    })
    expect(Object.values(search).every((value) => value === undefined)).toBe(true)
    expect(search).not.toHaveProperty('unknown')
  })
})

describe('filterRows', () => {
  const list = [
    hotspot(1, { name: 'Rye Lane near Peckham', area: 'Southwark' }),
    hotspot(2, { tier: 'B', bcu: 'CW' }),
    hotspot(3),
  ]
  const ids = (search: Parameters<typeof filterRows>[1]): string[] =>
    filterRows(rowsOfRanking(list), search).map(({ id }) => id)

  it('looks for every word in name, area and BCU, in any case', () => {
    expect(ids({ text: 'PECK south' })).toEqual(['h1'])
    expect(ids({ text: ' ' })).toEqual(['h1', 'h2', 'h3'])
    expect(ids({ text: 'nowhere' })).toEqual([])
  })

  it('keeps those that fit all filters', () => {
    expect(ids({ bcu: 'AS', tier: 'A' })).toEqual(['h1', 'h3'])
    expect(ids({ area: 'Lambeth', tier: 'B' })).toEqual(['h2'])
  })
})

describe('sortRows', () => {
  const list = [
    hotspot(2, { observed: 5, name: 'B' }),
    hotspot(1, { observed: 5, name: 'A' }),
    hotspot(3, { observed: 9 }),
  ]
  const ranks = (key?: (typeof SORT_KEYS)[number], order?: 'desc'): number[] =>
    sortRows(rowsOfRanking(list), key, order).map(({ rank }) => rank ?? 0)

  it('puts the most first for counts, and equal ones by rank either way', () => {
    expect(ranks('observed')).toEqual([3, 1, 2])
    expect(ranks('observed', 'desc')).toEqual([1, 2, 3])
  })

  it('is by rank if nothing is asked for, and leaves the list alone', () => {
    expect(ranks()).toEqual([1, 2, 3])
    expect(list[0]?.rank).toBe(2)
  })

  it.each(SORT_KEYS)('loses nothing when sorted by %s', (key) => {
    expect(new Set(ranks(key))).toEqual(new Set([1, 2, 3]))
  })
})
