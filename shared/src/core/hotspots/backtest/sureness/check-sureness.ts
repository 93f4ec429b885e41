import type { RateEstimate } from '../../estimate-rates.ts'
import { expectedRange } from '../../expected-range.ts'
import type { RatePosterior } from '../../gamma-poisson.ts'
import { STABILITIES, type Stability } from '../../hotspot.ts'
import { couldBeNoise } from '../../sureness/could-be-noise.ts'
import { placeStability } from '../../sureness/place-stability.ts'
import { sumInterval } from '../../sureness/list-interval.ts'
import { topProbabilities } from '../../top-probability.ts'
import { chooseTop } from '../scoring.ts'
import { chanceInLaterTop, inLaterTop, laterTop, type LaterTop } from './later-top.ts'
import { fadeOf, type FadeCheck } from './fade-check.ts'
import { emptyTally, type Tally } from './tally.ts'

/** Lower ends of the bins of stated chance; nearly all cells of a city are in the first. */
export const CHANCE_BINS = [0, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const

/** What came later, by entry of the dictionary of cells. */
export interface LaterCounts {
  /** incidents of the horizon */
  horizon: Float64Array
  /** incidents of the later period that says what the true top was; undefined when too little is loaded */
  later: { counts: Float64Array; days: number } | undefined
}

/** How sure the ranking was at one origin, beside what came. Sums, to be pooled over origins. */
export interface SurenessAtOrigin {
  /** the period that the true top is taken from; undefined: too little is loaded, and nothing hangs on it below */
  later: { days: number; incidents: number } | undefined
  /** by bin of stated chance, over every cell there was to choose from and those that came up unforeseen */
  bins: readonly Tally[]
  /** sums of the squared error of the stated chance, and of one chance for all cells */
  brier: number
  brierBase: number
  /** of the chosen cells */
  noise: { flagged: Tally; unflagged: Tally }
  stability: Readonly<Record<Stability, Tally>>
  /** our own list, and the list by the count of the window, both with our rates */
  fade: { ours: FadeCheck; plain: FadeCheck }
  /** incidents in the chosen cells, and the interval that the list had for them */
  list: { hits: number; low: number; high: number }
}

/**
 * Judges what the ranking said of its own sureness at one origin.
 *
 * @param estimate as the product makes it
 * @param earlier rates when the window began, or undefined
 * @param codes entry of the dictionary for each cell of the estimate
 * @param tie hash of each cell of the estimate
 */
export function checkSureness(
  { counts, posterior, exposureDays }: Pick<RateEstimate, 'counts' | 'posterior' | 'exposureDays'>,
  earlier: RatePosterior | undefined,
  codes: Int32Array,
  tie: Float64Array,
  came: LaterCounts,
  { top, horizonDays, seasonKnown }: { top: number; horizonDays: number; seasonKnown: boolean },
): SurenessAtOrigin {
  const { shape, rate } = posterior
  const mean = shape.map((value, i) => value / rate[i]!)
  const chances = topProbabilities(shape, rate, top)
  const chosen = chooseTop(mean, tie, top)
  const window = counts.early.map((count, i) => count + counts.late[i]!)
  const stabilities = placeStability(
    Array.from(chosen, (cell) => ({ cells: [cell] })),
    new Uint8Array(shape.length),
    counts,
    earlier,
    top,
    Float64Array.from(chosen, (cell) => chances[cell]!),
  )
  const later = came.later && judgeLater(posterior, mean, chances, codes, came.later, top)
  const noise = { flagged: emptyTally(), unflagged: emptyTally() }
  const stability = Object.fromEntries(STABILITIES.map((one) => [one, emptyTally()])) as Record<Stability, Tally>
  chosen.forEach((cell, i) => {
    for (const tally of [couldBeNoise(chances[cell]!) ? noise.flagged : noise.unflagged, stability[stabilities[i]!]]) {
      tally.cells += 1
      tally.stated += chances[cell]!
      tally.foreseen += later?.foreseen[cell] ?? 0
      tally.came += later?.came[cell] ?? 0
    }
  })
  const fadeInput = {
    window,
    horizon: Float64Array.from(codes, (code) => came.horizon[code]!),
    mean,
    windowDays: counts.earlyDays + counts.lateDays,
    horizonDays,
    cityWindow: counts.earlyTotal + counts.lateTotal,
    cityHorizon: came.horizon.reduce((sum, count) => sum + count, 0),
  }
  const places = Array.from(chosen, (cell) =>
    expectedRange({ shape: shape[cell]!, rate: rate[cell]!, perDay: mean[cell]! }, exposureDays),
  )
  const { low, high } = sumInterval(places, 1, seasonKnown)
  return {
    later: came.later && {
      days: came.later.days,
      incidents: came.later.counts.reduce((sum, count) => sum + count, 0),
    },
    bins: later?.bins ?? [],
    brier: later?.brier ?? 0,
    brierBase: later?.brierBase ?? 0,
    noise,
    stability,
    fade: { ours: fadeOf(chosen, fadeInput), plain: fadeOf(chooseTop(window, tie, top), fadeInput) },
    list: { hits: chosen.reduce((sum, cell) => sum + fadeInput.horizon[cell]!, 0), low, high },
  }
}

function judgeLater(
  { shape, rate }: RatePosterior,
  mean: Float64Array,
  chances: Float64Array,
  codes: Int32Array,
  { counts }: NonNullable<LaterCounts['later']>,
  top: number,
) {
  const truth = laterTop(counts, top)
  if (truth === undefined) return undefined
  const own = Float64Array.from(codes, (code) => counts[code]!)
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
  const exposure = total(own) / total(mean)
  const foreseen = chances.map((_, i) => chanceInLaterTop(truth, shape[i]!, rate[i]!, exposure))
  const came = own.map((count) => inLaterTop(count, truth))
  const bins = CHANCE_BINS.map(emptyTally)
  const unforeseen = unforeseenCells(counts, codes, truth)
  addTo(bins[0]!, unforeseen.cells, 0, 0, unforeseen.came)
  const cells = codes.length + unforeseen.cells
  const base = top / cells
  let brier = unforeseen.came
  let brierBase = squared(base, unforeseen.came, unforeseen.cells)
  for (let i = 0; i < codes.length; i++) {
    addTo(bins[CHANCE_BINS.findLastIndex((from) => chances[i]! >= from)]!, 1, chances[i]!, foreseen[i]!, came[i]!)
    brier += squared(chances[i]!, came[i]!, 1)
    brierBase += squared(base, came[i]!, 1)
  }
  return { foreseen, came, bins, brier, brierBase }
}

function addTo(tally: Tally, cells: number, stated: number, foreseen: number, came: number): void {
  tally.cells += cells
  tally.stated += stated
  tally.foreseen += foreseen
  tally.came += came
}

/** Squared error of one chance for cells of which `came` are in the top; a share of a tie is a chance of its own. */
const squared = (chance: number, came: number, cells: number): number =>
  came * (1 - chance) ** 2 + (cells - came) * chance ** 2

/** Cells in the later period that were not there to choose from, all of which had a stated chance of 0. */
function unforeseenCells(counts: Float64Array, codes: Int32Array, truth: LaterTop): { cells: number; came: number } {
  const known = new Uint8Array(counts.length)
  for (const code of codes) known[code] = 1
  let cells = 0
  let came = 0
  for (let code = 0; code < counts.length; code++) {
    if (known[code] === 1 || counts[code] === 0) continue
    cells += 1
    came += inLaterTop(counts[code]!, truth)
  }
  return { cells, came }
}
