import { describe, expect, it } from 'vitest'
import { compareRankings, countMemberships, type AlternativePlace } from './ranking-comparison.ts'

const other = (rank: number, chosenRank: number | null): AlternativePlace => ({
  id: `o${rank}`,
  rank,
  name: 'High Street',
  lat: 51.5,
  lng: -0.1,
  area: 'Lambeth',
  bcu: 'AS',
  observed: 5,
  expected: 2,
  expectedLow: 0,
  expectedHigh: 4,
  harmDays: 10,
  chosenRank,
  outline: null,
})
const chosen = (rank: number, plain: number | null) => ({
  rank,
  ranks: { plain, count: rank, harm: null, combined: null },
})

describe('compareRankings', () => {
  it('has the other list in its order, then what only the one in use has', () => {
    const places = compareRankings('plain', [chosen(1, 2), chosen(2, null)], [other(2, 1), other(1, null)])
    expect(places.map(({ membership, rankHere, rankInUse }) => [membership, rankHere, rankInUse])).toEqual([
      ['here', 1, null],
      ['both', 2, 1],
      ['ours', null, 2],
    ])
    expect(countMemberships(places)).toEqual({ both: 1, here: 1, ours: 1 })
  })

  it('leaves out a place in use whose ground the other list has in another shape', () => {
    // Both of ours lie in the one of the other list, which counts as the first.
    const places = compareRankings('plain', [chosen(1, 1), chosen(2, 1)], [other(1, 1)])
    expect(places.map(({ membership }) => membership)).toEqual(['both'])
  })

  it('goes by the other list alone where the places in use do not say', () => {
    const places = compareRankings('plain', [{ rank: 1 }, { rank: 2 }], [other(1, 2)])
    expect(places.map(({ membership, rankInUse }) => [membership, rankInUse])).toEqual([
      ['both', 2],
      ['ours', 1],
    ])
  })

  it('says of two equal lists that nothing differs', () => {
    const places = compareRankings('plain', [chosen(1, 1), chosen(2, 2)], [other(1, 1), other(2, 2)])
    expect(countMemberships(places)).toEqual({ both: 2, here: 0, ours: 0 })
  })
})
