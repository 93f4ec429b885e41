import { expect, it } from 'vitest'
import { cellAt } from '../cells.ts'
import { cellSetOf, indexAmong, tiesAmong } from './cell-set.ts'
import { tieHash } from './cell-hash.ts'

const dictionary = [3, 1, 4, 0, 2].map((step) => cellAt({ lat: 51.5 + 0.01 * step, lng: 0 }, 10))

it('holds the cells that have something, in the order of their names', () => {
  const set = cellSetOf(dictionary, Int32Array.of(2, 0, 1, 5, 0))
  const expected = [dictionary[0]!, dictionary[2]!, dictionary[3]!].sort()
  expect(set.cells).toEqual(expected)
  expect([...set.entries].map((entry) => dictionary[entry])).toEqual(expected)
  expect([...set.indexOf].map((index) => (index < 0 ? undefined : set.cells[index]))).toEqual([
    dictionary[0],
    undefined,
    dictionary[2],
    dictionary[3],
    undefined,
  ])
  const find = indexAmong(set, dictionary, 10)
  expect([find(expected[1]!), find(dictionary[1]!), find('8a0000000000000')]).toEqual([1, undefined, undefined])
  expect([...tiesAmong(set, dictionary)]).toEqual(expected.map((cell) => tieHash([cell])))
})

it('is the same set again for the same cells, whatever their counts, and another for others', () => {
  const set = cellSetOf(dictionary, Int32Array.of(1, 1, 0, 0, 0))
  const other = cellSetOf(dictionary, Int32Array.of(1, 0, 1, 0, 0))
  expect(cellSetOf(dictionary, Int32Array.of(9, 3, 0, 0, 0))).toBe(set)
  expect(other.cells).not.toEqual(set.cells)
  for (let last = 0; last < 5; last++) cellSetOf(dictionary, Int32Array.of(0, 1, 1, 1, 1).with(last, 0))
  expect(cellSetOf(dictionary, Int32Array.of(1, 0, 1, 0, 0)).cells).toEqual(other.cells)
})
