import { describe, expect, it } from 'vitest'
import { daysOf, peakOf } from './hours-of-week.ts'

const flat = (): number[] => Array.from({ length: 168 }, () => 1)

describe('peakOf', () => {
  it('finds the worst run of hours, its part of the week and its height', () => {
    const profile = flat()
    profile.splice(100, 4, 11, 11, 11, 11)
    expect(peakOf(profile, 4)).toEqual({ fromHour: 100, hours: 4, share: 44 / 208, times: (44 / 208) * 42 })
  })

  it('goes round from Sunday into Monday', () => {
    const profile = flat()
    profile[167] = 5
    profile[0] = 5
    expect(peakOf(profile, 2)?.fromHour).toBe(167)
  })

  it('finds none where all hours are alike', () => {
    expect(peakOf(flat(), 4)).toBeUndefined()
    expect(
      peakOf(
        flat().map(() => 0),
        4,
      ),
    ).toBeUndefined()
    expect(peakOf([], 4)).toBeUndefined()
  })
})

describe('daysOf', () => {
  it('has seven days of 24 hours', () => {
    const days = daysOf(Array.from({ length: 168 }, (_, hour) => hour))
    expect(days.map((hours) => hours.length)).toEqual([24, 24, 24, 24, 24, 24, 24])
    expect(days[1]?.[0]).toBe(24)
  })
})
