/** A product beyond these is put away as its logarithm, so that two of them can still be multiplied. */
const LARGE_PRODUCT = 1e140
const SMALL_PRODUCT = 1e-70

/** Where each run of one count begins in a list of counts, and where the list ends. */
export interface CountRuns {
  starts: Int32Array
  /** of each run */
  counts: Int32Array
}

/** @param ns whole numbers; equal ones side by side (`cellsByCount`) make few runs */
export function runsOf(ns: Float64Array): CountRuns {
  const starts = new Int32Array(ns.length + 1)
  let runs = 0
  let last = NaN
  for (let i = 0; i < ns.length; i++) {
    const n = ns[i]!
    if (n === last) continue
    last = n
    starts[runs++] = i
  }
  starts[runs] = ns.length
  return { starts: starts.slice(0, runs + 1), counts: Int32Array.from(starts.subarray(0, runs), (start) => ns[start]!) }
}

/**
 * The sum over i of ln (x (x + 1) ... (x + n - 1)) for x = xs[i] and n the count of its run: what a count adds to the logarithm of a
 * negative binomial or beta-binomial likelihood. A logarithm costs ten times what a multiplication does, so many factors share one. Of
 * four factors one after another the inner product is the outer one and 2 (x (x + 3) + 2 = (x + 1) (x + 2)), which spares one in four; and
 * two places of one count are taken at a time, since a processor begins a multiplication before the last one is done.
 *
 * @param xs above 1e-70, below 1e20
 */
export function sumLogRising(xs: Float64Array, { starts, counts }: CountRuns): number {
  let sum = 0
  for (let run = 0; run < counts.length; run++)
    if (counts[run]! > 0) sum += sumOfOneCount(xs, starts[run]!, starts[run + 1]!, counts[run]!)
  return sum
}

/** A function of its own, which is soon compiled: loops within loops are given up again and again where each call takes long. */
function sumOfOneCount(xs: Float64Array, from: number, end: number, n: number): number {
  let sum = 0
  let product = 1
  let i = from
  for (; i + 1 < end; i += 2) {
    const a = xs[i]!
    const b = xs[i + 1]!
    let k = n & 3
    let own = first(a, k) * first(b, k)
    for (; k < n; k += 4) {
      const outerA = (a + k) * (a + k + 3)
      const outerB = (b + k) * (b + k + 3)
      own *= outerA * (outerA + 2) * (outerB * (outerB + 2))
      if (own < LARGE_PRODUCT) continue
      sum += Math.log(own)
      own = 1
    }
    product *= own
    if (product < LARGE_PRODUCT && product > SMALL_PRODUCT) continue
    sum += Math.log(product)
    product = 1
  }
  if (i === end) return sum + Math.log(product)
  for (let k = 0; k < n; k++) {
    product *= xs[i]! + k
    if (product < LARGE_PRODUCT && product > SMALL_PRODUCT) continue
    sum += Math.log(product)
    product = 1
  }
  return sum + Math.log(product)
}

/** The first factors, 0 to 3 of them. */
function first(x: number, factors: number): number {
  if (factors === 0) return 1
  if (factors === 1) return x
  return factors === 2 ? x * (x + 1) : x * (x + 1) * (x + 2)
}

/**
 * The cells that have a count, by rising count: of cells one after another with as many factors each, a processor multiplies several at
 * once.
 */
export function cellsByCount(cells: Int32Array, counts: Float64Array): Int32Array {
  let most = 0
  for (let k = 0; k < cells.length; k++) most = Math.max(most, counts[cells[k]!]!)
  // Where the cells of each count begin, moved on as they are laid out.
  const next = new Int32Array(most + 2)
  for (let k = 0; k < cells.length; k++) next[counts[cells[k]!]! + 1]! += 1
  const none = next[1]!
  for (let count = 1; count < next.length; count++) next[count]! += next[count - 1]!
  const ordered = new Int32Array(cells.length)
  for (let k = 0; k < cells.length; k++) ordered[next[counts[cells[k]!]!]!++] = cells[k]!
  return ordered.subarray(none)
}
