import { describe, expect, it } from 'vitest'
import { createZone, MINUTES_PER_DAY, parseDay } from '../../time.ts'
import { columns, incident } from '../incidents.fixture.ts'
import { dayPeriod } from '../ranking-period.ts'
import { historyWords } from './history-words.ts'

const LONDON = createZone('Europe/London')
const AS_OF = parseDay('2026-01-05')!
/** The period of four weeks that ends so many periods before as-of. */
const fourWeeks = (back: number) => dayPeriod(AS_OF - 28 * (back + 1), AS_OF - 28 * back, LONDON)
const period = { unit: 'day', window: fourWeeks(0), horizon: dayPeriod(AS_OF, AS_OF + 21, LONDON) } as const

/** Enough for every division of a sum of up to this many. */
const MOST = 9
const PERIODS = 3
const earlier = Array.from({ length: PERIODS }, (_, i) => fourWeeks(i + 1))
const incidents = columns(
  earlier.flatMap(({ fromUtcMin }) =>
    Array.from({ length: MOST }, () => incident({ occurredFrom: fromUtcMin + MINUTES_PER_DAY })),
  ),
)
/** What is said of a place with so many incidents in each earlier period. */
function say(counts: readonly number[], observed: number, growth: number): string {
  const rows = counts.flatMap((count, i) => Array.from({ length: count }, (_, k) => MOST * i + k))
  const inEarlier = 1000 * counts.length
  const force = {
    byOffence: new Float64Array(),
    inWindow: 1000 * growth,
    earlier: earlier.slice(0, counts.length),
    inEarlier,
  }
  return historyWords(incidents, rows, observed, force, period, 'use', false).join(' ')
}
/** Every way in which up to `MOST` incidents divide into so many periods, without regard to order. */
function divisions(periods: number, left = MOST, most = MOST): number[][] {
  if (periods === 0) return [[]]
  return Array.from({ length: Math.min(left, most) + 1 }, (_, count) => count).flatMap((count) =>
    divisions(periods - 1, left - count, count).map((rest) => [count, ...rest]),
  )
}

describe('historyWords', () => {
  it.each([
    { growth: 0.5, periods: 2 },
    { growth: 1, periods: 2 },
    { growth: 2.5, periods: 2 },
    { growth: 0.8, periods: 3 },
    { growth: 1, periods: 3 },
    { growth: 4, periods: 3 },
  ])(
    'lets nobody find out how the earlier periods divide where one had 1 or 2, in a force of $growth times its size and $periods periods',
    ({ growth, periods }) => {
      const found: number[][] = []
      for (let observed = 3; observed <= 12; observed++) {
        const waysToSay = new Map<string, number[][]>()
        for (const counts of divisions(periods)) {
          const said = say(counts, observed, growth)
          waysToSay.set(said, [...(waysToSay.get(said) ?? []), counts])
        }
        for (const ways of waysToSay.values()) if (ways.length === 1) found.push(ways[0]!)
      }
      expect(found.filter((counts) => counts.includes(1) || counts.includes(2))).toEqual([])
    },
  )
  it('says in how many earlier periods it was as busy where that leaves more than one division', () => {
    expect(say([5, 1, 1], 6, 1)).toContain('It had 3 or more in 1 of the 3 earlier periods')
    expect(say([2, 2, 0], 6, 1)).toContain('It had 3 or more in none of')
    expect(say([2, 2, 2], 6, 1)).not.toContain('It had')
    expect(say([4, 2, 0], 6, 1)).not.toContain('It had')
  })
})
