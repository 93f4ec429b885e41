/** Below this a count may point to one person's bad day: it is never stated as a number. */
export const LEAST_STATED = 3

/**
 * Which parts of a whole may be told when the whole is known. Nobody who knows the whole, what is told and this very rule can work out
 * that a part is 1, or that it is 2, nor that the parts left out make fewer than 3 together.
 *
 * When any part is 1 or 2, every part below 3 is null, the zeros as well; and when what is then left out would be known (a single part,
 * a sum below 3, or nothing but twos), the smallest of the others too, equals together, until it is not. What is null hangs on the counts
 * and never on their order: so any order of the counts that are left out would be told alike, and they are never all the same one.
 *
 * @param counts whole numbers of at least 0, the parts of the whole
 */
export function tellParts(counts: readonly number[]): (number | null)[] {
  if (!counts.some((count) => count > 0 && count < LEAST_STATED)) return [...counts]
  // Every part up to here is left out.
  let upTo = LEAST_STATED - 1
  for (;;) {
    const hidden = counts.filter((count) => count <= upTo)
    const others = counts.filter((count) => count > upTo)
    if (others.length === 0 || isSafe(hidden)) return counts.map((count) => (count <= upTo ? null : count))
    upTo = Math.min(...others)
  }
}

/** Whether parts of which only the number and the sum are known leave open what each of them is. */
function isSafe(hidden: readonly number[]): boolean {
  const sum = hidden.reduce((total, count) => total + count, 0)
  return hidden.length > 1 && sum >= LEAST_STATED && !hidden.every((count) => count === LEAST_STATED - 1)
}
