import { describe, expect, it } from 'vitest'
import { windowInWords } from './figures.ts'

describe('windowInWords', () => {
  it.each([
    ['day', 12, '12 weeks'],
    ['day', 1, '1 week'],
    ['month', 12, '3 months'],
    // Data of months are always counted over three of them, whatever was asked for.
    ['month', 8, '3 months'],
  ] as const)('of data by %s and %i weeks is %s', (unit, weeks, words) =>
    expect(windowInWords({ unit, weeks })).toBe(words),
  )
})
