import { describe, expect, it } from 'vitest'
import { measureBreaks, measureSlotEntropy } from './clock-measures.ts'
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
    for (const name of ['safeWindow30', 'safeWindow30A', 'safeWindow30B', 'safeWindow60', 'safeWindow60C'] as const)
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

  it('counts half-hours after visits to the places of one tier alone', () => {
    const tierOf = new Map(timetable.places.map(({ tier }, place) => [place, tier]))
    const mixed = createConstructedPlan(PATTERNS.memoryless)
    const combed = createConstructedPlan(PATTERNS.comb)
    const visits = [
      ...combed.visits.filter(({ place }) => tierOf.get(place) === 'B'),
      ...mixed.visits.filter(({ place }) => tierOf.get(place) !== 'B'),
    ]
    const found = measurePlan({ ...mixed, visits })
    expect(found.safeWindow30B!.value).toBeLessThan(0.06)
    expect(found.safeWindow30A!.value).toBeGreaterThan(0.7)
    expect(found.safeWindow30C!.value).toBeGreaterThan(0.5)
  })

  it('leaves the refreshments of the only crew on duty out of those taken together, and counts them apart', () => {
    // Ten days of two tours: alike from 08:00 with refreshments together, then one goes on alone and rests at 18:00.
    const tours = Array.from({ length: 10 }, (_, day) => {
      const at = (hour: number): number => day * 1440 + hour * 60
      return [
        { bcu: 'b', dutyStart: at(8), dutyEnd: at(16), refreshments: { start: at(12), end: at(12) + 30 } },
        { bcu: 'b', dutyStart: at(8), dutyEnd: at(16), refreshments: { start: at(12) + 15, end: at(12) + 45 } },
        { bcu: 'b', dutyStart: at(16), dutyEnd: at(23), refreshments: { start: at(18), end: at(18) + 30 } },
      ]
    }).flat()
    const { together, alone } = measureBreaks({ ...timetable, days: 10, tours })
    expect(together!.value).toBeCloseTo(0.5, 9)
    expect(alone!.value).toBeCloseTo(1 / 3, 9)
    expect(measureBreaks({ ...timetable, days: 10, tours: tours.filter((_, index) => index % 3 === 2) })).toMatchObject(
      {
        together: null,
        alone: { value: 1 },
      },
    )
    expect(measureBreaks({ ...timetable, tours: [] })).toEqual({ together: null, alone: null })
  })
})
