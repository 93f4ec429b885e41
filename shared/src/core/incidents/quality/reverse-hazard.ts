/**
 * Share of all delays up to a longest one that are no longer than d days, for d from 0 to `longest`, from data that ends: what happened
 * u days before the end can only be seen if its delay is at most u, so that long delays are missing, and most so among the latest.
 *
 * The product-limit estimator of right-truncated data, which is Kaplan-Meier's on reversed time: the reverse hazard of a delay of j
 * days is the share of those of j days among those of at most j days that could have been of j days, and the share of at most d is
 * the product of what the reverse hazards of all longer delays leave (Lagakos, Barraj and De Gruttola 1988, doi 10.1093/biomet/75.3.515;
 * a review with its limits: Seaman, Presanis and Jackson 2022, doi 10.1177/09622802211023955). Beyond `longest` nothing can be said
 * from such data, so the shares are of delays up to it.
 *
 * @param counts for each row incidents by delay in days; `room`: days from its occurrence to the end of the data, at most which its
 *   delays are
 * @returns longest + 1 shares, the last one 1; 0 where nothing so short was seen
 */
export function reverseHazardShares(
  counts: Iterable<{ room: number; delays: ArrayLike<number> }>,
  longest: number,
): Float64Array {
  const ofDelay = new Float64Array(longest + 1)
  const atRisk = new Float64Array(longest + 1)
  for (const { room, delays } of counts) {
    let upTo = 0
    // A row with room for j days tells the reverse hazards of delays up to j.
    for (let j = 0; j <= Math.min(room, longest); j++) {
      const own = delays[j] ?? 0
      upTo += own
      ofDelay[j]! += own
      atRisk[j]! += upTo
    }
  }
  const shares = new Float64Array(longest + 1)
  shares[longest] = 1
  for (let j = longest; j > 0; j--) {
    const those = atRisk[j]!
    shares[j - 1] = those === 0 ? 0 : shares[j]! * (1 - ofDelay[j]! / those)
  }
  return shares
}
