import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform, type Rng } from '../../random.ts'
import { reverseHazardShares } from './reverse-hazard.ts'

const delayCounts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 11, maxLength: 11 })
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** A third is recorded at once, the rest after an exponential wait of 12 days on average, none later than 60. */
const SHARES = Array.from({ length: 61 }, (_, days) => 1 / 3 + (2 / 3) * (1 - Math.exp(-(days + 1) / 12))).map(
  (share, _, all) => share / all[60]!,
)
const drawDelay = (rng: Rng): number => {
  const u = uniform(rng)
  return SHARES.findIndex((share) => u < share)
}

/** What is seen at the end of so many days with so many incidents each: those that were recorded by then. */
function observe(days: number, daily: (day: number) => number, rng: Rng): { room: number; delays: number[] }[] {
  return Array.from({ length: days }, (_, day) => {
    const room = days - 1 - day
    const delays = Array<number>(61).fill(0)
    for (let n = 0; n < daily(day); n++) {
      const delay = drawDelay(rng)
      if (delay <= room) delays[delay]! += 1
    }
    return { room, delays }
  })
}

/** Shares of the delays that were seen, as if none were missing. */
const naiveShares = (rows: { delays: number[] }[]): number[] => {
  const counts = SHARES.map((_, delay) => sum(rows.map(({ delays }) => delays[delay]!)))
  return counts.map((_, delay) => sum(counts.slice(0, delay + 1)) / sum(counts))
}

describe('reverseHazardShares', () => {
  it('is the plain share of delays where nothing was cut off', () => {
    fc.assert(
      fc.property(fc.array(delayCounts, { minLength: 1, maxLength: 5 }), (rows) => {
        fc.pre(sum(rows.flat()) > 0)
        const shares = reverseHazardShares(
          rows.map((delays) => ({ room: 100, delays })),
          10,
        )
        const total = sum(rows.flat())
        for (let days = 0; days <= 10; days++) {
          const within = sum(rows.map((delays) => sum(delays.slice(0, days + 1))))
          expect(shares[days]).toBeCloseTo(within / total, 10)
        }
      }),
    )
  })

  it('never falls, and ends at 1, whatever is seen of each day', () => {
    fc.assert(
      fc.property(fc.array(delayCounts, { maxLength: 12 }), (rows) => {
        const seen = rows.map((delays, room) => ({ room, delays: delays.map((n, days) => (days <= room ? n : 0)) }))
        const shares = reverseHazardShares(seen, 10)
        expect(shares).toHaveLength(11)
        expect(shares[10]).toBe(1)
        for (let days = 0; days < 10; days++) {
          expect(shares[days]).toBeGreaterThanOrEqual(0)
          expect(shares[days]).toBeLessThanOrEqual(shares[days + 1]! + 1e-12)
        }
      }),
    )
  })

  it('does not look at what a row had no room for', () => {
    const row = (delays: number[]) => [
      { room: 5, delays: [5, 3, 2, 1, 1, 1] },
      { room: 2, delays },
    ]
    expect(reverseHazardShares(row([4, 2, 1, 99, 99]), 5)).toEqual(reverseHazardShares(row([4, 2, 1]), 5))
  })

  it('is 0 below the shortest delay that was seen', () => {
    expect([...reverseHazardShares([{ room: 9, delays: [0, 0, 3, 1] }], 3)]).toEqual([0, 0, 0.75, 1])
  })

  it.each([
    { days: 90, daily: () => 120, what: 'steady numbers' },
    { days: 90, daily: (day: number) => 20 + 3 * day, what: 'rising numbers, of which the last are cut off most' },
    {
      days: 62,
      daily: (day: number) => 300 - 4 * day,
      what: 'falling numbers over hardly longer than the longest delay',
    },
  ])('recovers the delays of $what, where counting what is there does not', ({ days, daily }) => {
    const rows = observe(days, daily, createSeededRng(days + daily(10)))
    const shares = reverseHazardShares(rows, 60)
    const naive = naiveShares(rows)
    const errors = (found: ArrayLike<number>): number =>
      Math.max(...SHARES.map((share, delay) => Math.abs(found[delay]! - share)))
    expect(errors(shares)).toBeLessThan(0.03)
    expect(errors(naive)).toBeGreaterThan(0.035)
  })
})
