import { dayOf, METRES_PER_DEGREE, shuffled, type Rng } from '../../../shared/src/core/index.ts'
import type { SampledIncident } from './sample.ts'

/** Pairs of incidents this far apart: `fromM` < distance <= `toM`, and `fromDays` to `toDays` calendar days, ends included. */
export interface PairBand {
  fromM: number
  toM: number
  fromDays: number
  toDays: number
}

export interface PairRatio extends PairBand {
  pairs: number
  /** pairs over their mean number when times are dealt out to places at random; 1: no more than chance */
  ratio: number
  /** share of permutations, the data as one of them, with at least as many pairs */
  p: number
}

/**
 * Whether incidents follow one another near by and soon: the test of Knox (1964, Applied Statistics 13(1), 25-30) with the chance level
 * by permutation of times over places (Besag and Diggle 1977, Applied Statistics 26(3), 327-333), as near repeats are measured since
 * Ratcliffe and Rengert (2008, Security Journal 21, 58-76). Places and times as such stay as they are, so neither hot places nor busy
 * weeks count as near repeats. Pairs of one calendar day are in no band: several rows of one event would fill it.
 *
 * @param bands `fromM` -1 takes pairs of one point in
 * @param permutations 99 tells p down to .01
 */
export function measureNearRepeats(
  incidents: readonly SampledIncident[],
  bands: readonly PairBand[],
  permutations: number,
  rng: Rng,
): PairRatio[] {
  const pairs = pairsWithin(incidents, bands)
  let days = Int32Array.from(incidents, ({ localMin }) => dayOf(localMin))
  const observed = countPairs(pairs, days, bands)
  const sums = bands.map(() => 0)
  const atLeast = bands.map(() => 1)
  for (let round = 0; round < permutations; round++) {
    days = Int32Array.from(shuffled([...days], rng))
    countPairs(pairs, days, bands).forEach((count, band) => {
      sums[band]! += count
      if (count >= observed[band]!) atLeast[band]! += 1
    })
  }
  return bands.map((band, i) => ({
    ...band,
    pairs: observed[i]!,
    ratio: (observed[i]! * permutations) / sums[i]!,
    p: atLeast[i]! / (permutations + 1),
  }))
}

interface Pairs {
  first: Int32Array
  second: Int32Array
  metres: Float32Array
}

/** All pairs that are near enough for one of the bands, by a grid as wide as the widest. */
function pairsWithin(incidents: readonly SampledIncident[], bands: readonly PairBand[]): Pairs {
  const reach = Math.max(...bands.map(({ toM }) => toM))
  const least = Math.min(...bands.map(({ fromM }) => fromM))
  const xScale = METRES_PER_DEGREE * Math.cos(((incidents[0]?.lat ?? 0) * Math.PI) / 180)
  const xs = Float64Array.from(incidents, ({ lng }) => lng * xScale)
  const ys = Float64Array.from(incidents, ({ lat }) => lat * METRES_PER_DEGREE)
  const squares = Map.groupBy(incidents.keys(), (i) =>
    squareKey(Math.floor(xs[i]! / reach), Math.floor(ys[i]! / reach)),
  )
  const first: number[] = []
  const second: number[] = []
  const metres: number[] = []
  for (let i = 0; i < incidents.length; i++) {
    const column = Math.floor(xs[i]! / reach)
    const row = Math.floor(ys[i]! / reach)
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const j of squares.get(squareKey(column + dx, row + dy)) ?? []) {
          if (j <= i) continue
          const apart = Math.hypot(xs[i]! - xs[j]!, ys[i]! - ys[j]!)
          if (apart > reach || apart <= least) continue
          first.push(i)
          second.push(j)
          metres.push(apart)
        }
  }
  return { first: Int32Array.from(first), second: Int32Array.from(second), metres: Float32Array.from(metres) }
}

/** One number for a square of the grid: forces are far less than 2^20 squares wide. */
const squareKey = (column: number, row: number): number => column * 2 ** 21 + row

function countPairs({ first, metres, second }: Pairs, days: Int32Array, bands: readonly PairBand[]): number[] {
  const counts = bands.map(() => 0)
  const longest = Math.max(...bands.map(({ toDays }) => toDays))
  for (let pair = 0; pair < first.length; pair++) {
    const apart = Math.abs(days[first[pair]!]! - days[second[pair]!]!)
    if (apart > longest) continue
    for (let band = 0; band < bands.length; band++) {
      const { fromDays, fromM, toDays, toM } = bands[band]!
      if (apart >= fromDays && apart <= toDays && metres[pair]! > fromM && metres[pair]! <= toM) counts[band]! += 1
    }
  }
  return counts
}
