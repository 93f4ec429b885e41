import { describe, expect, it } from 'vitest'
import { cellAt, cellNeighbours, cellParent, type Cell } from '../cells.ts'
import { createSeededRng, uniform } from '../random.ts'
import { poolCells, surroundCells } from './cell-pools.ts'

const rng = createSeededRng(4)
const dictionary = [
  ...new Set(
    Array.from({ length: 400 }, () => cellAt({ lat: 51.5 + 0.01 * uniform(rng), lng: 0.01 * uniform(rng) }, 10)),
  ),
]
const some = dictionary.filter((_, i) => i % 3 === 1).toReversed()

describe('surroundCells', () => {
  it('gives some cells of a dictionary what they would have alone', () => {
    const [whole, alone] = [surroundCells(some, 10, dictionary), surroundCells(some, 10)]
    expect({ ...whole, parent: [], parents: 0 }).toEqual({ ...alone, parent: [], parents: 0 })
    // The numbers of parents are only names: the same cells must share one.
    const pairs = (parent: Int32Array) => Array.from(parent, (own) => parent.indexOf(own))
    expect(pairs(whole.parent!)).toEqual(pairs(alone.parent!))
    expect(Math.max(...whole.parent!)).toBeLessThan(whole.parents)
  })
  it('knows the six cells around each, and no others', () => {
    const { neighbours, parent } = surroundCells(some, 10, dictionary)
    const cellOf = new Map<number, Cell>(some.entries())
    some.forEach((cell, i) => {
      const around = cellNeighbours(cell)
      around.forEach((other, k) => cellOf.set(neighbours[6 * i + k]!, other))
      expect([...neighbours.subarray(6 * i, 6 * i + 6)].map((index) => cellOf.get(index))).toEqual(around)
    })
    const parents = new Map([...cellOf].map(([index, cell]) => [parent![index], cellParent(cell, 9)]))
    for (const [index, cell] of cellOf) expect(parents.get(parent![index])).toBe(cellParent(cell, 9))
  })
})

describe('poolCells', () => {
  it('gives the same ring the same mean to the last digit, whatever the order in which its incidents come', () => {
    const [first] = some
    const ring = cellNeighbours(first!)
    const neighbourCount = ({ neighbours }: ReturnType<typeof surroundCells>, index: number): number =>
      neighbours.reduce((count, other) => count + Number(other === index), 0)
    const middleOf = (counts: readonly number[]): number => {
      const around = surroundCells(ring, 10)
      const middle = around.neighbours.find((index) => index >= ring.length && neighbourCount(around, index) === 6)!
      return poolCells(Float64Array.from(counts), around).ring[middle]!
    }
    // Seven sixths added one by one are 1.1666666666666667 or 1.1666666666666665.
    for (const counts of [
      [1, 1, 1, 1, 1, 2],
      [2, 1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0, 7],
      [1, 2, 1, 1, 1, 1],
    ])
      expect(middleOf(counts)).toBe(7 / 6)
  })
})
