import { describe, expect, it } from 'vitest'
import { listBars } from './bars.ts'
import { measureClockRepeat, measureEmptiestHalfHour, measureMinuteEntropy } from './clock-measures.ts'
import { createConstructedPlan, PATTERNS } from './constructed-plans.test-support.ts'
import { measurePlan } from './measure.ts'
import type { MeasuredPlan } from './measured-plan.ts'
import { measureRosterPresence } from './roster-presence.ts'

/** Tours of eight hours from each of these minutes on every day; duty is shorter by briefing and booking off. */
function toursFrom(starts: readonly number[], { briefing = 0, days = 21 } = {}): MeasuredPlan['tours'] {
  return Array.from({ length: days }, (_, day) =>
    starts.map((start) => ({
      bcu: 'b',
      dutyStart: day * 1440 + start + briefing,
      dutyEnd: day * 1440 + start + 480,
      refreshments: null,
    })),
  ).flat()
}

const emptiestBar = (tours: MeasuredPlan['tours']) =>
  listBars({ tours }).find(({ name }) => name === 'emptiestHalfHour')!

describe('the bar of the emptiest half-hour', () => {
  it('is 0.60 where tours are staggered, so that some crews are out while others change', () => {
    const bar = emptiestBar(toursFrom(Array.from({ length: 24 }, (_, hour) => hour * 60)))
    expect(bar.low).toBe(0.6)
    expect(bar.excuse).toBeUndefined()
  })

  it('is 0.45 where all change at once but are out within minutes', () => {
    const bar = emptiestBar(toursFrom([420, 900, 1380]))
    expect(bar.low).toBe(0.45)
    expect(bar.excuse).toBeUndefined()
  })

  it('says when nobody is on patrol where a common briefing leaves the streets empty', () => {
    const bar = emptiestBar(toursFrom([420, 900, 1380], { briefing: 30 }))
    expect(bar.excuse).toBe(
      'no crew is on patrol from 06:45 to 07:45, from 14:45 to 15:45, from 22:45 to 23:45; stagger the tours',
    )
  })

  it('does not call the hours without a service a handover', () => {
    const tours = toursFrom([480])
    expect(measureRosterPresence({ tours })!.gaps).toEqual([])
    expect(measureRosterPresence({ tours: [] })).toBeUndefined()
  })
})

describe('the errors of the figures', () => {
  it('come with every figure that chance moves, and shrink as a plan grows', () => {
    const small = measurePlan(createConstructedPlan(PATTERNS.memoryless, { places: 40, days: 14 }))
    const large = measurePlan(createConstructedPlan(PATTERNS.memoryless, { places: 240, days: 28 }))
    for (const name of [
      'minuteEntropy',
      'slotEntropy',
      'clockRepeat',
      'emptiestHalfHour',
      'safeWindow60',
      'doseRatioA',
    ] as const) {
      expect(small[name]!.error).toBeGreaterThan(0)
      expect(large[name]!.error).toBeLessThan(small[name]!.error)
    }
    expect(small.doseRatioLeast!.error).toBeGreaterThan(0)
  })

  it('are about as large as the spread over plans drawn alike', () => {
    const found = Array.from({ length: 20 }, (_, seed) => {
      const plan = createConstructedPlan(PATTERNS.memoryless, { places: 60, days: 14, seed: seed + 1 })
      return [measureClockRepeat(plan)!, measureEmptiestHalfHour(plan)!, measureMinuteEntropy(plan)!]
    })
    for (const figure of [0, 1, 2]) {
      const values = found.map((row) => row[figure]!.value)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
      const error = found.reduce((sum, row) => sum + row[figure]!.error, 0) / found.length
      expect(error / spread).toBeGreaterThan(0.5)
      expect(error / spread).toBeLessThan(2)
    }
  })
})
