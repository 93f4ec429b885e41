import { describe, expect, it } from 'vitest'
import { floorPull } from './floor-pull.ts'

/** P(at least `least` of Poisson visits with this mean) */
function chanceOf(least: number, mean: number): number {
  let term = Math.exp(-mean)
  let below = 0
  for (let visits = 0; visits < least; visits++) {
    below += term
    term *= mean / (visits + 1)
  }
  return 1 - below
}

describe('floorPull', () => {
  it('leaves a place alone that has reached its floor, and hardly touches one that surely will', () => {
    expect(floorPull(0, 10)).toBe(0)
    expect(floorPull(-3, 10)).toBe(0)
    expect(floorPull(80, 113)).toBeLessThan(0.001)
  })

  it('favours a place by what one visit more does to the chance of reaching its floor', () => {
    for (const [needed, expected] of [
      [22, 29.4],
      [12, 14],
      [8, 6],
      [4, 5],
    ] as const) {
      const exact = chanceOf(needed - 1, expected) / chanceOf(needed, expected)
      expect(Math.exp(floorPull(needed, expected))).toBeGreaterThan(1 + 0.6 * (exact - 1))
      expect(Math.exp(floorPull(needed, expected))).toBeLessThan(1 + 1.4 * (exact - 1))
    }
  })

  it('grows with what is needed and falls with what is to come', () => {
    expect(floorPull(9, 8)).toBeGreaterThan(floorPull(8, 8))
    expect(floorPull(8, 8)).toBeGreaterThan(floorPull(8, 9))
    expect(floorPull(3, 0)).toBeGreaterThan(1.2)
  })
})
