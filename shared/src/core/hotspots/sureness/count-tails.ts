/**
 * Both tails of a count over `exposure` whose rate is gamma(shape, rate) distributed: a negative binomial, summed term by term.
 * Exact for the small counts of single places.
 *
 * @param count a whole number
 * @param shape above 0
 * @param rate in the unit of `exposure` (days)
 * @returns P(N >= count) and P(N <= count)
 */
export function countTails(
  count: number,
  shape: number,
  rate: number,
  exposure: number,
): { atLeast: number; atMost: number } {
  const logSuccess = Math.log(exposure / (rate + exposure))
  let logTerm = -shape * Math.log1p(exposure / rate)
  let below = 0
  for (let n = 0; n < count; n++) {
    below += Math.exp(logTerm)
    logTerm += Math.log((shape + n) / (n + 1)) + logSuccess
  }
  return { atLeast: Math.max(0, 1 - below), atMost: Math.min(1, below + Math.exp(logTerm)) }
}
