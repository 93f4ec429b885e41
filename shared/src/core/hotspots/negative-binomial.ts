/**
 * The least n with P(count <= n) >= q, for a Poisson count over `exposure` whose rate is gamma(shape, rate) distributed:
 * a negative binomial. Summed term by term in logarithms, which is exact and cannot underflow; counts here are small.
 *
 * @param q in (0, 1)
 * @param shape above 0
 * @param rate in the unit of `exposure` (days)
 */
export function countQuantile(q: number, shape: number, rate: number, exposure: number): number {
  const logSuccess = Math.log(exposure / (rate + exposure))
  let logTerm = -shape * Math.log1p(exposure / rate)
  let sum = Math.exp(logTerm)
  let n = 0
  // The second condition ends the sum should rounding leave it just short of a q very near 1.
  while (sum < q && (sum < 0.5 || logTerm > -745)) {
    logTerm += Math.log((shape + n) / (n + 1)) + logSuccess
    n += 1
    sum += Math.exp(logTerm)
  }
  return n
}
