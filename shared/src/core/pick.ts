/** The values at these indexes. A loop, since `Float64Array.from` goes through an iterator and takes twenty times as long. */
export function pick(values: ArrayLike<number>, indexes: ArrayLike<number>): Float64Array {
  const picked = new Float64Array(indexes.length)
  for (let k = 0; k < indexes.length; k++) picked[k] = values[indexes[k]!]!
  return picked
}

/** The whole numbers from 0 up to and not including `length` that fulfil a condition. */
export function indexesWhere(length: number, condition: (i: number) => boolean): Int32Array {
  const found = new Int32Array(length)
  let count = 0
  for (let i = 0; i < length; i++) if (condition(i)) found[count++] = i
  return found.slice(0, count)
}
