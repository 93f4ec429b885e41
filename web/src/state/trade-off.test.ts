import type { TradeOffPoint } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { hasChoice, pointAt, positionOfFloor, runsWithinBars, tradeOffStops } from './trade-off.ts'

const point = (entropyFloor: number, over: Partial<TradeOffPoint> = {}): TradeOffPoint => ({
  entropyFloor,
  entropy: entropyFloor,
  coverage: 1 - entropyFloor / 10,
  staticSkill: 0,
  safestDecile: 0.4,
  withinBars: true,
  ...over,
})
const inside = (...flags: boolean[]): TradeOffPoint[] =>
  flags.map((withinBars, index) => point(index / 10, { withinBars }))

describe('tradeOffStops', () => {
  it('rise, whichever way they came, and each floor stands once', () => {
    expect(
      tradeOffStops([point(1), point(0.9), point(0.9), point(0.2)]).map(({ entropyFloor }) => entropyFloor),
    ).toEqual([0.2, 0.9, 1])
  })
})

describe('positionOfFloor', () => {
  const stops = [point(0.2), point(0.6), point(1)]
  it.each([
    [0, 0],
    [0.2, 0],
    [0.4, 0.5],
    [0.6, 1],
    [0.9, 1.75],
    [1, 2],
  ])('puts %f at %f', (floor, position) => expect(positionOfFloor(stops, floor)).toBeCloseTo(position))
  it('stays on the line beyond its ends, and without stops', () => {
    expect(positionOfFloor(stops, 2)).toBe(2)
    expect(positionOfFloor([], 0.5)).toBe(0)
  })
})

describe('pointAt', () => {
  const stops = [point(0.2), point(0.6, { withinBars: false, staticSkill: 0.02 }), point(1)]
  it('is the stop itself, and in proportion between two', () => {
    expect(pointAt(stops, 1)).toBe(stops[1])
    expect(pointAt(stops, 0.5)).toMatchObject({
      entropyFloor: 0.4,
      coverage: 0.96,
      staticSkill: 0.01,
      withinBars: false,
    })
  })
  it('comes back to where it was put', () => {
    expect(positionOfFloor(stops, pointAt(stops, 1.25)?.entropyFloor ?? 0)).toBeCloseTo(1.25)
  })
  it('knows only what both neighbours know', () => {
    expect(pointAt([point(0, { coverage: null }), point(1)], 0.5)?.coverage).toBeNull()
    expect(pointAt([], 0)).toBeUndefined()
  })
})

describe('runsWithinBars', () => {
  it.each([
    [[], []],
    [[false, false], []],
    [[true, true], [[0, 1]]],
    [[false, true, true], [[0.5, 2]]],
    [
      [true, false, true],
      [
        [0, 0.5],
        [1.5, 2],
      ],
    ],
  ])('of %j are %j', (flags, runs) => expect(runsWithinBars(inside(...flags))).toEqual(runs))
})

describe('hasChoice', () => {
  it('is false where all cover the same or nobody knows', () => {
    expect(hasChoice([point(0), point(1)])).toBe(true)
    expect(hasChoice([point(0, { coverage: 1 }), point(1, { coverage: 1 })])).toBe(false)
    expect(hasChoice([point(0, { coverage: null }), point(1, { coverage: null })])).toBe(false)
  })
})
