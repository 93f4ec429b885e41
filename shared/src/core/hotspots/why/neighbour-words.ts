/** Least and most of each band; none is narrower than what a listed neighbour's count, taken off, would have to leave open. */
const BANDS = [
  [0, 4],
  [5, 14],
  [15, 49],
  [50, 149],
  [150, 499],
] as const

/**
 * How much there was right around the place, as a band: neighbours may be listed with their counts, and the difference to an exact
 * number would tell of what lies between.
 *
 * @param beside incidents of the window in the ring around the place
 */
export function neighbourWords(beside: number, observed: number): string {
  const band = BANDS.find(([, most]) => beside <= most)
  const amount =
    band === undefined ? 'over 499' : band[0] === 0 ? `fewer than ${band[1] + 1}` : `${band[0]} to ${band[1]}`
  const least = band?.[0] ?? 500
  const alone = band !== undefined && band[1] < observed
  const judged = alone ? ': fewer than here' : least > observed ? ': more than here, over a larger space' : ''
  return `Right around it ${amount} incidents in the same time${judged}.`
}
