import { expectedFade } from '../../sureness/expected-fade.ts'

/** Sums over places: what was observed in the window, what was expected over as long a period, and what came, as if over as long. */
export interface FadeTally {
  places: number
  observed: number
  expected: number
  came: number
  /** the same less what the whole city rose or fell */
  cameAtLevel: number
}

/** Foreseen fade of a list beside the fade that came. */
export interface FadeCheck {
  all: FadeTally
  /** by foreseen fade of the place: less than .2, .4, .6, .8, 1; last those of which no less was expected */
  bins: readonly FadeTally[]
}

/** Upper ends of the bins of foreseen fade. */
export const FADE_BINS = [0.2, 0.4, 0.6, 0.8, 1] as const

const emptyFade = (): FadeTally => ({ places: 0, observed: 0, expected: 0, came: 0, cameAtLevel: 0 })

/** What is known of every cell, and of the city. */
interface FadeInput {
  window: Float64Array
  horizon: Float64Array
  /** expected incidents a day */
  mean: Float64Array
  windowDays: number
  horizonDays: number
  cityWindow: number
  cityHorizon: number
}

export function fadeOf(chosen: Int32Array, input: FadeInput): FadeCheck {
  const { windowDays, horizonDays } = input
  const level = input.cityHorizon / horizonDays / (input.cityWindow / windowDays)
  const all = emptyFade()
  const bins = [...FADE_BINS, Infinity].map(emptyFade)
  for (const cell of chosen) {
    const observed = input.window[cell]!
    const expected = input.mean[cell]! * windowDays
    const came = (input.horizon[cell]! * windowDays) / horizonDays
    const fade = expectedFade(observed, expected)
    const bin = fade === null ? bins.length - 1 : FADE_BINS.findIndex((to) => fade < to)
    const one = { places: 1, observed, expected, came, cameAtLevel: came / level }
    addFade(all, one)
    addFade(bins[bin]!, one)
  }
  return { all, bins }
}

/** Adds one to the other, which is changed. */
export function addFade(to: FadeTally, from: FadeTally): void {
  to.places += from.places
  to.observed += from.observed
  to.expected += from.expected
  to.came += from.came
  to.cameAtLevel += from.cameAtLevel
}
