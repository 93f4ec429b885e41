import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../random.ts'
import { solveArrow } from './arrow-system.ts'

/** A system whose diagonals are the sums of its cells, with a solution. */
function createSystem(height: number, width: number) {
  const rng = createSeededRng(height * 100 + width)
  const cells = Float64Array.from({ length: height * width }, () => uniform(rng))
  const rows = { diagonal: new Float64Array(height), excess: new Float64Array(height) }
  const columns = { diagonal: new Float64Array(width), excess: new Float64Array(width) }
  const wanted = Float64Array.from({ length: height + width }, () => uniform(rng) - 0.5)
  for (const [at, cell] of cells.entries()) {
    const [row, column] = [Math.floor(at / width), at % width]
    rows.diagonal[row]! += cell
    columns.diagonal[column]! += cell
    rows.excess[row]! += cell * (wanted[row]! + wanted[height + column]!)
    columns.excess[column]! += cell * (wanted[row]! + wanted[height + column]!)
  }
  return { cells, rows, columns, wanted }
}

describe('solveArrow', () => {
  for (const [height, width] of [
    [1, 1],
    [3, 7],
    [7, 3],
    [20, 20],
    [30, 84],
  ] as const)
    it(`finds both sides up to the constant that is free, and lets that be 0: ${height} rows, ${width} columns`, () => {
      const { cells, rows, columns, wanted } = createSystem(height, width)
      const found = solveArrow(rows, columns, cells)
      const free = found.rows[0]! - wanted[0]!
      for (const [row, value] of found.rows.entries()) expect(value - wanted[row]!).toBeCloseTo(free, 8)
      for (const [column, value] of found.columns.entries())
        expect(value - wanted[height + column]!).toBeCloseTo(-free, 8)
      const [short] = height <= width ? [found.rows] : [found.columns]
      expect(Math.abs(short.at(-1)!)).toBe(0)
    })

  it('leaves alone what has no cells', () => {
    const side = { diagonal: Float64Array.of(0, 2), excess: Float64Array.of(5, 2) }
    const found = solveArrow(side, { diagonal: Float64Array.of(2), excess: Float64Array.of(2) }, Float64Array.of(0, 2))
    expect([...found.rows, ...found.columns].every(Number.isFinite)).toBe(true)
    expect(found.rows[0]).toBe(0)
  })
})
