import { mapEach } from './iterables.ts'

/**
 * RFC 8785 (JSON Canonicalization Scheme): keys in UTF-16 order, no white space, numbers as ECMAScript prints them.
 * Two parties who parsed the same inputs get the same bytes, whatever the order of keys or the spacing in the files.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
    return `{${entries.join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError(`JSON has no way to write ${value}; a measure that does not exist must be null.`)
  return JSON.stringify(value)
}

/**
 * `canonicalJson` in pieces, one for each entry and item of the upper two levels: the inputs of a big plan need not be one text
 * to be hashed. A list may be any iterable, whose items are then asked for one at a time.
 */
export function* canonicalJsonChunks(value: object, depth = 2): Generator<string> {
  const isList = Symbol.iterator in value
  const parts: Iterable<readonly [string, unknown]> = isList
    ? mapEach(value as Iterable<unknown>, (item) => ['', item] as const)
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [`${JSON.stringify(key)}:`, item] as const)
  let before = isList ? '[' : '{'
  let after = isList ? '[]' : '{}'
  for (const [name, item] of parts) {
    if (depth > 1 && typeof item === 'object' && item !== null) {
      yield before + name
      yield* canonicalJsonChunks(item, depth - 1)
    } else yield before + name + canonicalJson(item)
    before = ','
    after = isList ? ']' : '}'
  }
  yield after
}

/** A number to at most 6 decimals, as every file of ours writes it. */
export function round6(value: number): number {
  const rounded = Math.round(value * 1e6) / 1e6
  return rounded === 0 ? 0 : rounded // no "-0"
}
