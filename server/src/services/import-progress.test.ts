import { describe, expect, it } from 'vitest'
import { describeReading, rowsPerSecond } from './import-progress.ts'

const text = (rows: number, share: number, elapsedMs: number): string => describeReading({ rows, share, elapsedMs })

describe('describeReading', () => {
  it('gives no rate in the first second, and no time left before a hundredth is done', () => {
    expect(text(5000, 0.5, 999)).toBe('read 5,000 rows')
    expect(text(0, 0, 0)).toBe('read 0 rows')
    expect(text(5000, 0.009, 1000)).toBe('read 5,000 rows, 5,000 rows/s')
  })

  it('reckons the time left from the share that is done, in coarse steps', () => {
    expect(text(120_000, 0.25, 3000)).toBe('read 120,000 rows, 40,000 rows/s, about 10 s left')
    expect(text(10_000, 0.5, 4000)).toContain('a few seconds left')
    expect(text(10_000, 0.1, 10_000)).toContain('about 2 min left')
    expect(text(10_000, 0.01, 100_000)).toContain('about 3 h left')
  })
})

describe('rowsPerSecond', () => {
  it('is a whole number', () => {
    expect(rowsPerSecond(1000, 300)).toBe(3333)
  })
})
