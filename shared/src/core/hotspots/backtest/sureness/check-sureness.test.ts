import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform, type Rng } from '../../../random.ts'
import type { CellCounts } from '../../cell-counts.ts'
import { CHANCE_BINS, checkSureness, type SurenessAtOrigin } from './check-sureness.ts'
import { summariseSureness } from './summarise-sureness.ts'

const CELLS = 3000
const DAYS = 84
const TOP = 100

function poisson(mean: number, rng: Rng): number {
  let count = 0
  for (let left = Math.exp(-mean), product = uniform(rng); product > left; product *= uniform(rng)) count += 1
  return count
}

/** A city whose rates are known to be gamma(.3, 10) distributed; `swagger` says how many times surer the ranking is than it may be. */
function origin(rng: Rng, swagger: number): SurenessAtOrigin {
  const rates = Array.from({ length: CELLS }, () => gammaQuantile(uniform(rng), 0.3, 10))
  const late = Float64Array.from(rates, (rate) => poisson(rate * DAYS, rng))
  const counts: CellCounts = {
    cells: rates.map((_, i) => `${i}`),
    entries: Int32Array.from(rates.keys()),
    indexOf: Int32Array.from(rates.keys()),
    early: new Float64Array(CELLS),
    late,
    history: new Float64Array(CELLS),
    earlyDays: 63,
    lateDays: 21,
    earlyTotal: 0,
    lateTotal: late.reduce((sum, count) => sum + count, 0),
    historyTotal: 0,
  }
  const posterior = {
    shape: late.map((count) => swagger * (count + 0.3)),
    rate: late.map(() => swagger * (DAYS + 10)),
  }
  const counted = (days: number) => Float64Array.from(rates, (rate) => poisson(rate * days, rng))
  return checkSureness(
    { counts, posterior, exposureDays: 21 },
    undefined,
    Int32Array.from(rates.keys()),
    Float64Array.from(rates, () => uniform(rng)),
    { horizon: counted(21), later: { counts: counted(364), days: 364 } },
    { top: TOP, horizonDays: 21, seasonKnown: true },
  )
}
const city = (seed: number, swagger = 1) => {
  const rng = createSeededRng(seed)
  return summariseSureness(
    'auto',
    Array.from({ length: 12 }, () => origin(rng, swagger)),
  )
}

describe('checkSureness', () => {
  const honest = city(1)
  const bold = city(1, 8)
  it('finds that chances come true which are right, once the chance in the later count is allowed for', () => {
    expect(honest.bins.map(({ from }) => from)).toEqual([...CHANCE_BINS])
    for (const { cells, foreseen, came } of honest.bins)
      // 4 standard errors, neighbours in the ranking of one city being tied by its threshold
      if (cells >= 30) expect(Math.abs(foreseen! - came!)).toBeLessThan(0.01 + 2 / Math.sqrt(cells))
    expect(honest.later).toMatchObject({ origins: 12, days: 364 })
  })
  it('finds that chances do not come true which are far too sure, and gives them the worse Brier score', () => {
    const surest = bold.bins.at(-1)!
    expect(surest.stated! - surest.came!).toBeGreaterThan(0.1)
    expect(bold.brier! / bold.brierBase!).toBeGreaterThan(honest.brier! / honest.brierBase!)
    expect(honest.brier! / honest.brierBase!).toBeLessThan(0.6)
  })
  it('finds flagged places less often in the later top than others, and as often as stated', () => {
    const { flagged, unflagged } = honest.noise
    expect(flagged.cells + unflagged.cells).toBe(12 * TOP)
    expect(flagged.cells).toBeGreaterThan(100)
    expect(flagged.came!).toBeLessThan(0.5)
    expect(unflagged.came!).toBeGreaterThan(0.6)
    expect(Math.abs(flagged.foreseen! - flagged.came!)).toBeLessThan(0.07)
    expect(honest.chosen.cells).toBe(12 * TOP)
  })
  it('finds the fade that was foreseen, and counts every place once', () => {
    for (const { all, bins, origins } of honest.fade) {
      expect(all.foreseen!).toBeGreaterThan(0.05)
      expect(Math.abs(all.foreseen! - all.came!)).toBeLessThan(0.04)
      expect(bins.reduce((sum, bin) => sum + bin.places, 0)).toBe(all.places)
      expect(origins).toHaveLength(12)
    }
    expect(honest.intervalHeld).toBeGreaterThanOrEqual(8)
  })
  it('leaves out what hangs on the later period where too little is loaded, and says nothing of stability', () => {
    const rng = createSeededRng(3)
    const { bins, brier, later, fade } = summariseSureness('auto', [{ ...origin(rng, 1), later: undefined, bins: [] }])
    expect(later).toEqual({ origins: 0, days: 0, incidents: 0 })
    expect(brier).toBeNull()
    expect(bins.every(({ cells, came }) => cells === 0 && came === null)).toBe(true)
    expect(fade[0]!.all.places).toBe(TOP)
    expect(honest.stability.find(({ stability }) => stability === 'unknown')!.cells).toBe(12 * TOP)
  })
})
