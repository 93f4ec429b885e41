/**
 * A product beyond these is brought back by a power of two, whose logarithm is put away: to divide by a power of two is exact and takes a
 * fraction of the time of a logarithm.
 */
const LARGE = 2 ** 400
const LN_LARGE = 400 * Math.LN2
const SMALL = 2 ** -100
const LIFT = 2 ** 600
const LN_LIFT = 600 * Math.LN2

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
 * The sum over i of ln (x (x + 1) ... (x + n - 1)) for x = known[i] + weight * around[i] and n the count of its run: what a count adds to the logarithm of a
 * negative binomial or beta-binomial likelihood. A logarithm costs twenty times what a multiplication does, so many factors share one. The
 * k-th factor and the k-th from the end are together x (x + n - 1) + k (n - 1 - k), of which the second part is the same for a whole run; and
 * several are taken at a time, since a processor begins a multiplication before the last one is done.
 *
 * @param around with the rest every x above 1e-40 and below 1e15
 */
export function sumLogRising(
  known: Float64Array,
  weight: number,
  around: Float64Array,
  { starts, counts }: CountRuns,
): number {
  let sum = 0
  for (let run = 0; run < counts.length; run++) {
    const n = counts[run]!
    if (n === 0) continue
    const end = starts[run + 1]!
    const fours = end - ((end - starts[run]!) & 3)
    sum += sumOfFours(known, weight, around, starts[run]!, fours, n)
    for (let i = fours; i < end; i++) sum += logRising(known[i]! + weight * around[i]!, n)
  }
  return sum
}

/** A function of its own, which is soon compiled: loops within loops are given up again and again where each call takes long. */
function sumOfFours(
  known: Float64Array,
  weight: number,
  around: Float64Array,
  from: number,
  end: number,
  n: number,
): number {
  const last = n - 1
  const pairs = n >> 1
  let sum = 0
  let product = 1
  for (let i = from; i < end; i += 4) {
    const a = known[i]! + weight * around[i]!
    const b = known[i + 1]! + weight * around[i + 1]!
    const c = known[i + 2]! + weight * around[i + 2]!
    const d = known[i + 3]! + weight * around[i + 3]!
    const endsA = a * (a + last)
    const endsB = b * (b + last)
    const endsC = c * (c + last)
    const endsD = d * (d + last)
    if ((n & 1) === 1) product *= (a + last / 2) * (b + last / 2) * ((c + last / 2) * (d + last / 2))
    for (let k = 0; k < pairs; k++) {
      const inner = k * (last - k)
      product *= (endsA + inner) * (endsB + inner) * ((endsC + inner) * (endsD + inner))
      if (product < LARGE) continue
      product /= LARGE
      sum += LN_LARGE
    }
    if (product > LARGE) {
      product /= LARGE
      sum += LN_LARGE
    } else if (product < SMALL) {
      product *= LIFT
      sum -= LN_LIFT
    }
  }
  return sum + Math.log(product)
}

/** ln (x (x + 1) ... (x + n - 1)) of one x. */
export function logRising(x: number, n: number): number {
  const last = n - 1
  const pairs = n >> 1
  const ends = x * (x + last)
  let sum = 0
  let product = (n & 1) === 1 ? x + last / 2 : 1
  if ((pairs & 1) === 1) product *= ends
  for (let k = pairs & 1; k < pairs; k += 2) {
    product *= (ends + k * (last - k)) * (ends + (k + 1) * (last - k - 1))
    if (product < LARGE) continue
    product /= LARGE
    sum += LN_LARGE
  }
  return sum + Math.log(product)
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
