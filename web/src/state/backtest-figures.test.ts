import type { MethodFigures } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { comparisonOf, intervalDomain, linesByDate, methodsByHits, standing } from './backtest-figures.ts'

const figures = (method: string, hits: number): MethodFigures => ({
  method,
  hits,
  hitRate: hits / 100,
  pai: 1,
  pei: 1,
  shareOfAttainable: 1,
  boxPrecision: 1,
  calibration: null,
  pitInside: null,
  significantCells: null,
})
const interval = (mean: number, low: number, high: number) => ({ mean, low, high })
const compared = (method: string, against: string, hits: ReturnType<typeof interval>) => ({
  method,
  against,
  hits,
  pei: hits,
})

describe('standing', () => {
  it.each([
    [interval(0.05, 0.01, 0.09), 26, 'better'],
    [interval(0.05, 0, 0.09), 26, 'alike'],
    [interval(-0.05, -0.09, 0), 26, 'alike'],
    [interval(-0.05, -0.09, -0.01), 26, 'worse'],
    [interval(0.05, 0.01, 0.09), 12, 'better'],
    [interval(0.05, 0.01, 0.09), 11, 'too-few'],
  ] as const)('%j over %i dates is %s', (hits, dates, expected) => expect(standing({ hits }, dates)).toBe(expected))
})

describe('methodsByHits', () => {
  const backtest = {
    methods: [figures('raw-count', 20), figures('kde', 25), figures('auto', 30), figures('ceiling', 40)],
    comparisons: [
      compared('kde', 'raw-count', interval(0.2, 0.1, 0.3)),
      compared('auto', 'kde', interval(9, 8, 10)),
      compared('auto', 'raw-count', interval(0.5, 0.4, 0.6)),
    ],
  }
  it('puts the one that found most first, each held against the plain count, without the ceiling', () => {
    expect(methodsByHits(backtest).map((one) => [one.figures.method, one.against?.mean])).toEqual([
      ['auto', 0.5],
      ['kde', 0.2],
      ['raw-count', undefined],
    ])
  })
  it('tells a pair from the same pair turned round', () => {
    expect(comparisonOf(backtest, 'auto', 'kde')?.hits.mean).toBe(9)
    expect(comparisonOf(backtest, 'kde', 'auto')).toBeUndefined()
  })
})

describe('linesByDate', () => {
  const at = (method: string, hits: number) => ({
    method,
    hits,
    areaKm2: 1,
    boxesHit: 1,
    expected: null,
    significant: null,
  })
  const origin = (asOf: string, incidents: number, methods: ReturnType<typeof at>[]) => ({
    asOf,
    horizonTo: asOf,
    incidents,
    attainable: incidents,
    baseRate: 0.1,
    ceilingHits: 30,
    ceilingOutsideHits: 25,
    methods,
  })
  it('is the share of each date, the ceiling last, and leaves out a method that was not run', () => {
    const origins = [
      origin('2016-01-01', 100, [at('raw-count', 10), at('auto', 20)]),
      origin('2016-01-29', 0, [at('raw-count', 0), at('auto', 0)]),
    ]
    expect(linesByDate({ origins }, ['auto', 'kde'])).toEqual([
      {
        method: 'auto',
        points: [
          { day: '2016-01-01', share: 0.2 },
          { day: '2016-01-29', share: null },
        ],
      },
      {
        method: 'ceiling',
        points: [
          { day: '2016-01-01', share: 0.3 },
          { day: '2016-01-29', share: null },
        ],
      },
    ])
  })
})

describe('intervalDomain', () => {
  it('always holds 0 and every interval', () => {
    const [low, high] = intervalDomain([
      { low: 0.1, high: 0.3 },
      { low: -0.02, high: 0.05 },
    ])
    expect(low).toBeLessThan(-0.02)
    expect(high).toBeGreaterThan(0.3)
    expect(intervalDomain([])[0]).toBeLessThan(0)
  })
})
