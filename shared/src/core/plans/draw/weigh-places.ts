import { uniform, type Rng } from '../../random.ts'
import { GAP_LIMIT } from './mechanism.ts'

/** Minutes of a row of gap factors: the last one stands for all longer gaps. */
export const GAP_ROW = GAP_LIMIT + 1

/** The partners of a crew that goes alone. */
export const NOBODY: readonly number[] = []

/** The candidates of one decision; reused, so valid until the next. */
export interface Candidates {
  count: number
  places: Int32Array
  starts: Int32Array
  /** integers; the one after the last candidate is the weight of going nowhere */
  weights: Float64Array
  /** sum of all weights, below 2^53 */
  total: number
  /** what would be done there, and the tours of the crews that would come too; with one activity 0 and nobody */
  activities: Int32Array
  partners: (readonly number[])[]
}

/** What the weights are made of, by place but for the tables by minute. */
interface WeighTables {
  row: Float64Array
  hops: Uint16Array
  hopRow: number
  hopTable: Float64Array
  lastEnds: Int32Array
  gapRow: Int32Array
  gapTable: Float64Array
}

/**
 * The innermost loop of planning: fills `out` with all places that have a pull, but for `here` and the contested ones, whose
 * number it returns. A function of its own over plain arrays, since that is what compilers do best.
 */
export function weighPlaces(
  { row, hops, hopRow, hopTable, lastEnds, gapRow, gapTable }: WeighTables,
  here: number,
  depart: number,
  out: Candidates,
  contested: Int32Array,
): number {
  const { places, starts, weights } = out
  let count = 0
  let apart = 0
  // An imported name and a length are looked up each time round; these are not.
  const limit = GAP_LIMIT
  const end = row.length
  for (let place = 0; place < end; place++) {
    const pull = row[place]!
    if (place === here || pull === 0) continue
    const hop = hops[hopRow + place]!
    const start = depart + hop
    const gap = start - lastEnds[place]!
    if (gap < 1) {
      contested[apart] = place
      apart += 1
      continue
    }
    // The lesser of the gap and GAP_LIMIT, without a branch: nobody, not even the processor, can foresee gaps.
    const beyond = gap - limit
    const factor = gapTable[gapRow[place]! + limit + (beyond & (beyond >> 31))]!
    const weight = Math.floor(pull * hopTable[hop]! * factor)
    if (weight <= 0) continue
    places[count] = place
    starts[count] = start
    weights[count] = weight
    count += 1
  }
  out.count = count
  return apart
}

/** Index among the candidates of the next place, or -1 when there is none. */
export function pickCandidate({ count, weights, total }: Candidates, rng: Rng): number {
  if (total === 0) return -1
  let rest = Math.floor(uniform(rng) * total)
  for (let k = 0; k < count; k++) {
    rest -= weights[k]!
    if (rest < 0) return k
  }
  return -1
}
