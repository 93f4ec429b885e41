import { describe, expect, it } from 'vitest'
import { measureSlotEntropy } from './clock-measures.ts'
import { createConstructedPlan, PATTERNS } from './constructed-plans.test-support.ts'
import { measurePlan } from './measure.ts'

describe('the measures of one plan', () => {
  const memoryless = measurePlan(createConstructedPlan(PATTERNS.memoryless))
  const comb = measurePlan(createConstructedPlan(PATTERNS.comb))
  const timetable = createConstructedPlan(PATTERNS.timetable)

  it('finds no safe window and no habit in memoryless visits', () => {
    for (const name of ['safeWindow30', 'safeWindow60', 'safeWindow120', 'safeWindow60A', 'safeWindow120C'] as const) {
      const { value, error } = memoryless[name]!
      expect(error).toBeGreaterThan(0)
      expect(Math.abs(value - 1)).toBeLessThan(3 * error + 0.02)
    }
    expect(memoryless.quotaLeak!.value).toBeCloseTo(1, 1)
    expect(memoryless.clockRepeat!.value).toBeCloseTo(1, 0)
    expect(memoryless.minuteEntropy!.value).toBeGreaterThan(0.995)
    expect(memoryless.neighbourLift!.value).toBeCloseTo(1, 0)
  })

  it('finds the sure safe window of comb sampling, in every tier', () => {
    for (const name of ['safeWindow30', 'safeWindow60', 'safeWindow120', 'safeWindow60A', 'safeWindow60C'] as const)
      expect(comb[name]!.value).toBeLessThan(0.06)
  })

  it('takes the entropy of slots over those on duty: none for one slot, all for every slot alike', () => {
    const plan = { ...timetable, places: timetable.places.slice(0, 1), days: 48 }
    const visits = (slotOf: (day: number) => number) =>
      Array.from({ length: 48 }, (_, day) => {
        const start = day * 1440 + slotOf(day) * 30
        return { place: 0, start, end: start + 14 }
      })
    expect(measureSlotEntropy({ ...plan, visits: visits(() => 20) })!.value).toBe(0)
    expect(measureSlotEntropy({ ...plan, visits: visits((day) => day) })!.value).toBeCloseTo(1, 9)
    expect(measureSlotEntropy({ ...plan, visits: visits((day) => day).slice(0, 19) })).toBeNull()
  })
})
