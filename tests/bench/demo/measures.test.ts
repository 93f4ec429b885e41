import { describe, expect, it } from 'vitest'
import {
  cellAreaM2,
  cellAt,
  cellCentre,
  cellDisk,
  createSeededRng,
  METRES_PER_DEGREE,
  parseDay,
  parseLocalMinute,
  uniform,
} from '../../../shared/src/core/index.ts'
import { measureConcentration } from './concentration.ts'
import { monthlySpread, shareAtMonthStart, shareOnMinutes, shareOnSharedPoints } from './habits.ts'
import { busiestBins, daysOfWeek, hoursOfDay, measureHourProfile, totalVariation } from './hour-profile.ts'
import { measureNearRepeats } from './near-repeats.ts'
import { delaysByOrder, shareDelayed } from './recording-delay.ts'
import { ofDays, thin } from './sample.ts'

const middle = { lat: 51.5, lng: -0.1 }
const at = (text: string): number => parseLocalMinute(text)!

describe('measureConcentration', () => {
  const cells = cellDisk(cellAt(middle, 9), 5) // 91 cells
  const km2 = cellAreaM2(cellAt(middle, 9)) / 1e6
  // Ten in the first cell, one in each of the other 90.
  const places = [...Array.from({ length: 10 }, () => cells[0]!), ...cells.slice(1)].map((cell) => cellCentre(cell))

  it('takes a part of a cell where 1 % is no whole number', () => {
    expect(measureConcentration(places, 91 * km2, 9).ofOccupied).toBeCloseTo((0.91 * 10) / 100, 10)
  })
  it('counts empty cells of the ground when asked about all of them', () => {
    expect(measureConcentration(places, 200 * km2, 9).ofAll).toBeCloseTo((10 + 1) / 100, 2)
    expect(measureConcentration(places, 1e6 * km2, 9).ofAll).toBe(1)
  })
  it('needs an incident', () => {
    expect(() => measureConcentration([], 1, 9)).toThrow(RangeError)
  })
})

describe('hours', () => {
  // Monday 00:00, Monday 23:59, Tuesday 00:00 and Sunday 23:59
  const profile = measureHourProfile(
    ['2026-11-16T00:00', '2026-11-16T23:59', '2026-11-17T00:00', '2026-11-22T23:59'].map(at),
  )
  it('begins the week on Monday at midnight and ends it on Sunday', () => {
    expect(profile.flatMap((share, hour) => (share > 0 ? [hour] : []))).toEqual([0, 23, 24, 167])
    expect(hoursOfDay(profile).map((share) => 4 * share)).toEqual([2, ...Array.from({ length: 22 }, () => 0), 2])
    expect(daysOfWeek(profile)).toEqual([0.5, 0.25, 0, 0, 0, 0, 0.25])
  })
  it('measures the share that lies elsewhere', () => {
    expect(totalVariation([0.5, 0.5, 0], [0.5, 0.25, 0.25])).toBe(0.25)
    expect(totalVariation([1, 0], [0, 1])).toBe(1)
    expect(() => totalVariation([1], [0, 1])).toThrow(RangeError)
  })
  it('names the busiest bins in their own order', () => {
    expect(busiestBins([0.1, 0.4, 0.2, 0.3], 2)).toEqual([1, 3])
  })
})

