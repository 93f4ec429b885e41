/** One side of the system: a diagonal, at least 0, and what the side is to amount to. */
export interface ArrowSide {
  diagonal: Float64Array
  excess: Float64Array
}

/** Below this share of its diagonal a pivot is rounding: the system leaves a constant between the two sides free. */
const NO_PIVOT = 1e-11

/**
 * Solves [rows.diagonal, cells; cells', columns.diagonal] (r, c) = (rows.excess, columns.excess), with both diagonals the
 * sums of their cells: the longer side is eliminated, the shorter solved by Cholesky factors. What the system leaves open is 0.
 *
 * @param cells rows x columns, at least 0
 */
export function solveArrow(
  rows: ArrowSide,
  columns: ArrowSide,
  cells: Float64Array,
): { rows: Float64Array; columns: Float64Array } {
  const width = columns.diagonal.length
  const isRowsShort = rows.diagonal.length <= width
  const [short, long] = isRowsShort ? [rows, columns] : [columns, rows]
  const size = short.diagonal.length
  const matrix = new Float64Array(size * size)
  const right = Float64Array.from(short.excess)
  for (let i = 0; i < size; i++) matrix[i * size + i] = short.diagonal[i]!
  const [shortStride, longStride] = isRowsShort ? [width, 1] : [1, width]
  const column = new Float64Array(size)
  for (let k = 0; k < long.diagonal.length; k++) {
    const pivot = long.diagonal[k]!
    if (pivot <= 0) continue
    const excess = long.excess[k]!
    for (let i = 0; i < size; i++) {
      const cell = cells[i * shortStride + k * longStride]!
      const factor = cell / pivot
      column[i] = cell
      right[i]! -= factor * excess
      for (let t = 0; t <= i; t++) matrix[i * size + t]! -= factor * column[t]!
    }
  }
  const found = solveSymmetric(matrix, right, short.diagonal)
  const rest = new Float64Array(long.diagonal.length)
  for (let k = 0; k < rest.length; k++) {
    const pivot = long.diagonal[k]!
    if (pivot <= 0) continue
    let sum = long.excess[k]!
    for (let i = 0; i < size; i++) sum -= cells[i * shortStride + k * longStride]! * found[i]!
    rest[k] = sum / pivot
  }
  return isRowsShort ? { rows: found, columns: rest } : { rows: rest, columns: found }
}

/** Cholesky on the lower triangle, in place; a direction without a pivot gets 0. */
function solveSymmetric(matrix: Float64Array, right: Float64Array, scale: Float64Array): Float64Array {
  const size = right.length
  for (let i = 0; i < size; i++)
    for (let k = 0; k <= i; k++) {
      let sum = matrix[i * size + k]!
      for (let t = 0; t < k; t++) sum -= matrix[i * size + t]! * matrix[k * size + t]!
      if (k < i) matrix[i * size + k] = sum / matrix[k * size + k]!
      else matrix[i * size + i] = sum > NO_PIVOT * scale[i]! ? Math.sqrt(sum) : Number.POSITIVE_INFINITY
    }
  const found = Float64Array.from(right)
  for (let i = 0; i < size; i++) {
    for (let t = 0; t < i; t++) found[i]! -= matrix[i * size + t]! * found[t]!
    found[i]! /= matrix[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let t = i + 1; t < size; t++) found[i]! -= matrix[t * size + i]! * found[t]!
    found[i]! /= matrix[i * size + i]!
  }
  return found
}
