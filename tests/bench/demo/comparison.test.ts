import { beforeAll, describe, expect, it } from 'vitest'
import { compareFigures, formatComparison, isWithin } from './comparison.ts'
import { measureDemo, type DemoFigures } from './measure-demo.ts'
import { DEMO_DENSITY, measureChicago, measureLondon } from './measure-real.ts'
import { CHICAGO, LONDON } from './real-figures.ts'
import { missingRealData } from './read-real.ts'

let demo: DemoFigures

beforeAll(async () => {
  demo = await measureDemo()
})

const outside = (figures: DemoFigures): string[] =>
  compareFigures(LONDON, CHICAGO, figures)
    .filter((figure) => !isWithin(figure))
    .map(({ name }) => name)

describe('the incidents of the demonstration', () => {
  it('are as like London and Chicago as docs/demonstration.md says', () => {
    expect(outside(demo)).toEqual([])
  })
  it('are as dense as the real files are thinned to be', () => {
    expect(demo.density.all / DEMO_DENSITY.all).toBeCloseTo(1, 1)
    expect(demo.density.public / DEMO_DENSITY.public).toBeCloseTo(1, 1)
  })
  it('would be found out with flat hours, no near repeats, no delay or nothing concentrated', () => {
    const hours = demo.hours.map(() => 1 / demo.hours.length)
    expect(outside({ ...demo, hours })).toHaveLength(4)
    expect(outside({ ...demo, nearRepeats: demo.nearRepeats.map(() => 1) })).toEqual([
      'pairs against chance, up to 200 m, 1-7 days, public',
    ])
    const none = CHICAGO.delays.other.map(() => 0)
    expect(outside({ ...demo, delays: { sexual: none, other: none } })).toHaveLength(12)
    expect(outside({ ...demo, all: CHICAGO.all.thinned })).toHaveLength(8)
  })
  it('stand in a table with one row for each figure', () => {
    const rows = formatComparison(compareFigures(LONDON, CHICAGO, demo)).split('\n')
    expect(rows).toHaveLength(2 + compareFigures(LONDON, CHICAGO, demo).length)
    expect(rows[2]).toMatch(
      /^\| share in the top 1 % of cells with incidents, res 9, 12 weeks, all, % \| 8\.0 \| 4\.9 \|/,
    )
  })
})

describe('the figures of the real files', () => {
  it('are what is measured of them', ({ skip }) => {
    const missing = missingRealData()
    skip(missing !== undefined, `The data is no part of the project: ${missing}.`)
    expect(differences(measureLondon(), LONDON)).toEqual([])
    expect(differences(measureChicago(), CHICAGO)).toEqual([])
  })
})

/** Where two trees of numbers differ by more than rounding. */
function differences(found: unknown, written: unknown, path = ''): string[] {
  if (typeof written === 'number')
    return typeof found === 'number' && Math.abs(found - written) <= 0.0006
      ? []
      : [`${path}: ${JSON.stringify(found)} instead of ${written}`]
  return Object.entries(written as Record<string, unknown>).flatMap(([key, value]) =>
    differences((found as Record<string, unknown>)[key], value, `${path}/${key}`),
  )
}
