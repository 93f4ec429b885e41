/**
 * The largest p-value that may be called a finding, so that of all findings at most `rate` are expected to be chance
 * (Benjamini and Hochberg 1995, JRSS B 57(1), 289-300); 0 when there is none. With p-values of counts, which are discrete, it is on
 * the safe side.
 *
 * @param pValues of everything that could have been found, not of what was picked out for looking striking
 */
export function findingThreshold(pValues: ArrayLike<number>, rate: number): number {
  const sorted = Float64Array.from(pValues).sort()
  for (let i = sorted.length - 1; i >= 0; i--) if (sorted[i]! <= (rate * (i + 1)) / sorted.length) return sorted[i]!
  return 0
}
