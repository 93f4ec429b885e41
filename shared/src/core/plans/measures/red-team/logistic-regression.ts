import type { LearningTask } from './boosted-trees.ts'

const ROUNDS = 8
/** Ridge on standardised coefficients, in rows. */
const RIDGE = 10
/** Longest Newton step of a coefficient: separable data would run away. */
const MOST_STEP = 2

/** Log-odds by row from a ridge logistic regression on standardised features about the offset, by Newton's method. */
export function regressLogistic({ features, started, rows, trainRows, offset }: LearningTask): Float64Array {
  const width = features.length + 1
  const scaled = features.map((values) => standardise(values, trainRows))
  const beta = new Float64Array(width)
  const odds = Float64Array.from(offset.subarray(0, rows))
  const x = new Float64Array(width)
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = new Float64Array(width)
    const hessian = new Float64Array(width * width)
    for (let row = 0; row < trainRows; row++) {
      const p = 1 / (1 + Math.exp(-odds[row]!))
      const residual = started[row]! - p
      const information = p * (1 - p)
      x[0] = 1
      for (let k = 1; k < width; k++) x[k] = scaled[k - 1]![row]!
      for (let k = 0; k < width; k++) {
        gradient[k]! += residual * x[k]!
        const weighted = information * x[k]!
        for (let l = 0; l <= k; l++) hessian[k * width + l]! += weighted * x[l]!
      }
    }
    for (let k = 0; k < width; k++) {
      const ridge = k === 0 ? 1e-6 : RIDGE
      gradient[k]! -= ridge * beta[k]!
      hessian[k * width + k]! += ridge
    }
    const step = solve(hessian, gradient, width)
    let longest = 0
    for (const value of step) longest = Math.max(longest, Math.abs(value))
    const damping = longest > MOST_STEP ? MOST_STEP / longest : 1
    for (let k = 0; k < width; k++) beta[k]! += damping * step[k]!
    for (let row = 0; row < rows; row++) {
      let sum = offset[row]! + beta[0]!
      for (let k = 1; k < width; k++) sum += beta[k]! * scaled[k - 1]![row]!
      odds[row] = sum
    }
    if (longest < 1e-4) break
  }
  return odds
}

function standardise(values: Float32Array, trainRows: number): Float32Array {
  let sum = 0
  let squares = 0
  for (let row = 0; row < trainRows; row++) {
    sum += values[row]!
    squares += values[row]! ** 2
  }
  const mean = sum / Math.max(1, trainRows)
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, trainRows) - mean ** 2))
  return values.map((value) => (deviation < 1e-9 ? 0 : Math.max(-8, Math.min(8, (value - mean) / deviation))))
}

/** Solves the symmetric positive definite system whose lower half is given, by Cholesky. */
function solve(lower: Float64Array, right: Float64Array, width: number): Float64Array {
  const root = Float64Array.from(lower)
  for (let k = 0; k < width; k++) {
    for (let l = 0; l <= k; l++) {
      let sum = root[k * width + l]!
      for (let m = 0; m < l; m++) sum -= root[k * width + m]! * root[l * width + m]!
      root[k * width + l] = k === l ? Math.sqrt(Math.max(sum, 1e-9)) : sum / root[l * width + l]!
    }
  }
  const result = Float64Array.from(right)
  for (let k = 0; k < width; k++) {
    for (let l = 0; l < k; l++) result[k]! -= root[k * width + l]! * result[l]!
    result[k]! /= root[k * width + k]!
  }
  for (let k = width - 1; k >= 0; k--) {
    for (let l = k + 1; l < width; l++) result[k]! -= root[l * width + k]! * result[l]!
    result[k]! /= root[k * width + k]!
  }
  return result
}
