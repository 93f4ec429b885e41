import type { HotspotCollection, HotspotSummary } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { rowOutlines, rowsOfComparison, rowsOfRanking } from './place-rows.ts'
import { compareRankings, type AlternativePlace } from './ranking-comparison.ts'

const hotspot = (rank: number, plain: number | null): HotspotSummary => ({
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
  ranks: { plain, count: rank, harm: null, combined: null },
})
const square = (west: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 0],
      [west + 1, 0],
      [west, 1],
      [west, 0],
    ],
  ],
})
const { id: _id, ...plainOnly } = hotspot(1, 1)
const other = (id: string, rank: number, chosenRank: number | null, west?: number): AlternativePlace => ({
  ...plainOnly,
  id,
  rank,
  observed: 30,
  chosenRank,
  outline: west === undefined ? null : square(west),
})
const chosen = [hotspot(1, 1), hotspot(2, null), hotspot(3, 2)]
const others = [other('h1', 1, 1), other('x', 2, 3), other('new', 3, null, 9)]
const rows = rowsOfComparison(compareRankings('plain', chosen, others))
const outlines: HotspotCollection = {
  type: 'FeatureCollection',
  features: chosen.map(({ id, rank, tier, expected }) => ({
    type: 'Feature',
    properties: { id, rank, tier, expected },
    geometry: square(rank),
  })),
}

describe('rows of a comparison', () => {
  it('have the figures of the ranking that is looked at, and know whether the ground is the very same', () => {
    expect(rows.map(({ id, observed, isChosenGround, mark }) => [id, observed, isChosenGround, mark])).toEqual([
      ['h1', 30, true, 'both'],
      ['x', 30, false, 'both'],
      ['new', 30, false, 'here'],
      ['h2', 10, true, 'ours'],
    ])
  })

  it('have one outline each: their own, else that of the place in use', () => {
    const { features } = rowOutlines(rows, outlines, others)
    expect(features.map(({ properties, geometry }) => [properties.id, geometry.coordinates.flat(3)[0]])).toEqual([
      ['h1', 1],
      ['x', 3],
      ['new', 9],
      ['h2', 2],
    ])
  })
})

describe('rows of the ranking in use', () => {
  it('are marked by tier alone', () => {
    const own = rowsOfRanking(chosen)
    expect(own.every(({ mark, membership }) => mark === undefined && membership === undefined)).toBe(true)
    expect(rowOutlines(own, outlines, []).features.map(({ properties }) => properties.mark)).toEqual(['A', 'A', 'A'])
  })
})
