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

/** A number to at most 6 decimals, as every file of ours writes it. */
export function round6(value: number): number {
  const rounded = Math.round(value * 1e6) / 1e6
  return rounded === 0 ? 0 : rounded // no "-0"
}
