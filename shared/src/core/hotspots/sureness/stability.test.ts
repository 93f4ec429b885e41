import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../random.ts'
import { judgeStability } from './stability.ts'

const DAYS = 84
/** Places with so many incidents known of a year before the window, which the prior takes as they are. */
const evidence = (known: readonly number[], observed: readonly number[], top: number) => ({
  earlier: {
    shape: Float64Array.from(known, (count) => count + 0.2),
    rate: Float64Array.from(known, () => 364),
  },
  observed,
  windowDays: DAYS,
  top,
})
/** A city of 2,000 quiet places behind those that are looked at. */
const quiet = Array.from({ length: 2000 }, () => 2)
const quietNow = quiet.map((_, i) => (i % 3 === 0 ? 1 : 0))
const judge = (known: readonly number[], observed: readonly number[], chances: readonly number[]) =>
  judgeStability(evidence([...known, ...quiet], [...observed, ...quietNow], known.length), chances)

describe('judgeStability', () => {
  it('tells a steady, a new and a fading place apart', () => {
    expect(judge([60, 2, 60, 60], [14, 20, 2, 14], [0.95, 0.9, 0.6, 0.2])).toEqual([
      'persistent',
      'new',
      'fading',
      'unknown',
    ])
  })
  it('knows nothing where there are no more places than are listed, since all of them are in the top by that', () => {
    const few = [60, 2, 60]
    expect(judgeStability(evidence(few, [14, 20, 2], 3), [1, 1, 1])).toEqual(['unknown', 'unknown', 'unknown'])
    expect(judgeStability(evidence([...few, 1], [14, 20, 2, 0], 3), [1, 1, 1])[0]).toBe('persistent')
  })
  it('calls nothing new that may be chance, now or then', () => {
    // A jump that one of 2,000 places makes anyhow; a great jump whose place may still not belong; a place that may have belonged before.
    expect(judge([60, 2], [14, 4], [0.95, 0.6])[1]).toBe('unknown')
    expect(judge([60, 2], [14, 20], [0.95, 0.49])[1]).toBe('unknown')
    expect(judge([60, 2, 30], [14, 20, 25], [0.95, 0.9, 0.9])[2]).not.toBe('new')
  })
  it('finds nothing new or fading in counts that are mere chance, however many places are picked for their counts', () => {
    const rng = createSeededRng(11)
    const poisson = (mean: number): number => {
      let count = 0
      for (let left = Math.exp(-mean), product = uniform(rng); product > left; product *= uniform(rng)) count += 1
      return count
    }
    const rates = Array.from({ length: 3000 }, () => 0.5 + 40 * uniform(rng) ** 6)
    const places = rates
      .map((rate) => ({ known: poisson(rate), now: poisson((rate * DAYS) / 364) }))
      .sort((a, b) => b.known + b.now - a.known - a.now)
    const labels = judgeStability(
      evidence(
        places.map(({ known }) => known),
        places.map(({ now }) => now),
        100,
      ),
      Array.from({ length: 100 }, () => 0.9),
    )
    expect(labels.filter((label) => label === 'new' || label === 'fading')).toEqual([])
    expect(labels.filter((label) => label === 'persistent').length).toBeGreaterThan(70)
  })
  it('takes a fall of the whole city off before it calls a place fading', () => {
    const known = Array.from({ length: 200 }, () => 100)
    const halved = known.map(() => 11)
    expect(
      new Set(
        judgeStability(
          evidence([...known, ...quiet], [...halved, ...quiet.map(() => 0)], 200),
          known.map(() => 0.9),
        ),
      ),
    ).toEqual(new Set(['persistent']))
  })
})