describe('measureNearRepeats', () => {
  const band = { fromM: -1, toM: 200, fromDays: 1, toDays: 7 }
  const beyond = { fromM: 200, toM: 400, fromDays: 8, toDays: 14 }
  const incident = (metres: number, localMin: number) => ({
    lat: middle.lat + metres / METRES_PER_DEGREE,
    lng: middle.lng,
    localMin,
    isPublic: true,
  })
  const pairsOf = (metres: number, from: string, to: string): number[] =>
    measureNearRepeats([incident(0, at(from)), incident(metres, at(to))], [band, beyond], 1, createSeededRng(1)).map(
      ({ pairs }) => pairs,
    )

  it.each([
    [0, '2026-11-01T23:00', '2026-11-02T01:00', [1, 0]],
    [199, '2026-11-01T01:00', '2026-11-08T23:00', [1, 0]],
    [199, '2026-11-01T01:00', '2026-11-01T23:00', [0, 0]],
    [199, '2026-11-01T23:00', '2026-11-09T01:00', [0, 0]],
    [201, '2026-11-01T23:00', '2026-11-09T01:00', [0, 1]],
    [399, '2026-11-15T23:00', '2026-11-01T01:00', [0, 1]],
    [401, '2026-11-01T01:00', '2026-11-15T23:00', [0, 0]],
  ])('a pair %i m apart from %s to %s counts as %j', (metres, from, to, expected) => {
    expect(pairsOf(metres, from, to)).toEqual(expected)
  })

  const rng = createSeededRng(3)
  const scattered = Array.from({ length: 600 }, () => ({
    ...incident(8000 * uniform(rng), Math.floor(uniform(rng) * 90) * 1440),
    lng: middle.lng + 0.1 * uniform(rng),
  }))
  const measure = (incidents: typeof scattered) => measureNearRepeats(incidents, [band], 49, createSeededRng(1))[0]!

  it('finds no more than chance where places and times have nothing to do with each other', () => {
    expect(Math.abs(measure(scattered).ratio - 1)).toBeLessThan(0.3)
    expect(measure(scattered).p).toBeGreaterThan(0.05)
  })
  it('finds repeats that were put there', () => {
    const repeats = scattered.slice(0, 100).map((one) => ({ ...one, localMin: one.localMin + 3 * 1440 }))
    const found = measure([...scattered, ...repeats])
    expect(found.ratio).toBeGreaterThan(1.5)
    expect(found.p).toBe(1 / 50)
  })
})

describe('delaysByOrder', () => {
  it('takes the latest time of all ids so far as the time of entry', () => {
    const rows = [
      { id: 3, localMin: 50 },
      { id: 1, localMin: 100 },
      { id: 2, localMin: 130 },
      { id: 4, localMin: 140 },
    ]
    const delays = delaysByOrder(rows)
    expect(delays).toEqual([0, 0, 80, 0])
    expect([80, 81].map((minutes) => shareDelayed(delays, minutes))).toEqual([0.25, 0])
  })
})

describe('habits', () => {
  it('counts minutes of the hour, and the first two minutes of a month', () => {
    const times = ['2026-11-01T00:00', '2026-11-01T00:01', '2026-11-01T00:02', '2026-11-02T00:00'].map(at)
    expect(shareOnMinutes(times, [0, 30])).toBe(0.5)
    expect(shareAtMonthStart(times)).toBe(0.5)
  })
  it('tells the spread of daily numbers, whatever the length of the months', () => {
    const month = (text: string, days: number, daily: number): number[] =>
      Array.from({ length: days * daily }, () => parseDay(`${text}-01`)! * 1440)
    expect(monthlySpread([...month('2026-01', 31, 2), ...month('2026-02', 28, 2)])).toBe(0)
    expect(monthlySpread([...month('2026-01', 31, 1), ...month('2026-02', 28, 3)])).toBe(0.5)
  })
  it('counts incidents whose point another one has', () => {
    expect(shareOnSharedPoints([middle, { ...middle }, { lat: 51.5, lng: -0.2 }])).toBeCloseTo(2 / 3, 10)
  })
})

describe('samples', () => {
  it('takes days from the first to before the last', () => {
    const rows = [1439, 1440, 2879, 2880].map((localMin) => ({ localMin }))
    expect(ofDays(rows, 1, 2).map(({ localMin }) => localMin)).toEqual([1440, 2879])
  })
  it('keeps about the share that was asked for', () => {
    const kept = thin(Array.from({ length: 10_000 }), 0.3, createSeededRng(1)).length
    expect(Math.abs(kept - 3000)).toBeLessThan(230) // 5 sd; sd = 45.8
  })
})
