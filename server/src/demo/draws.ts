import { createSeededRng, sha256Hex, uniform, type Rng } from '@planner/shared/core'

/** One stream for each purpose and place, so that a change to one borough does not move the others. */
export function demoRng(seed: number, label: string): Rng {
  return createSeededRng(Number.parseInt(sha256Hex(`${seed}/${label}`).slice(0, 8), 16))
}

/** A standard normal draw (Box-Muller, one of the pair). */
export function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - uniform(rng))) * Math.cos(2 * Math.PI * uniform(rng))
}

/** An exponential draw with the given mean. */
export function exponential(rng: Rng, mean: number): number {
  return -mean * Math.log(1 - uniform(rng))
}

/** Draws an index in proportion to `weights`: binary search in their running sum. */
export function createPicker(weights: readonly number[]): (rng: Rng) => number {
  const sums = new Float64Array(weights.length)
  let total = 0
  weights.forEach((weight, index) => {
    total += weight
    sums[index] = total
  })
  return (rng) => {
    const at = uniform(rng) * total
    let low = 0
    let high = weights.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! > at) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** Draws one of the keys of `shares` in proportion to its value. */
export function createSharePicker<K extends string>(shares: Readonly<Partial<Record<K, number>>>): (rng: Rng) => K {
  const keys = Object.keys(shares) as K[]
  const pick = createPicker(keys.map((key) => shares[key] ?? 0))
  return (rng) => keys[pick(rng)]!
}
