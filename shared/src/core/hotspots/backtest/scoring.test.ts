import { describe, expect, it } from 'vitest'
import { countQuantile } from '../negative-binomial.ts'
import { bootstrapOrigins } from './paired-bootstrap.ts'
import { catchOf, checkForecast, chooseTop, shareInside } from './scoring.ts'

describe('chooseTop', () => {
  it('takes the highest, equals by their hash, and equals in that by index', () => {
    const score = Float64Array.of(1, 5, 3, 3, 3, 0)
    expect([...chooseTop(score, Float64Array.of(0, 9, 7, 2, 2, 0), 3)]).toEqual([1, 3, 4])
  })
  it('takes all cells when there are no more', () => {
    expect([...chooseTop(Float64Array.of(1, 2), new Float64Array(2), 5)]).toEqual([1, 0])
  })
})

describe('catchOf', () => {
  it('adds up what the chosen cells caught', () => {
    const caught = catchOf(
      Int32Array.of(0, 2, 3),
      Float64Array.of(4, 9, 0, 1),
      Float64Array.of(1460, 99, 0, 10),
      Float64Array.of(10, 20, 30, 40),
    )
    expect(caught).toEqual({ hits: 5, harmDays: 1470, areaM2: 80, boxes: 3, boxesHit: 2 })
  })
})

describe('shareInside', () => {
  it('shares a count out between inside and outside, worked by hand', () => {
    // Shape 1, rate 1, one day: P(n) = 1/2, 1/4, 1/8, ... of u, 0 covers 0 to .5, 1 .5 to .75, 3 .875 to .9375.
    expect(shareInside(0, 1, 1, 1)).toBeCloseTo(0.8, 12)
    expect(shareInside(1, 1, 1, 1)).toBeCloseTo(1, 12)
    expect(shareInside(3, 1, 1, 1)).toBeCloseTo((0.9 - 0.875) / 0.0625, 9)
    expect(shareInside(4, 1, 1, 1)).toBe(0)
  })
  it('is 80 % for counts that come as forecast', () => {
    const [shape, rate, days] = [2.5, 30, 21]
    let mean = 0
    let below = 0
    for (let n = 0; n < 60; n++) {
      let upTo = below
      // The probability of n by bisection of the quantile function: not the sum that shareInside makes.
      let [low, high] = [below, 1]
      while (high - low > 1e-12) {
        upTo = (low + high) / 2
        if (upTo <= 0 || upTo >= 1 || countQuantile(upTo, shape, rate, days) > n) high = upTo
        else low = upTo
      }
      mean += (low - below) * shareInside(n, shape, rate, days)
      below = low
    }
    expect(mean).toBeCloseTo(0.8, 6)
  })
  it('calls an impossible count outside', () => {
    expect(shareInside(5000, 1, 1e6, 1)).toBe(0)
  })
})

describe('checkForecast', () => {
  it('adds up forecasts of the chosen cells that have one', () => {
    const forecast = { shape: Float64Array.of(1, 0, 4), rate: Float64Array.of(1, 0, 2), exposureDays: 1 }
    const checked = checkForecast(forecast, Int32Array.of(0, 1), Float64Array.of(0, 3, 3))
    expect(checked.cells).toBe(1)
    expect(checked.expected).toBe(1)
    expect(checked.inside).toBeCloseTo(0.8, 12)
  })
})

describe('bootstrapOrigins', () => {
  const meanOf = (values: readonly number[]) => (drawn: ArrayLike<number>) =>
    Array.from(drawn).reduce((sum, i) => sum + values[i]!, 0) / drawn.length

  it('has no width when all origins agree, and is the same each time', () => {
    expect(bootstrapOrigins(5, meanOf([2, 2, 2, 2, 2]))).toEqual({ mean: 2, low: 2, high: 2 })
    const values = [3, -1, 4, 1, -5, 9, 2, 6]
    expect(bootstrapOrigins(8, meanOf(values))).toEqual(bootstrapOrigins(8, meanOf(values)))
  })
  it('is about 1.96 standard errors to each side of a mean', () => {
    const values = Array.from({ length: 100 }, (_, i) => i / 100)
    const { mean, low, high } = bootstrapOrigins(100, meanOf(values))
    const standardError = Math.sqrt(1 / 12 / 100)
    expect(mean).toBeCloseTo(0.495, 9)
    expect((mean - low) / standardError).toBeCloseTo(1.96, 0)
    expect((high - mean) / standardError).toBeCloseTo(1.96, 0)
  })
})
