import { describe, expect, it } from 'vitest'
import { findPiles } from './piles.ts'
import { countPoints } from './points.ts'
import { columnsOf, place, repeat } from './quality.test-support.ts'

const pilesOf = (...rows: ReturnType<typeof repeat>[]) => findPiles(countPoints(columnsOf(rows.flat())))
/** One incident each at so many places on a circle around the middle. */
const ring = (places: number, radiusM: number) =>
  Array.from({ length: places }, (_, i) =>
    place(radiusM * Math.sin((2 * Math.PI * i) / places), radiusM * Math.cos((2 * Math.PI * i) / places)),
  )

describe('findPiles', () => {
  it('finds the coordinate with more than all around it, and says how many are around', () => {
    const desk = { ...place(0, 0), placeName: 'Desk' }
    expect(pilesOf(repeat(60, desk), ring(40, 200))).toEqual([{ ...desk, incidents: 60, around: 40 }])
  })
  it('leaves a busy corner, and one with just as many around', () => {
    expect(pilesOf(repeat(40, place(0, 0)), ring(41, 100))).toEqual([])
    expect(pilesOf(repeat(40, place(0, 0)), ring(40, 100))).toEqual([])
    expect(pilesOf(repeat(41, place(0, 0)), ring(40, 100))).toHaveLength(1)
  })
  it('counts up to 250 m as around', () => {
    expect(pilesOf(repeat(30, place(0, 0)), ring(30, 249.9))).toEqual([])
    expect(pilesOf(repeat(30, place(0, 0)), ring(30, 250.1))).toMatchObject([{ around: 0 }])
  })
  it('needs 20 incidents', () => {
    expect(pilesOf(repeat(19, place(0, 0)))).toEqual([])
    expect(pilesOf(repeat(20, place(0, 0)))).toHaveLength(1)
  })
  it('puts the largest first', () => {
    const found = pilesOf(repeat(25, place(0, 0)), repeat(70, place(900, 0)), repeat(25, place(0, 900)))
    expect(found.map(({ incidents }) => incidents)).toEqual([70, 25, 25])
    expect(found[1]!.lat).toBeLessThanOrEqual(found[2]!.lat)
  })
  it('puts equal ones from south to north, then from west to east, whatever the order of rows', () => {
    const piles = [place(0, 0), place(0, 900), place(900, 0), place(-900, 900)].map((at) => repeat(20, at))
    const middles = (rows: typeof piles) => pilesOf(...rows).map(({ lat, lng }) => ({ lat, lng }))
    const sorted = [place(-900, 900), place(0, 0), place(0, 900), place(900, 0)]
    expect(middles(piles)).toEqual(sorted)
    expect(middles(piles.toReversed())).toEqual(sorted)
  })
})
