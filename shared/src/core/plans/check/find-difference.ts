/** Where two parsed files differ: the path, and both values. */
export interface Difference {
  path: string
  given: unknown
  wanted: unknown
}

/**
 * The first path, in the order of `wanted`, at which two values of parsed JSON differ.
 *
 * @param isSame for values that are not both objects or lists
 */
export function findFirstDifference(
  given: unknown,
  wanted: unknown,
  path: string,
  isSame: (given: unknown, wanted: unknown) => boolean = Object.is,
): Difference | undefined {
  if (typeof given !== 'object' || typeof wanted !== 'object' || given === null || wanted === null)
    return isSame(given, wanted) ? undefined : { path, given, wanted }
  const ours = wanted as Record<string, unknown>
  const theirs = given as Record<string, unknown>
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const step = Array.isArray(wanted) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`
    const difference = findFirstDifference(valueOf(theirs, name), valueOf(ours, name), step, isSame)
    if (difference !== undefined) return difference
  }
  return undefined
}

function valueOf(from: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(from, name) ? from[name] : undefined
}

/** A value as a message shows it. */
export function showValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}
