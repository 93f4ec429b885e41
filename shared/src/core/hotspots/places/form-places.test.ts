import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellAt, cellDisk, cellNeighbours } from '../../cells.ts'
import { surroundCells } from '../cell-pools.ts'
import { formPlaces } from './form-places.ts'

const cells = cellDisk(cellAt({ lat: 51.54, lng: -0.14 }, 10), 3)
const around = surroundCells(cells, 10)
const shuffledOrder = fc.shuffledSubarray([...cells.keys()], { minLength: cells.length })

describe('formPlaces', () => {
  it('makes connected, disjoint places of 1-3 cells, each inside one command unit', () => {
    fc.assert(
      fc.property(shuffledOrder, fc.integer({ min: 1, max: 20 }), (order, wanted) => {
        const bcuOf = (cell: number) => (cell % 3 === 0 ? 'N' : 'S')
        const places = formPlaces(order, wanted, 'joined', around, bcuOf)
        expect(places).toHaveLength(Math.min(wanted, places.length))
        const all = places.flat()
        expect(new Set(all).size).toBe(all.length)
        for (const place of places) {
          expect(place.length).toBeLessThanOrEqual(3)
          expect(new Set(place.map(bcuOf)).size).toBe(1)
          const reached = new Set(cellNeighbours(cells[place[0]!]!).concat(cells[place[0]!]!))
          for (const cell of place)
            if (reached.has(cells[cell]!)) for (const other of cellNeighbours(cells[cell]!)) reached.add(other)
          for (const cell of place) expect(reached.has(cells[cell]!)).toBe(true)
        }
      }),
    )
  })
  it('takes exactly the hottest cells, so that joining loses nothing', () => {
    fc.assert(
      fc.property(shuffledOrder, fc.integer({ min: 1, max: 12 }), (order, wanted) => {
        const taken = formPlaces(order, wanted, 'joined', around, () => 'force').flat()
        expect(new Set(taken)).toEqual(new Set(order.slice(0, taken.length)))
      }),
    )
  })
  it('keeps to single cells when asked', () => {
    expect(formPlaces([4, 2, 9], 2, 'cell', around, () => 'force')).toEqual([[4], [2]])
  })
})
