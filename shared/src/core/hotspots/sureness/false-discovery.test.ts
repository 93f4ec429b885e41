import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../random.ts'
import { findingThreshold } from './false-discovery.ts'

describe('findingThreshold', () => {
  it('takes the largest p-value under its line, even where a smaller one is above its own', () => {
    expect(findingThreshold([0.06, 0.03, 0.5, 0.065], 0.1)).toBe(0.065)
    expect(findingThreshold([0.06, 0.03, 0.5, 0.08], 0.1)).toBe(0)
  })
  it('is 0 when there is nothing to find, and finds what stands out of a thousand', () => {
    const rng = createSeededRng(4)
    const chance = Array.from({ length: 1000 }, () => 0.001 + uniform(rng))
    expect(findingThreshold([], 0.1)).toBe(0)
    expect(findingThreshold(chance, 0.1)).toBe(0)
    expect(findingThreshold([...chance, 1e-6, 2e-6], 0.1)).toBe(2e-6)
  })
})
