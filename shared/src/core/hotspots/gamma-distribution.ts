/** Lanczos coefficients for g = 7, n = 9 (Godfrey 2001): relative error under 1e-14 for positive arguments. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Gamma(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  let sum = LANCZOS[0]!
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

const TERMS = 1000
const PRECISION = 1e-12

/**
 * P(X > x) of a gamma distribution: the regularised upper incomplete gamma function, by its series below the mean and by
 * its continued fraction (Lentz) above (Abramowitz and Stegun 6.5.29, 6.5.31).
 *
 * @param shape above 0
 * @param rate above 0
 * @param logGammaOfShape for whoever asks of one distribution again and again: half of the time goes into it
 */
export function gammaUpperTail(x: number, shape: number, rate: number, logGammaOfShape = logGamma(shape)): number {
  const z = x * rate
  if (z <= 0) return 1
  const scale = Math.exp(shape * Math.log(z) - z - logGammaOfShape)
  if (z < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let n = 1; n < TERMS && term > sum * PRECISION; n++) {
      term *= z / (shape + n)
      sum += term
    }
    return Math.max(0, 1 - scale * sum)
  }
  let b = z + 1 - shape
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < TERMS; n++) {
    const a = n * (shape - n)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < PRECISION) break
  }
  return scale * fraction
}
