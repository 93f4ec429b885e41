/**
 * Both tails of a count over `exposure` whose rate is gamma(shape, rate) distributed: a negative binomial, summed term by term.
 * Exact for the small counts of single places.
 *
 * @param count 0 or above; part of an incident counts in each tail so that it is the longer, as a whole one or as none
 * @param shape above 0
 * @param rate in the unit of `exposure` (days)
 * @returns P(N >= count rounded down) and P(N <= count rounded up)
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
  let term = Math.exp(logTerm)
  const whole = Math.floor(count)
  for (let n = 0; n < whole; n++) {
    below += term
    logTerm += Math.log((shape + n) / (n + 1)) + logSuccess
    term = Math.exp(logTerm)
  }
  const atLeast = Math.max(0, 1 - below)
  if (count > whole) {
    below += term
    term = Math.exp(logTerm + Math.log((shape + whole) / (whole + 1)) + logSuccess)
  }
  return { atLeast, atMost: Math.min(1, below + term) }
}
