import { describe, expect, it } from 'vitest'
import { createSeededRng } from '../../random.ts'
import type { TourSlot } from './bcu-instance.ts'
import { drawPlannedVisits, drawWait } from './level.ts'

describe('drawPlannedVisits', () => {
  const tour = (maxVisits: number): TourSlot => ({ productive: 100, maxVisits }) as TourSlot

  it('averages rate x patrol minutes, the fraction by a coin, and keeps to the most visits', () => {
    const rng = createSeededRng(1)
    const drawn = Array.from({ length: 4000 }, () => drawPlannedVisits(tour(99), 0.043, rng))
    expect(new Set(drawn)).toEqual(new Set([4, 5]))
    expect(drawn.reduce((sum, n) => sum + n, 0) / 4000).toBeCloseTo(4.3, 1)
    expect(drawPlannedVisits(tour(3), 0.043, rng)).toBe(3)
    expect(drawPlannedVisits(tour(0), 0.043, rng)).toBe(0)
  })
})

describe('drawWait', () => {
  it('spreads departures over the slack, with half a gap at each end of the tour', () => {
    const rng = createSeededRng(2)
    const gaps = [0, 0, 0, 0]
    for (let n = 0; n < 4000; n++) {
      let left = 400 - 4 * 10 - 3 * 14
      for (const visit of [0, 1, 2]) {
        const wait = drawWait(left + 10 + (3 - visit) * 24, 3 - visit, { stay: 14, hop: 10 }, 1, visit === 0, rng)
        gaps[visit]! += wait / 4000
        left -= wait
      }
      gaps[3]! += left / 4000
    }
    expect(Math.abs(gaps[1]! - gaps[2]!)).toBeLessThan(5)
    expect(gaps[0]! / gaps[1]!).toBeLessThan(0.6)
    expect(gaps[3]! / gaps[1]!).toBeGreaterThan(0.4)
    expect(gaps[3]! / gaps[1]!).toBeLessThan(0.6)
  })

  it('does not wait when there is no slack', () => {
    expect(drawWait(30, 2, { stay: 14, hop: 10 }, 1, false, createSeededRng(3))).toBe(0)
  })
})
