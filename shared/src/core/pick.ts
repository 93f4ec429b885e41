/**
 * The values at these indexes. A loop, since `Float64Array.from` goes through an iterator and takes twenty times as long.
 *
 * @param picked where to put them: room for as many
 */
export function pick(
  values: ArrayLike<number>,
  indexes: ArrayLike<number>,
  picked: Float64Array = new Float64Array(indexes.length),
): Float64Array {
  for (let k = 0; k < indexes.length; k++) picked[k] = values[indexes[k]!]!
  return picked
}

/** The indexes of values that are no less. */
export function indexesFrom(least: number, values: Float64Array): Int32Array {
  const found = new Int32Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (values[i]! >= least) found[count++] = i
  return found.slice(0, count)
}

/** The whole numbers from 0 up to and not including `length`. */
export function everyIndex(length: number): Int32Array {
  const indexes = new Int32Array(length)
  for (let i = 0; i < length; i++) indexes[i] = i
  return indexes
}

/**
 * The n-th largest value, 1 being the largest: by parting about a pivot (Hoare 1961, "Algorithm 65: find"), without the time of a sort.
 *
 * @param n 1 to the number of values
 */
export function nthLargest(values: Float64Array, n: number): number {
  const parted = values.slice()
  const wanted = parted.length - n
  let low = 0
  let high = parted.length - 1
  while (low < high) {
    const pivot = parted[(low + high) >> 1]!
    let i = low
    let j = high
    while (i <= j) {
      while (parted[i]! < pivot) i += 1
      while (parted[j]! > pivot) j -= 1
      if (i > j) break
      const moved = parted[i]!
      parted[i] = parted[j]!
      parted[j] = moved
      i += 1
      j -= 1
    }
    if (wanted <= j) high = j
    else if (wanted >= i) low = i
    else break
  }
  return parted[wanted]!
}

/** Each value and its other together; of the same length. */
export function addCounts(a: Float64Array, b: Float64Array): Float64Array {
  const sums = new Float64Array(a.length)
  for (let i = 0; i < sums.length; i++) sums[i] = a[i]! + b[i]!
  return sums
}

/** All values together, in their order. */
export function sumOf(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}
