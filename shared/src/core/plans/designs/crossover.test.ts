import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TIERS } from '../../hotspots/hotspot.ts'
import { createSeededRng, shuffled } from '../../random.ts'
import { weekdayOf } from '../../time.ts'
import { drawCrossover, toTreatment, type Crossover, type CrossoverName } from './crossover.ts'

const START = 20454 // a Thursday
const key = (n: number): Uint8Array => new Uint8Array(32).map((_, at) => (n >> (at * 8)) & 255)
const places = (count: number, bcus = 3) =>
  Array.from({ length: count }, (_, n) => ({
    id: `h${String(n).padStart(3, '0')}`,
    bcu: `B${n % bcus}`,
    tier: TIERS[Math.floor(n / bcus) % 3]!,
  }))
const draw = (name: CrossoverName, count = 30, days = 21, n = 1): Crossover =>
  drawCrossover(name, { hotspots: places(count), startDay: START, days }, { key: key(n), draw: 0 })
const NAMES = ['crossover-daily', 'crossover-blocks'] as const

describe('drawCrossover', () => {
  it.each(NAMES)(
    '%s: is the same for the same key and draw, whatever the order of places, and else another',
    (name) => {
      const input = { hotspots: places(31), startDay: START, days: 21 }
      const mixed = { ...input, hotspots: shuffled(input.hotspots, createSeededRng(4)) }
      const first = drawCrossover(name, input, { key: key(1), draw: 0 })
      expect(drawCrossover(name, mixed, { key: key(1), draw: 0 })).toEqual(first)
      expect(drawCrossover(name, input, { key: key(1), draw: 1 }).rows).not.toEqual(first.rows)
      expect(drawCrossover(name, input, { key: key(2), draw: 0 }).rows).not.toEqual(first.rows)
      expect([...toTreatment(first).keys()]).toEqual(input.hotspots.map(({ id }) => id))
    },
  )

  it.each(NAMES)('%s: treats each place-day with probability 1/2', (name) => {
    const runs = 2000
    const sums = new Float64Array(5 * 21)
    for (let n = 0; n < runs; n++)
      for (const [place, { treated }] of draw(name, 5, 21, n).rows.entries())
        for (const [day, on] of treated.entries()) sums[place * 21 + day]! += on
    // 105 shares with a standard error of .011 each: 4.5 of it.
    for (const sum of sums) expect(Math.abs(sum / runs - 0.5)).toBeLessThan(0.0504)
  })

  it.each(NAMES)('%s: keeps arms within one place of each other in every unit on every day', (name) => {
    const shape = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      days: fc.integer({ min: 1, max: 30 }),
      n: fc.nat(),
    })
    fc.assert(
      fc.property(shape, ({ count, days, n }) => {
        const { rows } = draw(name, count, days, n)
        const byId = new Map(places(count).map((place) => [place.id, place]))
        expect(rows.map(({ hotspotId }) => hotspotId)).toEqual([...byId.keys()])
        for (let day = 0; day < days; day++) {
          const difference = (keep: (place: { bcu: string; tier: string }) => boolean): number =>
            rows
              .filter(({ hotspotId }) => keep(byId.get(hotspotId)!))
              .reduce((sum, { treated }) => sum + (treated[day] === 1 ? 1 : -1), 0)
          for (const bcu of ['B0', 'B1', 'B2']) {
            expect(Math.abs(difference((place) => place.bcu === bcu))).toBeLessThanOrEqual(1)
            for (const tier of TIERS)
              expect(Math.abs(difference((place) => place.bcu === bcu && place.tier === tier))).toBeLessThanOrEqual(1)
          }
          expect(Math.abs(difference(() => true))).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('daily: treats half the days of each place and of each of its weekdays, and analyses all', () => {
    for (const days of [14, 21, 24])
      for (const { treated, analysed } of draw('crossover-daily', 20, days).rows) {
        expect(analysed.every((day) => day === 1)).toBe(true)
        const sum = treated.reduce((total, on) => total + on, 0)
        expect(Math.abs(sum - days / 2)).toBeLessThanOrEqual(0.5)
        for (let weekday = 0; weekday < 7; weekday++) {
          const of = [...treated].filter((_, day) => weekdayOf(START + day) === weekday)
          expect(Math.abs(of.reduce((total, on) => total + on, 0) - of.length / 2)).toBeLessThanOrEqual(0.5)
        }
      }
  })

  it('blocks: last 3 or 4 days, one of two a week is treated, and the first day of each is washout', () => {
    const { rows } = draw('crossover-blocks', 20)
    for (const { treated, analysed } of rows) {
      const starts = [...analysed].flatMap((counts, day) => (counts === 0 ? [day] : []))
      expect(starts).toHaveLength(6)
      for (const [index, start] of starts.entries()) {
        const end = starts[index + 1] ?? 21
        expect([3, 4]).toContain(end - start)
        expect(new Set(treated.subarray(start, end)).size).toBe(1)
      }
      for (const week of [0, 7, 14]) expect(treated[week]! + treated[week + 6]!).toBe(1)
    }
    expect(new Set(rows.map(({ analysed }) => analysed[3]))).toEqual(new Set([0, 1]))
  })
})
