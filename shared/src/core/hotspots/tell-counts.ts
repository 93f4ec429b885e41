/** Below this a count may point to one person's bad day: it is never stated as a number. */
export const LEAST_STATED = 3

/**
 * Which parts of a whole may be told when the whole is known: null for 1 and 2, and for as many of the others as it takes that no
 * subtraction gives a count below `LEAST_STATED`, neither of one part nor of all that are left out. The smallest go
 * first, of equals the later. A null says nothing of the count behind it.
 *
 * @param counts whole numbers of at least 0, the parts of the whole
 */
export function tellParts(counts: readonly number[]): (number | null)[] {
  const isHidden = counts.map((count) => count > 0 && count < LEAST_STATED)
  if (!isHidden.includes(true)) return [...counts]
  const whole = counts.reduce((sum, count) => sum + count, 0)
  // The whole itself is fewer than 3: which part they are in would be told by any other.
  if (whole < LEAST_STATED) return counts.map(() => null)
  const others = [...counts.keys()]
    .filter((part) => counts[part]! >= LEAST_STATED)
    .sort((a, b) => counts[a]! - counts[b]! || b - a)
  const hides = (): { parts: number; sum: number } => ({
    parts: isHidden.filter(Boolean).length,
    sum: counts.reduce((sum, count, part) => sum + (isHidden[part]! ? count : 0), 0),
  })
  for (const part of others) {
    if (hides().sum >= LEAST_STATED) break
    isHidden[part] = true
  }
  return counts.map((count, part) => (isHidden[part]! ? null : count))
}

/**
 * Whether the sum of these parts may be told beside what `tellParts` tells of them: then it gives none of the hidden.
 *
 * @param told as `tellParts` answered, for the same parts as `counts`
 */
export function maySum(counts: readonly number[], told: readonly (number | null)[]): boolean {
  const hidden = counts.filter((_, part) => told[part] === null)
  return hidden.length === 0 || (hidden.length > 1 && hidden.reduce((sum, count) => sum + count, 0) >= LEAST_STATED)
}
